internal import GRDB
internal import GRDBSQLite

/// A prepared statement for hot loops: integers bound straight to SQLite, without a value object for each.
///
/// GRDB keeps ownership of the statement and of the transaction; only binding and stepping pass it by. Not to be used for
/// tables that somebody observes.
struct BulkStatement {
    private let statement: Statement
    private let handle: OpaquePointer
    private let db: GRDB.Database

    init(_ db: GRDB.Database, sql: String) throws {
        self.db = db
        statement = try db.makeStatement(sql: sql)
        handle = statement.sqliteStatement
    }

    func bind(_ value: Int64, at index: Int32) { sqlite3_bind_int64(handle, index, value) }

    /// Binds a day number, or NULL where it is absent.
    func bind(day: Int32, at index: Int32) {
        if day == ColumnCodec.absent { sqlite3_bind_null(handle, index) } else { sqlite3_bind_int64(handle, index, Int64(day)) }
    }

    /// Runs the statement once, with what is bound.
    func run() throws {
        let result = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard result == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: result), message: db.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) })
        }
    }
}
