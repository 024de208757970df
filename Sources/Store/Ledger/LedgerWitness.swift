internal import Foundation
internal import GRDB
import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Keeps the ledger's head in a file beside the database, so that lines that are lost later are missed.
///
/// A log that is cut, by hand or by a disk that lied, leaves a database that is whole and older: nothing in it shows that.
/// The head is written after each commit, hence never ahead of what is on disk; behind it may be, when the process was ended
/// in between. It takes no flush of its own.
final class LedgerWitness: TransactionObserver, Sendable {
    private let path: String
    private let descriptor: Int32
    private struct State {
        /// The transaction at hand has written a line.
        var isPending = false
        /// Bytes that the file holds at most; not known before the first note.
        var length = Int.max
    }

    private let state = Mutex(State())

    static func path(of database: String) -> String { database + ".ledger-head" }

    /// What was noted last; nil where there is no note, or none that can be read: every owner of a database makes one before
    /// the first line, so that somebody took it away.
    static func noted(beside database: String) -> LedgerHead? {
        guard let data = FileManager.default.contents(atPath: path(of: database)) else { return nil }
        return LedgerHead(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Notes the head of a database that is not open yet.
    static func note(_ head: LedgerHead, beside database: String) throws {
        try DurableFile.write(Data("\(head)\n".utf8), to: path(of: database))
    }

    /// - Throws: `database-not-accessible` where the file cannot be opened.
    init(database: String) throws(StoreError) {
        path = Self.path(of: database)
        let isNew = access(path, F_OK) != 0
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                code: "database-not-accessible",
                message: "\(path), which notes the ledger's head, cannot be opened or made",
                remedy: "See that this user may write in that folder.", cause: String(cString: strerror(errno)))
        }
        if isNew { DurableFile.takeOwner(descriptor, ofFolderOf: path) }
    }

    deinit { close(descriptor) }

    /// A line was written in the running transaction.
    func lineWritten() { state.withLock { $0.isPending = true } }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }

    func databaseDidChange(with event: DatabaseEvent) {}

    func databaseDidRollback(_ db: GRDB.Database) { state.withLock { $0.isPending = false } }

    func databaseDidCommit(_ db: GRDB.Database) {
        let isDue = state.withLock { state in
            defer { state.isPending = false }
            return state.isPending
        }
        guard isDue else { return }
        do {
            if let head = try Ledger.head(in: db) { try note(head) }
        } catch {
            // The commit stands whatever becomes of the note: it is older then, and the next one makes up for it.
        }
    }

    func note(_ head: LedgerHead) throws {
        var text = "\(head)\n"
        let count = text.utf8.count
        guard text.withUTF8({ pwrite(descriptor, $0.baseAddress, count, 0) }) == count else {
            throw DurableFile.failure(path)
        }
        // Cut after what was written: where lines were lost the head is shorter than the one it takes the place of.
        guard state.withLock({ $0.length }) <= count || ftruncate(descriptor, off_t(count)) == 0 else {
            throw DurableFile.failure(path)
        }
        state.withLock { $0.length = count }
    }
}
