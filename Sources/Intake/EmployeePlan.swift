import Workforce

/// The mapping of an employees file, compiled against the header that the file has: for each target column which fields
/// to look at and how to read them.
struct EmployeePlan: Sendable {
    /// What the loop over rows needs of a column, without anything that is counted by reference.
    struct Step: BitwiseCopyable {
        let field: EmployeeField
        /// The one source column whose text is taken as it stands, or -1 for the long way.
        let source: Int
        /// The column has null tokens.
        let hasNullTokens: Bool
        /// The date pattern to try first.
        let fixedDate: FixedDate?
        let decimalMark: UInt8
        let thousandsMark: UInt8?
        let fullTime: FullTime?
    }

    /// The whole of a column.
    struct Column: Sendable {
        let field: EmployeeField
        /// What problems call the column: its source column, or the target where there is not exactly one.
        let name: String
        let cases: [Case]
        let values: ValueMap?
        let format: FieldFormat
        /// For a column of closed codes, the value map included.
        let codes: ClosedCodes?
    }

    struct Case: Sendable {
        let conditions: [Condition]
        let source: Source
    }

    /// A source column that must hold (or, in a filter, must not hold) one of these texts.
    struct Condition: Sendable {
        let column: Int
        let texts: [[UInt8]]
        var excludes = false
    }

    enum Source: Sendable {
        case columns([Int], separator: [UInt8])
        case constant([UInt8])
        case absent
    }

    enum AsOf: Sendable {
        case fixed(CalendarDate)
        case column(Int, FieldFormat)
        case yearEnd(Int)
    }

    let file: String
    let header: [String]
    let form: TextForm
    let steps: [Step]
    /// One for each step.
    let columns: [Column]
    let filters: [Condition]
    let asOf: AsOf
    /// Source columns that are looked at for national identifiers: all that are not dropped.
    let checkedColumns: [Int]

    /// The place of a target column among `columns`, or nil when the mapping fills it with nothing.
    func index(of field: EmployeeField) -> Int? { columns.firstIndex { $0.field == field } }

    func isMapped(_ field: EmployeeField) -> Bool { index(of: field) != nil }

    /// What problems call a target column.
    func name(of field: EmployeeField) -> String { index(of: field).map { columns[$0].name } ?? field.rawValue }
}
