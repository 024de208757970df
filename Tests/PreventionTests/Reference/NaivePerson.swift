import Prevention
import Workforce

/// What the rules say of one person's own row, as lists of rule names.
struct NaivePerson {
    var row: EmployeeRow
    var asOf: CalendarDate
    var policy: PreventionPolicy
    var country: String
    var pack: StatutePack?

    var isExternal: Bool { row.contract == .agency || row.contract == .contractor }
    var isInService: Bool { row.hireDate <= asOf && !(row.exitDate != nil && row.exitDate! <= asOf) }
    var isVoluntary: Bool { [.resignation, .retirement, .death, .transfer].contains(row.exitReason) }
    var isEmployersReason: Bool { [.redundancy, .settlement, .contractEnd, .dismissal].contains(row.exitReason) }

    /// The day on which an age is reached.
    func reaches(_ months: Int) -> CalendarDate? { row.birthDate.map { NaivePerson.reaching($0, months) } }

    /// A birthday for whole years, else months clamped.
    static func reaching(_ start: CalendarDate, _ months: Int) -> CalendarDate {
        let (year, month, dayOfMonth) = start.parts
        if months % 12 > 0 { return start.adding(months: months) }
        let birthday =
            CalendarDate(year: year + months / 12, month: month, day: dayOfMonth)
            ?? CalendarDate(year: year + months / 12, month: 3, day: 1)
        return birthday!
    }

    /// The day of the age, or where the statute says so the first of the month after it.
    var pensionDate: CalendarDate? {
        guard let reached = pensionAgeDate, pack?.pensionStartsNextMonth == true else { return pensionAgeDate }
        let (year, month, _) = reached.parts
        return CalendarDate(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
    }

    private var pensionAgeDate: CalendarDate? {
        if isExternal || row.birthDate == nil { return nil }
        guard let pack else { return policy.pensionAgeMonths.flatMap { reaches($0) } }
        guard let first = pack.pensionAges.first, let last = pack.pensionAges.last else { return nil }
        for entry in pack.pensionAges {
            let year = reaches(entry.reachedMonths)!.parts.year
            if entry.fromYear <= year, year <= entry.toYear { return reaches(entry.ageMonths) }
        }
        let isBeforeAll = reaches(first.reachedMonths)!.parts.year < first.fromYear
        let isAfterAll = reaches(last.reachedMonths)!.parts.year > last.toYear
        if isBeforeAll { return reaches(first.ageMonths) }
        if isAfterAll { return reaches(last.ageMonths) }
        // Between two entries: the next one.
        return reaches(pack.pensionAges.first { reaches($0.reachedMonths)!.parts.year < $0.fromYear }!.ageMonths)
    }

    func noticeEnd(from given: CalendarDate, byEmployee: Bool) -> CalendarDate? {
        guard !isExternal, let notice = pack?.notice.last(where: { $0.from <= given }) ?? pack?.notice.first else {
            return nil
        }
        func end(_ frozen: Int, _ length: Int) -> CalendarDate {
            let months = notice.unit == .months ? length : 0
            let end = given.adding(months: frozen + months).adding(days: notice.unit == .weeks ? 7 * length : 0)
            return notice.endsAtMonthEnd ? end.endOfMonth : end
        }
        if byEmployee { return end(0, length(notice.byEmployee.steps, [], since: row.serviceSince, at: given)) }
        let isPensioner = pensionDate.map { $0 <= given } ?? false
        if isPensioner, let short = notice.pastPensionAge, !short.isLimit { return end(0, short.length) }
        var frozen = 0
        var since = row.serviceSince
        if let part = notice.frozenPart, since < part.serviceBefore, part.serviceBefore <= given {
            var years = 0
            while since.anniversary(years: years) < part.serviceBefore {
                frozen += years % part.periodYears == 0 ? part.monthsPerPeriod : 0
                years += 1
            }
            since = part.serviceBefore
        }
        var ends = [end(frozen, length(notice.steps, notice.increases, since: since, at: given))]
        if let cap = notice.cap, row.hireDate >= cap.contractsFrom { ends.append(end(0, cap.length)) }
        if isPensioner, let limit = notice.pastPensionAge { ends.append(end(0, limit.length)) }
        return ends.min()
    }

    /// The length of the last step reached, year by year longer where years add to it.
    private func length(
        _ steps: [StatutePack.Notice.Step], _ increases: [StatutePack.Notice.Increase], since: CalendarDate,
        at given: CalendarDate
    ) -> Int {
        // Less than the first step is the first step: a notice before the service began is odd, and not nothing.
        var length = steps[0].length
        for step in steps where NaivePerson.reaching(since, step.fromMonths) <= given { length = step.length }
        for year in 0..<100 where since.anniversary(years: year) <= given {
            length += increases.last { $0.fromYears <= year }?.length ?? 0
        }
        return length
    }

    /// A derived notice end that has passed counts as asOf + 1 day.
    func notPassed(_ end: CalendarDate?) -> CalendarDate? { end.map { $0 <= asOf ? asOf.adding(days: 1) : $0 } }

    var leaveDatesWithoutPension: [CalendarDate] {
        var dates: [CalendarDate] = []
        if let exit = row.exitDate { dates.append(exit) }
        if let given = row.noticeDate, row.exitDate == nil,
            let end = notPassed(noticeEnd(from: given, byEmployee: isVoluntary))
        {
            dates.append(end)
        }
        if let end = row.contractEnd, row.renewal != .yes { dates.append(end) }
        return dates.filter { $0 > asOf }
    }

    var knownLeaveDate: CalendarDate? {
        var dates = leaveDatesWithoutPension
        if policy.leavesAtPensionAge, let pension = pensionDate, pension > asOf { dates.append(pension) }
        return dates.min()
    }

    var phase3: [String] {
        var rules: [String] = []
        if let given = row.noticeDate, given <= asOf, !isVoluntary { rules.append("notice") }
        if let exit = row.exitDate, exit > asOf, isEmployersReason { rules.append("agreed-exit") }
        if let since = row.redundantSince, since <= asOf { rules.append("declared") }
        return isInService ? rules : []
    }

    /// Rules of phase 2 that come before those of the group, and those that come after.
    var announced: Bool {
        isInService && !isVoluntary && [row.noticeDate, row.redundantSince].contains { $0 != nil && $0! > asOf }
    }

    var contractEndRule: String? {
        guard isInService, let end = row.contractEnd, asOf < end, end <= asOf.adding(months: policy.contractEndMonths),
            row.renewal != .yes
        else { return nil }
        switch row.contract {
        case .fixedTerm, .onCall, .apprentice: return "fixed-term-end"
        case .agency, .contractor: return "assignment-end"
        case .permanent: return nil
        }
    }

    var hasEnded: Bool {
        guard let exit = row.exitDate, exit <= asOf, asOf < exit.adding(months: policy.aftercareMonths) else {
            return false
        }
        guard isEmployersReason || row.exitReason == .other || row.exitReason == .absent else { return false }
        if let pension = pensionDate, pension <= exit { return false }
        return true
    }

    var vitalSigns: [String] {
        var signs: [String] = []
        if (row.jobSince ?? row.serviceSince).completedYears(at: asOf) >= policy.inertiaYears {
            signs.append("inertia")
        }
        if row.trainingHours == 0 { signs.append("untrained") }
        return signs
    }
}
