package import Workforce

/// The dates on which somebody in service is known to leave, each after asOf (domain rules §3).
package struct LeaveDates: Equatable, Sendable {
    package var exit: CalendarDate?
    /// End of the notice where no exit date is set; one that has passed counts as the day after asOf.
    package var noticeEnd: CalendarDate?
    package var contractEnd: CalendarDate?
    package var pension: CalendarDate?

    /// The earliest of all: from this day on the person is no supply.
    package var known: CalendarDate? { earliest(withoutPension, pension) }

    /// The earliest of those that a contract or a notice sets.
    package var withoutPension: CalendarDate? { earliest(earliest(exit, noticeEnd), contractEnd) }

    /// - Parameter limit: pension dates after this day may be left out; nobody asks for leave dates beyond it.
    package init(
        of person: Person, asOf: CalendarDate, policy: PreventionPolicy, jurisdiction: borrowing Jurisdiction,
        limit: CalendarDate
    ) {
        if let exitDate = person.exitDate, exitDate > asOf { exit = exitDate }
        if let noticeDate = person.noticeDate, person.exitDate == nil,
            let period = jurisdiction.noticePeriod(
                of: person, givenOn: noticeDate, byEmployee: person.exitReason.isVoluntaryOrNatural)
        {
            noticeEnd = max(period.end, asOf.adding(days: 1))
        }
        if let end = person.contractEnd, end > asOf, person.renewal != .yes { contractEnd = end }
        if policy.leavesAtPensionAge, let date = jurisdiction.pensionDate(of: person, onOrBefore: limit), date > asOf {
            pension = date
        }
    }
}

/// The earlier of two dates of which either may be absent.
func earliest(_ left: CalendarDate?, _ right: CalendarDate?) -> CalendarDate? {
    guard let left else { return right }
    guard let right else { return left }
    return min(left, right)
}
