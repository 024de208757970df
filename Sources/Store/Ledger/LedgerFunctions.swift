internal import Crypto
internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// What the ledger's triggers ask the program for.
///
/// They run for every state that an event takes, so they read SQLite's values where they lie: through GRDB's functions, which
/// make an object of each, a line cost six times as much.
enum LedgerFunctions {
    /// What the functions know beside their arguments; SQLite keeps it as long as the connection.
    private final class Surroundings {
        let key: LedgerKey
        let lineWritten: @Sendable () -> Void

        init(key: LedgerKey, lineWritten: @escaping @Sendable () -> Void) {
            self.key = key
            self.lineWritten = lineWritten
        }

        static func of(_ context: OpaquePointer?) -> Surroundings? {
            sqlite3_user_data(context).map { Unmanaged<Surroundings>.fromOpaque($0).takeUnretainedValue() }
        }
    }

    private typealias Function =
        @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

    /// - Parameters:
    ///   - key: what content digests are keyed with.
    ///   - lineWritten: called for each line.
    static func register(
        in db: GRDB.Database, key: LedgerKey, lineWritten: @escaping @Sendable () -> Void
    ) throws {
        let surroundings = Surroundings(key: key, lineWritten: lineWritten)
        try register("ledger_hash", arguments: 13, surroundings, hash, in: db)
        try register("ledger_digest", arguments: 1, surroundings, digest, in: db)
    }

    private static func register(
        _ name: String, arguments: Int32, _ surroundings: Surroundings, _ function: Function, in db: GRDB.Database
    ) throws {
        // Given back by SQLite, also when it refuses the function.
        let result = sqlite3_create_function_v2(
            db.sqliteConnection, name, arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
            Unmanaged.passRetained(surroundings).toOpaque(), function, nil, nil
        ) { $0.map { Unmanaged<Surroundings>.fromOpaque($0).release() } }
        guard result == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: result)) }
    }

    /// `ledger_hash(before, number, moment, outbox, state, attempts, note, event, partner, type, subject, sequence, digest)`
    private static let hash: Function = { context, count, values in
        guard let values, let surroundings = Surroundings.of(context) else { return LedgerFunctions.refuse(context) }
        var hasher = LedgerHasher(after: LedgerFunctions.bytes(values[0]))
        for place in 1..<Int(count) {
            switch sqlite3_value_type(values[place]) {
            case SQLITE_INTEGER: hasher.add(sqlite3_value_int64(values[place]))
            case SQLITE_FLOAT: return LedgerFunctions.refuse(context)
            default: hasher.add(LedgerFunctions.bytes(values[place]))
            }
        }
        surroundings.lineWritten()
        LedgerFunctions.answer(context, hasher.finalize())
    }

    /// `ledger_digest(body)`
    private static let digest: Function = { context, _, values in
        guard let values, let surroundings = Surroundings.of(context), let body = LedgerFunctions.bytes(values[0])
        else { return LedgerFunctions.refuse(context) }
        LedgerFunctions.answer(context, HMAC<SHA256>.authenticationCode(for: body, using: surroundings.key.current))
    }

    /// The bytes of a text or a blob, where SQLite has them; nil for anything else.
    private static func bytes(_ value: OpaquePointer?) -> UnsafeRawBufferPointer? {
        switch sqlite3_value_type(value) {
        case SQLITE_TEXT, SQLITE_BLOB:
            // An empty blob has no address. The length is asked for second, as SQLite wants it.
            let start = sqlite3_value_blob(value)
            return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
        default: return nil
        }
    }

    private static func answer(_ context: OpaquePointer?, _ bytes: some ContiguousBytes) {
        // SQLite copies the bytes at once (`SQLITE_TRANSIENT`, which C writes as -1).
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        bytes.withUnsafeBytes { sqlite3_result_blob(context, $0.baseAddress, Int32($0.count), transient) }
    }

    private static func refuse(_ context: OpaquePointer?) {
        sqlite3_result_error(context, "a line of the ledger is damaged", -1)
    }
}
