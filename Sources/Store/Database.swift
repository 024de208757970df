internal import Foundation
internal import GRDB
internal import Synchronization

/// The database of one employer: one SQLite file in WAL mode, one owner that writes, any number of readers beside it.
///
/// Every method of the package runs one transaction that is whole or absent, whatever ends the process. The methods block
/// their thread; long ones belong on a thread of their own, not on the cooperative pool.
package final class Database: Sendable {
    package let path: String
    let pool: DatabasePool
    /// Replaced when it is rotated.
    private let heldKey: Mutex<IdentityKey?>
    /// Held by the owner as long as this object lives.
    private let lock: InstanceLock?
    /// The owner's.
    private let logKeeper: LogKeeper?
    private let groupedWrites = GroupedWrites()

    /// The ledger's head that was noted beside the database and that the database, on opening, did not hold: lines are lost,
    /// or another file was put in the place.
    package let lostHead: LedgerHead?
    /// Whether no head was noted beside a database that holds a ledger: the note was taken away, or made unreadable.
    package let isHeadMissing: Bool

    /// Whether this process owns the database; a reader's writing methods fail.
    package var isOwner: Bool { lock != nil }

    init(
        path: String, pool: DatabasePool, identityKey: IdentityKey?, lock: InstanceLock?, logKeeper: LogKeeper? = nil,
        lostHead: LedgerHead? = nil, isHeadMissing: Bool = false
    ) {
        self.logKeeper = logKeeper
        self.isHeadMissing = isHeadMissing
        self.lostHead = lostHead
        self.path = path
        self.pool = pool
        heldKey = Mutex(identityKey)
        self.lock = lock
    }

    deinit { logKeeper?.close() }

    /// Nil for a reader without identities: whatever needs a name or an id then refuses.
    var identityKey: IdentityKey? { heldKey.withLock { $0 } }

    /// Tells the key that the database is opened with from others, and tells nothing of it.
    package var identityKeyID: String? { identityKey?.id }

    /// From now on this key counts.
    func setIdentityKey(_ key: IdentityKey) { heldKey.withLock { $0 = key } }

    /// The state as of now; readers never wait for the writer.
    func read<Value>(_ body: (GRDB.Database) throws -> Value) throws -> Value {
        try translating { try pool.read(body) }
    }

    /// One transaction: committed when `body` returns, undone when it throws.
    func write<Value>(_ body: (GRDB.Database) throws -> Value) throws -> Value {
        try translating { try pool.write(body) }
    }

    /// As `read`, without blocking the calling task. Once begun it runs to its end.
    ///
    /// Not GRDB's own: that gives the reading connection back in the calling task. Once every connection waits for a thread
    /// of the tasks, and every such thread for a connection, nothing moves any more.
    func reading<Value: Sendable>(_ body: @escaping @Sendable (GRDB.Database) throws -> Value) async throws -> Value {
        // Nobody waits for it.
        try Task.checkCancellation()
        do {
            return try await withCheckedThrowingContinuation { caller in
                pool.asyncRead { db in caller.resume(with: Result { try body(db.get()) }) }
            }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// As `write`, without blocking the calling task. Once begun it runs to its end.
    func writing<Value: Sendable>(_ body: @escaping @Sendable (GRDB.Database) throws -> Value) async throws -> Value {
        do { return try await pool.write(body) } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// As `writing`, for what many callers do at a time: those that wait for the disk wait for it together.
    func writingTogether<Value: Sendable>(
        _ body: @escaping @Sendable (GRDB.Database) throws -> Value
    ) async throws -> Value {
        do { return try await groupedWrites.write(to: pool, body) } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// Brings the write-ahead log into the file and empties it, after large transactions and after erasure.
    ///
    /// A reader that is in the middle of something keeps the log from being emptied; the next checkpoint does it then,
    /// hence "busy" is no failure here.
    package func emptyLog() throws {
        func empty() throws {
            do {
                _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.passive) }
            }
        }
        try translating { try logKeeper?.alone(empty) ?? empty() }
    }

    /// The same after a large transaction, which stands whether or not the file has room for it: where it has none, the log
    /// goes on holding it.
    package func shortenLog() throws {
        do { try emptyLog() } catch let error as StoreError where error.code == "disk-full" {}
    }

    /// Closes all connections; the object is of no use afterwards. Readers elsewhere are not disturbed.
    package func close() throws {
        logKeeper?.close()
        try translating { try pool.close() }
    }

    /// The identity key, for what cannot do without.
    func requireIdentityKey() throws(StoreError) -> IdentityKey {
        guard let identityKey else {
            throw StoreError(
                code: "identity-key-missing", message: "this needs the identity key, and none was given",
                remedy: "Set `storage.identityKeyFile` in the configuration to the file that `doorstroom init` wrote.")
        }
        return identityKey
    }

    func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DatabaseError { throw StoreError(error, path: path) }
    }
}
