import Outcomes
import Outreach
import Prevention
import Workforce

/// Reads the files that the configuration names: statutes, scorecard, partners.
struct SideFileReader {
    let context: SettingsContext
    let root: YamlSection

    /// The statute files; those of the product where the configuration names none.
    func statutes() -> [StatuteFile] {
        var files: [StatuteFile] = []
        guard let paths = root.texts("statutes") else {
            for (name, bytes) in Defaults.statutes {
                guard let file = builtInStatutes(name, bytes) else { continue }
                reportSecond(file, named: "statutes/\(name)", after: files)
                files.append(file)
            }
            return files
        }
        for path in paths {
            let log = ProblemLog(file: SettingsContext.name(of: path))
            guard let bytes = context.contents(of: path, named: "statutes", in: root) else { continue }
            var file = StatuteReader.read(bytes, log: log)
            file?.source = .file(path)
            if let file { reportAnotherText(file, log: log) }
            root.log.absorb(log.problems)
            guard let file else { continue }
            reportSecond(file, named: path, after: files)
            files.append(file)
        }
        return files
    }

    /// Results name the version alone: two texts under one could not be told apart.
    private func reportAnotherText(_ file: StatuteFile, log: ProblemLog) {
        let pack = file.pack
        guard let published = StatuteFile.published(country: pack.country), published.version == pack.version,
            published != pack
        else { return }
        let missing = published.missingParts(in: pack).map(\.rawValue)
        let changed = published.changedParts(to: pack).map(\.rawValue).filter { !missing.contains($0) }
        let found =
            (changed.isEmpty ? [] : ["changed: " + changed.joined(separator: ", ")])
            + (missing.isEmpty ? [] : ["missing: " + missing.joined(separator: ", ")])
        log.warning(
            "statute-edited", line: nil, path: "version", value: Shown.value(pack.version),
            "this is not the text of \(pack.country) that is published as version \(pack.version)"
                + (found.isEmpty ? "" : " (\(found.joined(separator: "; ")))"),
            remedy: "raise `version` with every change: results and clocks name it")
    }

    /// People of one country under two laws would get whichever is found first.
    private func reportSecond(_ file: StatuteFile, named path: String, after files: [StatuteFile]) {
        guard files.contains(where: { $0.pack.country == file.pack.country }) else { return }
        root.error(
            "duplicate-country", "statutes", value: Shown.value(path),
            "\(Shown.value(path)) is a second statute file for \(file.pack.country)",
            remedy: "keep one file per country; `country` at the top of the file says whose it is")
    }

    /// The scorecard; that of the product where the configuration names none.
    func scorecard(policy: OutcomesPolicy) -> Scorecard? {
        let path = root.text("scorecard")
        if path == nil, root.has("scorecard") { return nil }
        let beside = "scorecards/default.yaml"
        let bytes: [UInt8]
        if path == nil, context.files.status(context.resolve(beside)) == nil {
            bytes = Defaults.scorecard
        } else {
            guard let found = context.contents(of: path ?? beside, named: "scorecard", in: root) else { return nil }
            bytes = found
        }
        let log = ProblemLog(file: SettingsContext.name(of: path ?? beside))
        let scorecard = ScorecardReader.read(bytes, policy: policy, log: log)
        root.log.absorb(log.problems)
        return scorecard
    }

    /// All partners, and the absolute path of their folder.
    func partners(regions: [String], proxy: ProxySettings?) -> ([Partner], directory: String) {
        var reader = PartnerReader(context: context, regions: regions, proxy: proxy)
        var partners: [Partner] = []
        for section in root.sections("partners") ?? [] {
            if let partner = reader.read(section) { partners.append(partner) }
        }
        let written = root.text("partnersDirectory")
        let directory = context.resolve(written ?? "partners.d")
        guard let status = context.files.status(directory) else {
            if let written {
                root.warning(
                    "missing-folder", "partnersDirectory", value: Shown.value(written),
                    "there is no folder \(Shown.value(written)) yet, hence no partners from it",
                    remedy: "create it with `mkdir`, or correct the path; `doorstroom partners add` makes it too")
            }
            return (partners, directory)
        }
        // Which of the two is wrong makes no difference to what is to be done, and is told either way.
        guard status.isDirectory, let names = try? context.files.list(directory) else {
            root.error(
                "invalid-path", "partnersDirectory", value: Shown.value(written ?? "partners.d"),
                "this is not a folder that can be read", remedy: "write the path of a folder with one file per partner")
            return (partners, directory)
        }
        for name in names where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            if let partner = partner(file: "\(directory)/\(name)", reader: &reader) { partners.append(partner) }
        }
        return (partners, directory)
    }

    /// The one partner of a file. Relative paths in it count from the configuration file, like all others.
    private func partner(file: String, reader: inout PartnerReader) -> Partner? {
        guard let bytes = context.contents(of: file, named: "partnersDirectory", in: root) else { return nil }
        let log = ProblemLog(file: SettingsContext.name(of: file))
        defer { root.log.absorb(log.problems) }
        guard let node = YamlDocument.read(bytes, log: log), let section = YamlSection(node, path: "", log: log) else {
            return nil
        }
        return reader.read(section)
    }

    private func builtInStatutes(_ name: String, _ bytes: [UInt8]) -> StatuteFile? {
        let beside = "statutes/\(name)"
        let log = ProblemLog(file: name)
        var bytes = bytes
        var source = StatuteFile.Source.program
        if context.files.status(context.resolve(beside)) != nil {
            guard let found = context.contents(of: beside, named: "statutes", in: root) else { return nil }
            (bytes, source) = (found, .file(beside))
        }
        var file = StatuteReader.read(bytes, log: log)
        file?.source = source
        if let file { reportAnotherText(file, log: log) }
        root.log.absorb(log.problems)
        return file
    }
}
