import Outcomes
import Workforce

/// Reads a scorecard. Shape and types are judged here, meaning (names, weights, lawful bases) by `Scorecard.validate`,
/// whose key paths get their lines here.
struct ScorecardReader {
    let policy: OutcomesPolicy
    let log: ProblemLog

    static func read(_ bytes: [UInt8], policy: OutcomesPolicy, log: ProblemLog) -> Scorecard? {
        guard let root = YamlDocument.read(bytes, log: log), let section = YamlSection(root, path: "", log: log) else {
            return nil
        }
        guard let scorecard = ScorecardReader(policy: policy, log: log).read(section), !log.hasErrors else {
            return nil
        }
        for problem in scorecard.validate(policy: policy) {
            var problem = problem
            problem.file = log.file
            problem.line = problem.column.flatMap { root.line(ofPath: $0) }
            log.absorb([problem])
        }
        return log.hasErrors ? nil : scorecard
    }

    private func read(_ section: YamlSection) -> Scorecard? {
        let name = section.requiredText("name", remedy: "write the scorecard's name")
        let version = section.requiredText(
            "version",
            remedy: "write a version in quotes, such as \"2026.1\", and raise it with every change: scores name it")
        var weights: [String: Double] = [:]
        if let dimensions = section.section("dimensions") {
            for entry in dimensions.all { weights[entry.key] = dimensions.number(entry.key, in: 0...1_000_000) }
            dimensions.finish()
        }
        let indicators = section.sections("indicators")?.map(indicator)
        if !section.has("indicators") { section.missing("indicators", remedy: "write a list of indicators") }
        section.finish()
        // A left-out indicator would shift the places that `validate` names: all of them, or none.
        guard let name, let version, let indicators, !indicators.contains(where: { $0 == nil }) else { return nil }
        return Scorecard(
            name: name, version: version, indicators: indicators.compactMap { $0 }, dimensionWeights: weights)
    }

    private func indicator(_ section: YamlSection) -> Indicator? {
        let code = section.requiredText("code", remedy: "write a short name in small letters, such as training-hours")
        let title = title(section)
        let outcome = section.requiredText("outcome", remedy: "write economic, wellbeing or legitimacy")
        let dimension = section.requiredText("dimension", remedy: "write one of the sixteen dimensions")
        let source = source(section)
        let normalisation = normalisation(section)
        let weight = section.number("weight", in: 0...1_000_000)
        let level = section.text("level")
        let origin = section.text("origin")
        section.finish()
        guard let code, let title, let outcome, let dimension, let source, let normalisation else { return nil }
        return Indicator(
            code: code, title: title, outcome: outcome, dimension: dimension, source: source,
            normalisation: normalisation, weight: weight ?? 1, level: level, origin: origin)
    }

    private func title(_ section: YamlSection) -> BilingualText? {
        guard let title = section.section("title") else {
            if !section.has("title") { section.missing("title", remedy: "write `title: {en: …, nl: …}`") }
            return nil
        }
        let en = title.requiredText("en", remedy: "write the title in English")
        let nl = title.requiredText("nl", remedy: "write the title in Dutch")
        title.finish()
        guard let en, let nl else { return nil }
        return BilingualText(en: en, nl: nl)
    }

    private func source(_ section: YamlSection) -> Indicator.Source? {
        guard let source = section.section("source") else {
            if !section.has("source") {
                section.missing("source", remedy: "write {column: …}, {derived: …} or {indicator: …, scope: …}")
            }
            return nil
        }
        let given = ["column", "derived", "indicator"].filter(source.has)
        let name = given.first.flatMap(source.text)
        let scope: IndicatorRow.Scope? = source.choice("scope")
        source.finish()
        guard given.count == 1 else {
            section.error(
                "contradiction", "source", given.isEmpty ? "it names no source" : "it names \(given.count) sources",
                remedy: "write one of {column: …}, {derived: …} and {indicator: …, scope: …}")
            return nil
        }
        if given[0] == "indicator", !source.has("scope") {
            source.missing(
                "scope", remedy: "write one of \(IndicatorRow.Scope.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if given[0] != "indicator", source.has("scope") {
            source.error(
                "contradiction", "scope", "only an indicator has a scope",
                remedy: "leave it out: columns are of employees")
        }
        guard let name else { return nil }
        switch given[0] {
        case "column": return .column(name)
        case "derived": return .derived(name)
        default: return scope.map { .indicator(name, scope: $0) }
        }
    }

    private func normalisation(_ section: YamlSection) -> Indicator.Normalisation? {
        let given = ["goalposts", "percentile"].filter(section.has)
        guard given.count == 1 else {
            section.error(
                given.isEmpty ? "missing-key" : "contradiction", given.isEmpty ? "goalposts" : "percentile",
                given.isEmpty
                    ? "neither `goalposts` nor `percentile` is given" : "`goalposts` and `percentile` are both given",
                remedy: "write one of `goalposts: {low: 0, high: 40}` and `percentile: {reversed: false}`")
            return nil
        }
        guard let inner = section.section(given[0]) else { return nil }
        defer { inner.finish() }
        if given[0] == "percentile" { return .percentile(reversed: inner.flag("reversed") ?? false) }
        let low = inner.number("low", in: -1e12...1e12)
        let high = inner.number("high", in: -1e12...1e12)
        for key in ["low", "high"] where !inner.has(key) {
            inner.missing(key, remedy: "write the value that counts as \(key == "low" ? 0 : 100)")
        }
        guard let low, let high else { return nil }
        return .goalposts(low: low, high: high)
    }
}
