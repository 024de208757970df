internal import Dispatch
internal import GRDB
internal import GRDBSQLite
internal import Synchronization

/// Brings the write-ahead log into the database's file beside the commits, and not within one of them.
///
/// Left to itself, SQLite has the commit that finds the log long do it: that one waits for two flushes and for as many
/// pages as have changed, and whatever waits for it, a lease whose event is due, waits too. Here another connection does it
/// on a thread of its own, which no writer waits for (SQLite, "Write-Ahead Logging", passive checkpoints).
final class LogKeeper: Sendable {
    /// Pages of the log from which on it is brought in.
    private let longEnough: Int32
    /// Where that does not keep up, a commit does it again: the log must not fill the disk.
    private let tooLong: Int32
    /// While it is brought in, others commit, and only a log that is in as a whole is begun anew.
    private static let rounds = 3
    /// Between these, where commits follow each other too closely or a reader still needs the log.
    private static let pause = DispatchTimeInterval.milliseconds(100)

    private let queue = DispatchQueue(label: "doorstroom.log", qos: .utility)
    private let isUnderWay = Atomic<Bool>(false)
    /// Held while anybody brings the log in: two at once refuse each other.
    private let connection = Mutex<DatabaseQueue?>(nil)

    /// - Parameter longEnough: SQLite's own measure, if nothing else is said.
    init(longEnough: Int32 = 1_000, tooLong: Int32 = 8_000) {
        self.longEnough = longEnough
        self.tooLong = tooLong
    }

    /// Whether the log is being brought in, or is to be.
    var isAtWork: Bool { isUnderWay.load(ordering: .acquiring) }

    /// Begins; until then commits bring the log in themselves when it has become too long.
    /// - Parameter path: of a database that is there.
    func open(_ path: String) throws {
        let opened = try DatabaseQueue(path: path)
        connection.withLock { $0 = opened }
    }

    /// Follows the commits of a connection, which must keep the keeper as long as it lives.
    func follow(_ db: GRDB.Database) {
        // Takes the place of SQLite's own hook, which does the same within the commit.
        _ = sqlite3_wal_hook(
            db.sqliteConnection,
            { keeper, connection, schema, pages in
                guard let keeper else { return SQLITE_OK }
                Unmanaged<LogKeeper>.fromOpaque(keeper).takeUnretainedValue()
                    .committed(pages: pages, connection, schema)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func committed(pages: Int32, _ database: OpaquePointer?, _ schema: UnsafePointer<CChar>?) {
        guard pages >= longEnough else { return }
        if pages >= tooLong {
            // What it ends with is no failure of the commit: the log goes on holding everything.
            _ = connection.withLockIfAvailable { _ in
                sqlite3_wal_checkpoint_v2(database, schema, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            }
            return
        }
        guard !isUnderWay.exchange(true, ordering: .acquiringAndReleasing) else { return }
        queue.async { self.bringIn() }
    }

    /// Until the log is in as a whole, or nothing is to be done about it.
    private func bringIn() {
        guard !isIn() else { return isUnderWay.store(false, ordering: .releasing) }
        queue.asyncAfter(deadline: .now() + Self.pause) { self.bringIn() }
    }

    private func isIn() -> Bool {
        connection.withLock { connection in
            guard let connection else { return true }
            do {
                for _ in 0..<Self.rounds {
                    let log = try connection.writeWithoutTransaction { try $0.checkpoint(.passive) }
                    if log.walFrameCount == log.checkpointedFrameCount { return true }
                }
                return false
            } catch {
                // A full or failing disk: the log goes on holding everything, a later commit begins this anew, and one
                // that needs the room itself is told.
                return true
            }
        }
    }

    /// Keeps the log to `body`, which brings it in itself.
    func alone<Value>(_ body: () throws -> Value) rethrows -> Value { try connection.withLock { _ in try body() } }

    /// Lets go of the database, before the connection that is followed does: the last one takes the log away.
    func close() { connection.withLock { $0 = nil } }
}
