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

    /// The day on which an age is reached: birthdays for the years, then months clamped.
    func reaches(_ months: Int) -> CalendarDate? {
        guard let birth = row.birthDate else { return nil }
        let (year, month, dayOfMonth) = birth.parts
        let birthday =
            CalendarDate(year: year + months / 12, month: month, day: dayOfMonth)
            ?? CalendarDate(year: year + months / 12, month: 3, day: 1)
        guard var date = birthday else { return nil }
        // One month after the other would clamp more than once: all of them at a time.
        date = date.adding(months: months % 12)
        return date
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
        // Less than the first step is the first step: a notice before the service began is odd, and not nothing.
        var months = notice.steps[0].months
        for step in notice.steps where row.serviceSince.completedYears(at: given) >= step.fromYears {
            months = step.months
        }
        if let pension = pensionDate, pension <= given { months = notice.pastPensionAgeMonths ?? months }
        if byEmployee { months = 1 }
        let end = given.adding(months: months)
        return notice.endsAtMonthEnd ? end.endOfMonth : end
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
