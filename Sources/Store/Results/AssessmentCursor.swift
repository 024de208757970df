internal import GRDB
internal import GRDBSQLite

/// Walks over stored states in the order of persons, without a row object for each.
final class AssessmentCursor {
    /// The columns that a statement must begin with, in this order.
    static let columns = """
        person, phase, rules, cause, selection, rank, tied, redundancy_date, expected_exit
        """

    private let statement: Statement
    private let handle: OpaquePointer
    private(set) var person: Int64 = .max

    init(_ db: GRDB.Database, sql: String, arguments: StatementArguments = StatementArguments()) throws {
        statement = try db.makeStatement(sql: sql)
        statement.arguments = arguments
        handle = statement.sqliteStatement
        try advance()
    }

    deinit { sqlite3_reset(handle) }

    /// Goes to the next person; `Int64.max` after the last.
    func advance() throws {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: person = sqlite3_column_int64(handle, 0)
        case SQLITE_DONE: person = .max
        case let code: throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }

    var state: AssessmentState {
        AssessmentState(
            phase: UInt8(truncatingIfNeeded: sqlite3_column_int64(handle, 1)),
            rules: UInt16(truncatingIfNeeded: sqlite3_column_int64(handle, 2)),
            cause: UInt8(truncatingIfNeeded: sqlite3_column_int64(handle, 3)),
            selection: UInt8(truncatingIfNeeded: sqlite3_column_int64(handle, 4)),
            rank: Int32(truncatingIfNeeded: sqlite3_column_int64(handle, 5)), tied: sqlite3_column_int64(handle, 6) != 0,
            redundancyDate: day(7), expectedExit: day(8))
    }

    private func day(_ column: Int32) -> Int32 {
        sqlite3_column_type(handle, column) == SQLITE_NULL
            ? ColumnCodec.absent : Int32(truncatingIfNeeded: sqlite3_column_int64(handle, column))
    }
}
