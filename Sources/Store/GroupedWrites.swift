internal import GRDB
internal import Synchronization

/// Writes of many callers that come in at the same time, in one transaction: each whole or absent by itself, and one wait for
/// the disk for all.
///
/// Whoever comes alone is written at once; whoever comes while others are being written waits for those, and goes together with
/// all who wait by then. Nobody hears of a success before the commit.
final class GroupedWrites: Sendable {
    /// One caller's write.
    private struct Entry: Sendable {
        /// Does it, and keeps what it returns.
        var perform: @Sendable (GRDB.Database) throws -> Void
        /// Tells the caller; nil where it is committed.
        var conclude: @Sendable ((any Error)?) -> Void
    }

    private struct State {
        var waiting: [Entry] = []
        var isWriting = false
    }

    /// At most in one transaction: reads beside it see none of them before its end.
    private static let most = 64

    private let state = Mutex(State())

    /// As a transaction of its own would do it: committed when `body` returns, undone when it throws.
    func write<Value: Sendable>(
        to pool: DatabasePool, _ body: @escaping @Sendable (GRDB.Database) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { caller in
            let kept = Mutex<Value?>(nil)
            let entry = Entry(
                perform: { db in
                    let value = try body(db)
                    kept.withLock { $0 = value }
                },
                conclude: { error in
                    if let error { return caller.resume(throwing: error) }
                    // Performed without an error, hence there.
                    if let value = kept.withLock({ $0 }) { caller.resume(returning: value) }
                })
            let begins = state.withLock { state in
                state.waiting.append(entry)
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if begins { goOn(pool) }
        }
    }

    private func goOn(_ pool: DatabasePool) {
        pool.asyncWriteWithoutTransaction { db in
            let entries = self.state.withLock { state in
                let entries = Array(state.waiting.prefix(Self.most))
                state.waiting.removeFirst(entries.count)
                return entries
            }
            Self.write(entries, in: db)
            let isDone = self.state.withLock { state in
                state.isWriting = !state.waiting.isEmpty
                return !state.isWriting
            }
            // Behind whoever else waits for the writer.
            if !isDone { self.goOn(pool) }
        }
    }

    private static func write(_ entries: [Entry], in db: GRDB.Database) {
        // Of the others the caller has been told that it failed.
        var undecided = Array(entries.indices)
        do {
            try db.inTransaction(.immediate) {
                for (index, entry) in entries.enumerated() {
                    do {
                        // Alone it has the transaction to itself.
                        guard entries.count > 1 else {
                            try entry.perform(db)
                            continue
                        }
                        try db.inSavepoint {
                            try entry.perform(db)
                            return .commit
                        }
                    } catch  where entries.count > 1 && db.isInsideTransaction {
                        undecided.removeAll { $0 == index }
                        entry.conclude(error)
                    }
                }
                return .commit
            }
            for index in undecided { entries[index].conclude(nil) }
        } catch {
            // Also where one was too much for the disk and took the others with it: nothing of any of them is kept.
            for index in undecided { entries[index].conclude(error) }
        }
    }
}
