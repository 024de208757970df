package import Workforce

/// One person's row as the rules read it: dates and codes, nothing that names anybody.
///
/// The rules that need no group are functions of this value, so that the nightly run, the evidence behind one row and
/// the leavers between snapshots read the same sentence of the rules from the same place.
package struct Person: Equatable, Sendable {
    package var birthDate: CalendarDate?
    package var hireDate: CalendarDate
    /// First day of service, predecessor contracts and transfers included (domain rules §2).
    package var serviceSince: CalendarDate
    package var jobSince: CalendarDate?
    package var contractEnd: CalendarDate?
    package var redundantSince: CalendarDate?
    package var noticeDate: CalendarDate?
    package var exitDate: CalendarDate?
    package var contract = ContractKind.permanent
    package var renewal = Renewal.absent
    package var exitReason = ExitReason.absent
    /// Hundredths of hours in the past twelve months.
    package var trainingHours: Int?

    package init(hireDate: CalendarDate, serviceSince: CalendarDate? = nil) {
        self.hireDate = hireDate
        self.serviceSince = serviceSince ?? hireDate
    }

    /// One row of the columns, for looking at one person; a run over everybody takes `PersonColumns`.
    package init(_ employees: EmployeeColumns, row: Int) { self = PersonColumns(employees)[row] }

    /// Hired on or before `date`, and no exit on or before it (domain rules §2).
    package func isInService(at date: CalendarDate) -> Bool {
        guard hireDate <= date else { return false }
        guard let exitDate else { return true }
        return exitDate > date
    }
}
