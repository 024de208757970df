internal import GRDB
internal import GRDBSQLite

/// Walks over the rows of a query and reads integers and texts straight from SQLite, without a row object for each.
///
/// The tables it walks must not change meanwhile.
final class BulkCursor {
    private let statement: Statement
    private let handle: OpaquePointer

    init(_ db: GRDB.Database, sql: String, arguments: StatementArguments = StatementArguments()) throws {
        statement = try db.makeStatement(sql: sql)
        statement.arguments = arguments
        handle = statement.sqliteStatement
    }

    deinit { sqlite3_reset(handle) }

    /// Goes to the next row; false after the last.
    func next() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// A day number, `ColumnCodec.absent` where the value is NULL.
    func day(_ column: Int32) -> Int32 {
        sqlite3_column_type(handle, column) == SQLITE_NULL
            ? ColumnCodec.absent : Int32(truncatingIfNeeded: integer(column))
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}
