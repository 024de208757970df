/// The people of one snapshot, one row each, as columns (struct of arrays).
///
/// Rows are people after merging (domain rules §2): `employee_id` is unique. Every column has `count` rows. Codes
/// refer to the four code tables, which belong to the columns. The order of rows carries no meaning.
package struct EmployeeColumns: Sendable {
    /// `employee_id`; never absent.
    package var id = ByteStringColumn()
    package var name = ByteStringColumn()
    package var email = ByteStringColumn()
    package var jobWish = ByteStringColumn()

    package var birthDate = DateColumn()
    package var hireDate = DateColumn()
    /// First day of service, predecessor contracts included; the reader fills in the hire date where it is absent.
    package var serviceSince = DateColumn()
    package var jobSince = DateColumn()
    package var contractEnd = DateColumn()
    package var redundantSince = DateColumn()
    package var noticeDate = DateColumn()
    package var exitDate = DateColumn()
    package var consentIntroduction = DateColumn()

    /// Codes into `jobs`; never absent.
    package var job: [UInt32] = []
    /// Codes into `establishments`; never absent.
    package var establishment: [UInt32] = []
    /// Codes into `units`; `CodeTable.absent` where there is none.
    package var unit: [UInt32] = []

    package var contract: [ContractKind] = []
    package var gender: [Gender] = []
    package var renewal: [Renewal] = []
    package var exitReason: [ExitReason] = []
    package var indispensable: [Bool] = []

    /// Hundredths of a full-time equivalent, 0 and up.
    package var centiFTE: [Int32] = []
    /// Gross monthly salary in cents.
    package var monthlySalary = NumberColumn()
    /// Hours of training in the past twelve months, in hundredths.
    package var trainingHours = NumberColumn()
    /// Performance rating in hundredths; stays absent unless policy names a lawful basis.
    package var performance = NumberColumn()

    /// Codes into `skillTable` of all people, one after the other.
    package var skills: [UInt32] = []
    /// Where each person's skills end in `skills`.
    package var skillEnds: [UInt32] = []

    package var jobs = CodeTable()
    package var establishments = CodeTable()
    package var units = CodeTable()
    package var skillTable = CodeTable()

    package init() {}

    package var count: Int { id.count }

    @inlinable package func skillRange(_ row: Int) -> Range<Int> {
        (row == 0 ? 0 : Int(skillEnds[row - 1]))..<Int(skillEnds[row])
    }

    /// In service at `date`: hired on or before it, and no exit on or before it (domain rules §2).
    @inlinable package func isInService(_ row: Int, at date: CalendarDate) -> Bool {
        Self.isInService(hired: hireDate.days[row], left: exitDate.days[row], at: date)
    }

    /// The same of a row's two dates, for loops that keep the columns at hand.
    @inlinable package static func isInService(hired: Int32, left: Int32, at date: CalendarDate) -> Bool {
        hired <= date.dayNumber && (left == DateColumn.absent || left > date.dayNumber)
    }
}
