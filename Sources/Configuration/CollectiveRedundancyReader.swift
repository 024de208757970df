import Prevention
import Workforce

/// Reads `collectiveRedundancy` of a statute file: from how many dismissals within a window the rules of collective
/// redundancy bind.
///
/// Sizes from the first tier on have exactly one threshold each; a rule that is listed again is in force from a later
/// day on, and counts the same kind of unit.
struct CollectiveRedundancyReader {
    let log: ProblemLog
    /// Of the statute file.
    let country: String?

    func read(_ section: YamlSection) -> [CollectiveRedundancy] {
        let sections = section.sections("collectiveRedundancy") ?? []
        var rules: [CollectiveRedundancy] = []
        for entry in sections {
            guard let rule = rule(entry) else { continue }
            if let former = rules.last(where: { $0.rule == rule.rule }) { follow(former, rule, at: entry) }
            rules.append(rule)
        }
        return rules
    }

    private func rule(_ entry: YamlSection) -> CollectiveRedundancy? {
        let name = name(entry)
        let from = entry.date("from")
        if !entry.has("from") { entry.missing("from", remedy: "write the first day that it is in force") }
        let unit: CollectiveRedundancy.Unit? = entry.choice("unit")
        if !entry.has("unit") {
            entry.missing("unit", remedy: "write statutory-area or technical-unit: what dismissals are counted over")
        }
        let window = window(entry)
        let tiers = tiers(entry)
        let source = StatuteEntry(entry)
        entry.finish()
        guard let name, let from, let unit, let window, let tiers, let source else { return nil }
        return CollectiveRedundancy(
            rule: name, from: from, unit: unit, window: window, tiers: tiers, source: source.source,
            certainty: source.certainty)
    }

    /// People cite it, files and partners' events carry it: letters, digits and single hyphens alone.
    private func name(_ entry: YamlSection) -> String? {
        let remedy = "write the name that people cite, such as wmco"
        guard let name = entry.requiredText("rule", remedy: remedy) else { return nil }
        let words = name.split(separator: "-", omittingEmptySubsequences: false)
        let isPlain = words.allSatisfy { word in
            !word.isEmpty && word.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
        }
        if isPlain, name.utf8.count <= 40 { return isKnown(name, at: entry) ? name : nil }
        entry.error(
            "invalid-name", "rule", value: Shown.value(name),
            "\(Shown.value(name)) is no identifier: results and what partners get carry it",
            remedy: "write lower-case letters, digits and hyphens between them, at most 40, such as wmco")
        return nil
    }

    /// Where the program knows the law, a name of one's own would close what is counted by the other and begin it anew.
    private func isKnown(_ name: String, at entry: YamlSection) -> Bool {
        guard let country, let known = CollectiveRedundancy.identifiers(in: country), !known.contains(name) else {
            return true
        }
        entry.error(
            "unknown-rule", "rule", value: Shown.value(name),
            "\(Shown.value(name)) is no rule of collective redundancy in \(country)",
            remedy: "write \(known.joined(separator: " or "))")
        return false
    }

    private func follow(_ former: CollectiveRedundancy, _ next: CollectiveRedundancy, at entry: YamlSection) {
        if next.from <= former.from {
            entry.error(
                "statute-overlap", "from", value: next.from.description,
                "two entries of \(Shown.value(next.rule)) are in force from \(next.from) on: \(former.from) comes before "
                    + "it in the list", remedy: "order them by `from`, each later than the one before")
        }
        if next.unit != former.unit {
            entry.error(
                "contradiction", "unit", value: next.unit.rawValue,
                "\(Shown.value(next.rule)) counted over \(former.unit.rawValue) until then",
                remedy: "write `unit: \(former.unit.rawValue)`, or give the new rule a name of its own")
        }
    }

    private func window(_ entry: YamlSection) -> CollectiveRedundancy.Window? {
        guard let window = entry.section("window") else {
            if !entry.has("window") { entry.missing("window", remedy: "write {months: 3} or {days: 60}") }
            return nil
        }
        let months = window.integer("months", in: 1...24, unit: " months")
        let days = window.integer("days", in: 1...730, unit: " days")
        let hasBoth = window.has("months") && window.has("days")
        let hasNone = !window.has("months") && !window.has("days")
        window.finish()
        if hasBoth {
            entry.error(
                "contradiction", "window", "the window has months and days",
                remedy: "keep the one that the law says")
            return nil
        }
        if hasNone { entry.missing("window", remedy: "write {months: 3} or {days: 60}") }
        return months.map { .months($0) } ?? days.map { .days($0) }
    }

    private func tiers(_ entry: YamlSection) -> [CollectiveRedundancy.Tier]? {
        guard let sections = entry.sections("tiers"), !sections.isEmpty else {
            if entry.list("tiers")?.isEmpty ?? !entry.has("tiers") {
                entry.missing("tiers", remedy: "write a list of thresholds, such as [{count: 20}]")
            }
            return nil
        }
        let read = sections.enumerated().map { index, tier in
            self.tier(tier, isFirst: index == 0, isLast: index == sections.count - 1)
        }
        for (index, next) in read.enumerated().dropFirst() {
            guard let until = read[index - 1]?.toWorkers, let next else { continue }
            join(until: until, next.tier, at: sections[index])
        }
        return read.contains { $0 == nil } ? nil : read.compactMap { $0?.tier }
    }

    private func tier(
        _ tier: YamlSection, isFirst: Bool, isLast: Bool
    ) -> (tier: CollectiveRedundancy.Tier, toWorkers: Int?)? {
        let sizes = 0...1_000_000
        var from = tier.integer("fromWorkers", in: sizes, unit: " workers")
        if !tier.has("fromWorkers") {
            if isFirst {
                from = 0
            } else {
                tier.missing("fromWorkers", remedy: "write the smallest number of workers that the tier holds for")
            }
        }
        let to = tier.integer("toWorkers", in: sizes, unit: " workers")
        if !tier.has("toWorkers"), !isLast {
            tier.missing("toWorkers", remedy: "write the largest number of workers that the tier holds for")
        }
        let count = tier.integer("count", in: 1...100_000, unit: " dismissals")
        let percent = tier.integer("percent", in: 1...100, unit: " percent")
        let given = [tier.has("count"), tier.has("percent")].count { $0 }
        tier.finish()
        if given != 1 {
            log.error(
                given == 0 ? "missing-key" : "contradiction", line: tier.line, path: tier.path,
                given == 0 ? "the tier has no threshold" : "the tier has two thresholds",
                remedy: "write one of `count` and `percent`")
        }
        if isLast, let to {
            tier.error(
                "statute-gap", "toWorkers", value: "\(to)", "no threshold is given for more than \(to) workers",
                remedy: "leave toWorkers out of the last tier, or add the missing one")
        }
        if let from, let to, to < from {
            tier.error(
                "impossible-size", "toWorkers", value: "\(to)", "the tier ends at \(to), before it begins at \(from)",
                remedy: "write \(from) or more")
        } else if let count, let to, count > to {
            tier.error(
                "impossible-threshold", "count", value: "\(count)",
                "a unit of at most \(to) workers cannot have \(count) dismissals", remedy: "write \(to) or less")
        }
        guard let from, given == 1, count != nil || percent != nil else { return nil }
        return (CollectiveRedundancy.Tier(fromWorkers: from, count: count, percent: percent), to)
    }

    private func join(until: Int, _ next: CollectiveRedundancy.Tier, at section: YamlSection) {
        if next.fromWorkers <= until {
            section.error(
                "statute-overlap", "fromWorkers", value: "\(next.fromWorkers)",
                "\(next.fromWorkers) workers belong to the tier before it, which ends at \(until)",
                remedy: "begin this tier at \(until + 1)")
        } else if next.fromWorkers > until + 1 {
            section.error(
                "statute-gap", "fromWorkers", value: "\(next.fromWorkers)",
                "no threshold is given for units of \(until + 1) to \(next.fromWorkers - 1) workers",
                remedy: "begin this tier at \(until + 1), or add the missing one")
        }
    }
}
