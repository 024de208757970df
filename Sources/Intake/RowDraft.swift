import Workforce

/// A row while it is read: its record so far, and whether it can still be kept.
struct RowDraft {
    var record: EmployeeRecord
    var isRejected = false
    /// Nothing of this row is reported: a filter left it out.
    var isSilent = false
    /// Required columns whose value was found unreadable, so that it is not reported missing as well.
    private var reported: UInt8 = 0

    /// - Parameter blank: a record without values, made once and not for every row.
    init(_ blank: EmployeeRecord, line: Int) {
        record = blank
        record.line = UInt32(truncatingIfNeeded: line)
    }

    mutating func markReported(_ field: EmployeeField) { reported |= Self.bit(field) }

    func isReported(_ field: EmployeeField) -> Bool { reported & Self.bit(field) != 0 }

    private static func bit(_ field: EmployeeField) -> UInt8 {
        switch field {
        case .id: 1
        case .hireDate: 2
        case .job: 4
        case .establishment: 8
        default: 0
        }
    }
}
