internal import GRDB

/// Walks over stored states in the order of persons.
struct AssessmentCursor {
    /// The columns that a query must begin with, in this order.
    static let columns = """
        person, phase, rules, cause, selection, rank, tied, redundancy_date, expected_exit, probability, basis
        """

    private let rows: BulkCursor
    /// `Int64.max` after the last.
    private(set) var person: Int64 = .max

    init(_ db: GRDB.Database, sql: String, arguments: StatementArguments = StatementArguments()) throws {
        rows = try BulkCursor(db, sql: sql, arguments: arguments)
        try advance()
    }

    mutating func advance() throws { person = try rows.next() ? rows.integer(0) : .max }

    var state: AssessmentState {
        AssessmentState(
            phase: UInt8(truncatingIfNeeded: rows.integer(1)), rules: UInt16(truncatingIfNeeded: rows.integer(2)),
            cause: UInt8(truncatingIfNeeded: rows.integer(3)), selection: UInt8(truncatingIfNeeded: rows.integer(4)),
            rank: Int32(truncatingIfNeeded: rows.integer(5)), tied: rows.integer(6) != 0, redundancyDate: rows.day(7),
            expectedExit: rows.day(8),
            probability: rows.isNull(9) ? AssessmentState.noProbability : UInt8(truncatingIfNeeded: rows.integer(9)),
            basis: UInt8(truncatingIfNeeded: rows.integer(10)))
    }
}
