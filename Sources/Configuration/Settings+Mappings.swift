package import Intake
package import Workforce

extension Settings {
    /// A mapping by name (`mappings/NAME.yaml` beside the configuration) or path, for `import --mapping`.
    ///
    /// - Throws: `ConfigurationError` when there is none or it is wrong.
    package static func mapping(
        named name: String, configurationPath: String, files: ConfigurationFiles = .disk
    ) throws(ConfigurationError) -> (mapping: Mapping, warnings: [Problem]) {
        let log = ProblemLog(file: SettingsContext.name(of: configurationPath))
        let section = YamlSection(entries: [], path: "", line: 1, log: log)
        let context = SettingsContext(
            directory: SettingsContext.directory(of: configurationPath), environment: [:], files: files,
            today: CalendarDate(dayNumber: 0), now: 0)
        let mapping = MappingFile.load(named: name, key: "mapping", section: section, context: context)
        guard let mapping, !log.hasErrors else { throw ConfigurationError(problems: log.inOrder) }
        return (mapping, log.inOrder)
    }

    /// One file of the folder `mappings`, as `check` tells of it.
    package struct MappingCheck: Equatable, Sendable {
        /// The file's name, without folders.
        package var file: String
        /// Nil when the file cannot be used.
        package var mapping: Mapping?
        /// What is wrong with it, and what is doubtful.
        package var problems: [Problem]
    }

    /// Reads every mapping beside the configuration, used or not, in order of the files' names: `import --mapping` and the
    /// next change of the configuration may name any of them.
    ///
    /// - Throws: `ConfigurationError` when the folder is there and cannot be read; without one there is nothing to check.
    package static func checkMappings(
        configurationPath: String, files: ConfigurationFiles = .disk
    ) throws(ConfigurationError) -> [MappingCheck] {
        let folder = "\(SettingsContext.directory(of: configurationPath))/mappings"
        guard files.status(folder)?.isDirectory == true else { return [] }
        let names: [String]
        do {
            names = try files.list(folder)
        } catch {
            throw ConfigurationError(problems: [
                Problem(
                    code: "unreadable-file", file: "mappings", reason: "the folder cannot be read",
                    remedy: "let the user that runs Doorstroom read it")
            ])
        }
        var checks: [MappingCheck] = []
        for name in names.sorted() where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            let log = ProblemLog(file: name)
            var mapping: Mapping?
            do {
                let bytes = try files.read("\(folder)/\(name)", YamlText.maximumBytes + 1)
                mapping = MappingReader.readWhole(bytes, log: log)
            } catch {
                log.error(
                    "unreadable-file", line: nil, path: nil, "the file cannot be read",
                    remedy: "let the user that runs Doorstroom read it")
            }
            if name.hasSuffix(".yml") {
                log.warning(
                    "not-found-by-name", line: nil, path: nil, "names of mappings stand for files that end in .yaml",
                    remedy: "rename it to \(name.dropLast(4)).yaml, or name it by its path")
            }
            checks.append(MappingCheck(file: name, mapping: mapping, problems: log.inOrder))
        }
        return checks
    }
}
