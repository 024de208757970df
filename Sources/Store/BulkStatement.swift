internal import GRDB
internal import GRDBSQLite

/// A prepared statement for hot loops: values bound straight to SQLite, without a value object for each.
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

    func bindNull(at index: Int32) { sqlite3_bind_null(handle, index) }

    /// Binds a day number, or NULL where it is absent.
    func bind(day: Int32, at index: Int32) {
        if day == ColumnCodec.absent {
            sqlite3_bind_null(handle, index)
        } else {
            sqlite3_bind_int64(handle, index, Int64(day))
        }
    }

    func bind(_ text: String, at index: Int32) {
        var text = text
        // SQLite copies the bytes at once (`SQLITE_TRANSIENT`, which C writes as -1).
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        text.withUTF8 { bytes in
            let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
            _ = sqlite3_bind_text(handle, index, start, Int32(bytes.count), transient)
        }
    }

    /// Runs the statement once, with what is bound.
    func run() throws {
        let result = sqlite3_step(handle)
        let message = result == SQLITE_DONE ? nil : db.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
        sqlite3_reset(handle)
        guard result == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: result), message: message)
        }
    }
}
