import Workforce

/// The columns that the rules read, by themselves.
///
/// A reference to a dozen arrays shared with the workforce: handing all of its forty columns to every row's rules costs
/// more in reference counts than the rules do.
final class PersonColumns: Sendable {
    let ids: ByteStringColumn
    let centiFTE: [Int32]
    let contract: [ContractKind]
    let indispensable: [Bool]
    private let birthDates: DateColumn
    private let hireDate: DateColumn
    private let serviceSince: DateColumn
    private let jobSince: DateColumn
    private let contractEnd: DateColumn
    private let redundantSince: DateColumn
    private let noticeDate: DateColumn
    private let exitDate: DateColumn
    private let renewal: [Renewal]
    private let exitReason: [ExitReason]
    private let trainingHours: NumberColumn

    init(_ employees: EmployeeColumns) {
        ids = employees.id
        centiFTE = employees.centiFTE
        contract = employees.contract
        indispensable = employees.indispensable
        birthDates = employees.birthDate
        hireDate = employees.hireDate
        serviceSince = employees.serviceSince
        jobSince = employees.jobSince
        contractEnd = employees.contractEnd
        redundantSince = employees.redundantSince
        noticeDate = employees.noticeDate
        exitDate = employees.exitDate
        renewal = employees.renewal
        exitReason = employees.exitReason
        trainingHours = employees.trainingHours
    }

    /// One person; the reader fills in the start of service, and where it did not, service starts at the hire.
    @inline(__always)
    subscript(row: Int) -> Person {
        let hired = CalendarDate(dayNumber: hireDate.days[row])
        var person = Person(hireDate: hired, serviceSince: date(serviceSince, row))
        person.birthDate = birthDate(row)
        person.jobSince = date(jobSince, row)
        person.contractEnd = date(contractEnd, row)
        person.redundantSince = date(redundantSince, row)
        person.noticeDate = date(noticeDate, row)
        person.exitDate = date(exitDate, row)
        person.contract = contract[row]
        person.renewal = renewal[row]
        person.exitReason = exitReason[row]
        person.trainingHours = trainingHours.values[row] == NumberColumn.absent ? nil : Int(trainingHours.values[row])
        return person
    }

    /// The birth date alone, for rules that most people are out of reach of.
    @inline(__always)
    func birthDate(_ row: Int) -> CalendarDate? { date(birthDates, row) }

    /// As the column's own subscript, but always in line: nine of them are most of what a row costs.
    @inline(__always)
    private func date(_ column: DateColumn, _ row: Int) -> CalendarDate? {
        let day = column.days[row]
        return day == DateColumn.absent ? nil : CalendarDate(dayNumber: day)
    }
}
