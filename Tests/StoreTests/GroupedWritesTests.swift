import Foundation
import GRDB
import Synchronization
import Testing

@testable import Store

@Suite("Writes that share a commit")
struct GroupedWritesTests {
    private struct Refused: Error {}

    private final class CommitCount: TransactionObserver, Sendable {
        private let count = Atomic(0)
        var commits: Int { count.load(ordering: .relaxed) }
        func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
        func databaseDidChange(with event: DatabaseEvent) {}
        func databaseDidCommit(_ db: GRDB.Database) { count.add(1, ordering: .relaxed) }
        func databaseDidRollback(_ db: GRDB.Database) {}
    }

    private let scratch: Scratch
    private let database: Store.Database

    init() throws {
        scratch = try Scratch()
        database = try scratch.open()
        try database.write { db in
            try db.execute(sql: "CREATE TABLE note (id INTEGER PRIMARY KEY, content BLOB)")
        }
    }

    /// Many at a time; some throw after they have written.
    /// - Returns: who heard of a success.
    private func writeAll(_ count: Int, bytes: Int = 10, refusing refused: Set<Int> = []) async -> Set<Int> {
        await withTaskGroup(of: Int?.self) { group in
            for id in 0..<count {
                group.addTask { [database] in
                    do {
                        return try await database.writingTogether { db in
                            try db.execute(sql: "INSERT INTO note VALUES (?, zeroblob(?))", arguments: [id, bytes])
                            if refused.contains(id) { throw Refused() }
                            return id
                        }
                    } catch {
                        return nil
                    }
                }
            }
            return await group.reduce(into: []) { told, id in if let id { told.insert(id) } }
        }
    }

    private func kept() throws -> Set<Int> {
        try database.read { db in try Int.fetchSet(db, sql: "SELECT id FROM note") }
    }

    @Test("Each is whole or absent by itself, and many are one commit")
    func together() async throws {
        let commits = CommitCount()
        database.pool.add(transactionObserver: commits, extent: .databaseLifetime)
        let refused = Set(stride(from: 0, to: 400, by: 7))
        // Whoever comes while the writer is busy goes together.
        let gate = DispatchSemaphore(value: 0)
        database.pool.asyncWriteWithoutTransaction { _ in gate.wait() }
        async let told = writeAll(400, refusing: refused)
        try await Task.sleep(for: .milliseconds(300))
        gate.signal()
        #expect(await told == Set(0..<400).subtracting(refused))
        #expect(try kept() == Set(0..<400).subtracting(refused))
        #expect(commits.commits < 200, "\(commits.commits)")
    }

    @Test("Where room runs out, whoever heard of a success has it, and nobody else")
    func full() async throws {
        try database.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 60)")
        }
        let told = await writeAll(200, bytes: 9_000)
        #expect(!told.isEmpty && told.count < 200)
        #expect(try kept() == told)
        try database.write { db in try db.execute(sql: "PRAGMA max_page_count = 1000000") }
        #expect(try await database.writingTogether { db in try Int.fetchOne(db, sql: "SELECT 1") } == 1)
    }

    @Test("An error reaches the caller as the store's, with the rest undisturbed")
    func errors() async throws {
        await #expect(throws: StoreError.self) {
            try await database.writingTogether { db in try db.execute(sql: "INSERT INTO nothing VALUES (1)") }
        }
        #expect(await writeAll(3) == [0, 1, 2])
    }
}
