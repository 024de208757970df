import Prevention
import Workforce

/// Reads `pensionAges` of a statute file: by the year in which an age is reached, or by the year of birth.
///
/// Every year from the first to the last has exactly one entry. An age by year of birth is one by the year in which
/// the age of 0 is reached, and kept as that.
struct PensionAgeReader {
    let log: ProblemLog
    /// The last year of an entry that has no end in law.
    private static let openYear = 9999

    func read(_ section: YamlSection) -> (ages: [StatutePack.PensionAge], startsNextMonth: Bool) {
        guard let pension = section.section("pensionAges") else { return ([], false) }
        let startsNextMonth = pension.flag("startsNextMonth") ?? false
        let entries = pension.sections("entries") ?? []
        if !pension.has("entries") { pension.missing("entries", remedy: "write a list of ages, oldest first") }
        pension.finish()
        let ages = entries.enumerated().map { index, entry in age(entry, isLast: index == entries.count - 1) }
        for (index, next) in ages.enumerated().dropFirst() {
            guard let former = ages[index - 1], let next else { continue }
            join(former, next, at: entries[index])
        }
        return (ages.compactMap { $0 }, startsNextMonth)
    }

    private func age(_ entry: YamlSection, isLast: Bool) -> StatutePack.PensionAge? {
        let isByBirth = entry.has("bornFromYear") || entry.has("bornToYear")
        let keys = isByBirth ? (from: "bornFromYear", to: "bornToYear") : (from: "fromYear", to: "toYear")
        let from = entry.integer(keys.from, in: 1850...2200)
        if !entry.has(keys.from) { entry.missing(keys.from, remedy: "write the first year that the age holds for") }
        var to = entry.integer(keys.to, in: 1850...2200)
        if !entry.has(keys.to) {
            if isLast, isByBirth {
                to = PensionAgeReader.openYear
            } else {
                entry.missing(keys.to, remedy: "write the last year that the age holds for, or has been published for")
            }
        }
        let reached = isByBirth ? 0 : months(entry, "reached")
        let age = months(entry, "age")
        let source = StatuteEntry(entry)
        entry.finish()
        if let from, let to, from > to {
            entry.error(
                "impossible-years", keys.to, value: "\(to)", "the entry ends in \(to), before it begins in \(from)",
                remedy: "write \(from) or later")
        }
        guard let from, let to, let reached, let age, let source else { return nil }
        return StatutePack.PensionAge(
            fromYear: from, toYear: to, reachedMonths: reached, ageMonths: age, source: source.source,
            certainty: source.certainty)
    }

    /// An age written as `{years: 66, months: 4}`.
    private func months(_ entry: YamlSection, _ key: String) -> Int? {
        guard let age = entry.section(key) else {
            if !entry.has(key) { entry.missing(key, remedy: "write an age such as {years: 66, months: 4}") }
            return nil
        }
        let years = age.integer("years", in: 50...80, unit: " years")
        if !age.has("years") { age.missing("years", remedy: "write an age such as {years: 66, months: 4}") }
        let months = age.has("months") ? age.integer("months", in: 0...11, unit: " months") : 0
        age.finish()
        guard let years, let months else { return nil }
        return years * 12 + months
    }

    private func join(_ former: StatutePack.PensionAge, _ next: StatutePack.PensionAge, at entry: YamlSection) {
        if (former.reachedMonths == 0) != (next.reachedMonths == 0) {
            log.error(
                "contradiction", line: entry.line, path: entry.path,
                "ages by year of birth and by year of reaching are mixed",
                remedy: "write all entries in one of the two ways")
        } else if next.fromYear <= former.toYear {
            log.error(
                "statute-overlap", line: entry.line, path: entry.path, value: "\(next.fromYear)",
                "\(next.fromYear) belongs to the entry before it, which ends in \(former.toYear)",
                remedy: "begin this entry in \(former.toYear + 1)")
        } else if next.fromYear > former.toYear + 1 {
            log.error(
                "statute-gap", line: entry.line, path: entry.path, value: "\(next.fromYear)",
                "no age is given for \(former.toYear + 1) to \(next.fromYear - 1)",
                remedy: "begin this entry in \(former.toYear + 1), or add the missing one")
        }
    }
}
