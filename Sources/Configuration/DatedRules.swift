import Prevention
import Workforce

/// Reads a list of rules that are each in force from a day on: in that order, and no two from the same day.
enum DatedRules {
    /// - Parameter rule: reads one entry, `from` and all, and finishes its section.
    static func read<Rule: StatuteRule>(
        _ key: String, in section: YamlSection, _ rule: (YamlSection) -> Rule?
    ) -> [Rule] {
        let entries = section.sections(key) ?? []
        if section.has(key), entries.isEmpty, section.list(key)?.isEmpty == true {
            section.error(
                "empty-value", key, "the list is empty",
                remedy: "write an entry with the first day that it is in force, or leave the key out")
        }
        let rules = entries.map { (section: $0, rule: rule($0)) }
        for (former, next) in zip(rules, rules.dropFirst()) {
            guard let before = former.rule?.from, let after = next.rule?.from, after <= before else { continue }
            next.section.error(
                "statute-overlap", "from", value: after.description,
                "two entries are in force from \(after) on: \(before) comes before it in the list",
                remedy: "order the entries by `from`, each later than the one before")
        }
        return rules.compactMap(\.rule)
    }
}

extension YamlSection {
    /// The day from which a rule is in force.
    func ruleStart() -> CalendarDate? {
        let from = date("from")
        if !has("from") { missing("from", remedy: "write the first day that the entry is in force") }
        return from
    }

    /// A whole number that has to be there.
    func requiredInteger(_ key: String, in range: ClosedRange<Int>, unit: String = "") -> Int? {
        if !has(key) {
            missing(key, remedy: "write a whole number from \(range.lowerBound) to \(range.upperBound)\(unit)")
        }
        return integer(key, in: range, unit: unit)
    }

    /// A section that has to be there.
    func requiredSection(_ key: String, remedy: String) -> YamlSection? {
        if !has(key) { missing(key, remedy: remedy) }
        return section(key)
    }
}
