import Prevention
import Workforce

/// Reads an entry of `notice` of a statute file: lengths by service, all in months or all in weeks, and what holds for
/// special cases.
struct NoticeReader {
    private let section: YamlSection
    private let lengths = NoticeLengths()

    static func read(_ section: YamlSection) -> StatutePack.Notice? { NoticeReader(section: section).read() }

    private init(section: YamlSection) { self.section = section }

    private func read() -> StatutePack.Notice? {
        let from = section.ruleStart()
        let steps = lengths.steps(section)
        let increases = lengths.increases(section, after: steps.last)
        let pastPensionAge = pastPensionAge()
        let byEmployee = byEmployee()
        let cap = cap()
        let frozenPart = frozenPart()
        let left = section.integer("monthsLeftAfterProcedure", in: 0...12, unit: " months")
        let endsAtMonthEnd = section.flag("endsAtMonthEnd") ?? false
        let beginsOnMonday = section.flag("beginsOnMonday") ?? false
        let entry = StatuteEntry(section)
        section.finish()
        guard let from, !steps.isEmpty, let entry else { return nil }
        var notice = StatutePack.Notice(
            from: from, steps: steps, pastPensionAgeMonths: nil, endsAtMonthEnd: endsAtMonthEnd,
            source: entry.source, certainty: entry.certainty)
        notice.unit = lengths.unit ?? .months
        notice.increases = increases
        notice.pastPensionAge = pastPensionAge
        notice.byEmployee = byEmployee ?? notice.byEmployee
        notice.cap = cap
        notice.frozenPart = frozenPart
        notice.monthsLeftAfterProcedure = left
        notice.beginsOnMonday = beginsOnMonday
        return notice
    }

    /// `pastPensionAgeMonths: 1` is what is given then, `pastPensionAge: {atMostWeeks: 26, …}` the most.
    private func pastPensionAge() -> StatutePack.Notice.PastPensionAge? {
        let months = section.integer("pastPensionAgeMonths", in: 0...36, unit: " months")
        lengths.hold("pastPensionAgeMonths", of: section, to: .months)
        guard let limit = section.section("pastPensionAge") else {
            return months.map { StatutePack.Notice.PastPensionAge(length: $0) }
        }
        if section.has("pastPensionAgeMonths") {
            section.error(
                "contradiction", "pastPensionAge", "the notice past pension age is given twice",
                remedy: "write `pastPensionAgeMonths` or `pastPensionAge`, not both")
        }
        let length = lengths.length(limit, months: "atMostMonths", weeks: "atMostWeeks")
        let entry = StatuteEntry(limit)
        limit.finish()
        guard let length, let entry else { return nil }
        return StatutePack.Notice.PastPensionAge(length: length, isLimit: true, origin: entry.origin)
    }

    /// `byEmployeeMonths: 1`, or `byEmployee` with steps; a rule in weeks needs those.
    private func byEmployee() -> StatutePack.Notice.ByEmployee? {
        let months = section.integer("byEmployeeMonths", in: 0...36, unit: " months")
        lengths.hold("byEmployeeMonths", of: section, to: .months)
        guard let own = section.section("byEmployee") else {
            if lengths.unit == .weeks, !section.has("byEmployee") {
                section.missing("byEmployee", remedy: "write `byEmployee: {steps: […], source: …, certainty: …}`")
            }
            return months.map { .init(steps: [.init(fromMonths: 0, length: $0)]) }
        }
        if section.has("byEmployeeMonths") {
            section.error(
                "contradiction", "byEmployee", "the employee's notice is given twice",
                remedy: "write `byEmployeeMonths` or `byEmployee`, not both")
        }
        let steps = lengths.steps(own)
        let entry = StatuteEntry(own)
        own.finish()
        guard !steps.isEmpty, let entry else { return nil }
        return StatutePack.Notice.ByEmployee(steps: steps, origin: entry.origin)
    }

    private func cap() -> StatutePack.Notice.Cap? {
        guard let cap = section.section("cap") else { return nil }
        let contractsFrom = cap.date("contractsFrom")
        if !cap.has("contractsFrom") {
            cap.missing("contractsFrom", remedy: "write the first day of the contracts that are capped")
        }
        let length = lengths.length(cap)
        let entry = StatuteEntry(cap)
        cap.finish()
        guard let contractsFrom, let length, let entry else { return nil }
        return StatutePack.Notice.Cap(contractsFrom: contractsFrom, length: length, origin: entry.origin)
    }

    private func frozenPart() -> StatutePack.Notice.FrozenPart? {
        guard let part = section.section("frozenPart") else { return nil }
        let before = part.date("serviceBefore")
        if !part.has("serviceBefore") {
            part.missing("serviceBefore", remedy: "write the day before which service counts for it")
        }
        let months = part.requiredInteger("monthsPerPeriod", in: 1...12, unit: " months")
        let years = part.requiredInteger("periodYears", in: 1...20, unit: " years")
        let assumption = part.requiredSection("assumption", remedy: "write what is assumed as {en: …, nl: …}")
        let english = assumption?.requiredText("en", remedy: "write what is assumed, in English")
        let dutch = assumption?.requiredText("nl", remedy: "write what is assumed, in Dutch")
        assumption?.finish()
        let entry = StatuteEntry(part)
        part.finish()
        guard let before, let months, let years, let english, let dutch, let entry else { return nil }
        return StatutePack.Notice.FrozenPart(
            serviceBefore: before, monthsPerPeriod: months, periodYears: years, englishAssumption: english,
            dutchAssumption: dutch, origin: entry.origin)
    }
}
