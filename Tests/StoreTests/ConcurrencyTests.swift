import Foundation
import GRDB
import Synchronization
import Testing

@testable import Store

/// GRDB on Linux is less travelled than on Apple's systems: what the product rests on is proven here.
@Suite("GRDB on this system")
struct ConcurrencyTests {
    /// Money moves between two accounts; every reader must find the same sum, while the log is checkpointed under them.
    @Test("Readers see whole transactions while one writes and the log is checkpointed")
    func isolation() throws {
        let scratch = try Scratch()
        let owner = try scratch.open()
        try owner.write { db in
            try db.execute(sql: "CREATE TABLE account (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL)")
            for id in 1...64 { try db.execute(sql: "INSERT INTO account VALUES (?, 100)", arguments: [id]) }
        }
        let beside = try Store.Database.openForReading(scratch.path, identityKey: scratch.key)
        let writes = Atomic(0)
        let torn = Atomic(0)
        let reads = Atomic(0)
        let failures = Mutex<[String]>([])
        let rounds = 300
        DispatchQueue.concurrentPerform(iterations: 6) { worker in
            do {
                switch worker {
                case 0:
                    for round in 0..<rounds {
                        try owner.write { db in
                            let from = round % 64 + 1
                            let to = (round * 7 + 3) % 64 + 1
                            try db.execute(
                                sql: "UPDATE account SET amount = amount - 5 WHERE id = ?", arguments: [from])
                            try db.execute(sql: "UPDATE account SET amount = amount + 5 WHERE id = ?", arguments: [to])
                        }
                        writes.add(1, ordering: .relaxed)
                    }
                case 1:
                    while writes.load(ordering: .relaxed) < rounds { try owner.emptyLog() }
                default:
                    let database = worker % 2 == 0 ? owner : beside
                    repeat {
                        let sums = try database.read { db in
                            [
                                try Int.fetchOne(db, sql: "SELECT SUM(amount) FROM account"),
                                try Int.fetchOne(db, sql: "SELECT SUM(amount) FROM account WHERE id % 2 = 0"),
                                try Int.fetchOne(db, sql: "SELECT SUM(amount) FROM account WHERE id % 2 = 1"),
                            ]
                        }
                        if sums[0] != 6400 || sums[1]! + sums[2]! != 6400 { torn.add(1, ordering: .relaxed) }
                        reads.add(1, ordering: .relaxed)
                    } while writes.load(ordering: .relaxed) < rounds
                }
            } catch {
                failures.withLock { $0.append("worker \(worker): \(error)") }
                writes.store(rounds, ordering: .relaxed)
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(torn.load(ordering: .relaxed) == 0)
        #expect(reads.load(ordering: .relaxed) >= 4)
        #expect(try owner.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    }

    @Test("A transaction that throws leaves nothing, and the next one goes through")
    func rollback() throws {
        struct Stop: Error {}
        let scratch = try Scratch()
        let owner = try scratch.open()
        #expect(throws: Stop.self) {
            try owner.write { db in
                try db.execute(sql: "INSERT INTO state VALUES ('a', '1')")
                throw Stop()
            }
        }
        try owner.write { db in try db.execute(sql: "INSERT INTO state VALUES ('b', '2')") }
        #expect(try owner.read { try String.fetchAll($0, sql: "SELECT key FROM state") } == ["b"])
    }

    @Test("Async readers and the writer do not block one another")
    func asynchronous() async throws {
        let scratch = try Scratch()
        let owner = try scratch.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await owner.writing { db in
                        try db.execute(sql: "INSERT INTO state VALUES (?, ?)", arguments: ["\(number)", "x"])
                    }
                }
                group.addTask {
                    let count = try await owner.reading { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM state") }
                    #expect(count! <= 20)
                }
            }
            try await group.waitForAll()
        }
        #expect(try owner.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM state") } == 20)
    }

    @Test("Tasks that wait for a reading connection keep none from being given back")
    func readersAndTasks() async throws {
        let scratch = try Scratch()
        let owner = try scratch.open()
        // A thread of its own: where this fails no task runs any more, hence no time limit of the tests either.
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            // Ends the process: no expectation could be recorded any more, and the run would hang for ever.
            if done.wait(timeout: .now() + 600) == .timedOut { fatalError("Readers and tasks wait for each other.") }
        }
        defer { done.signal() }
        await withTaskGroup(of: Int?.self) { group in
            for number in 0..<400 {
                group.addTask {
                    // More of both than there are connections and threads; what blocks its thread is not forbidden.
                    if number.isMultiple(of: 2) {
                        return try? await owner.reading { db in
                            // Long enough that all connections are in use at once.
                            try Int.fetchOne(
                                db,
                                sql: """
                                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
                                    SELECT min(i) FROM n
                                    """)
                        }
                    }
                    return try? owner.read { try Int.fetchOne($0, sql: "SELECT 1") }
                }
            }
            #expect(await group.reduce(0) { $0 + ($1 ?? 0) } == 400)
        }
    }

    @Test("Every commit waits for the disk")
    func durability() throws {
        let scratch = try Scratch()
        let owner = try scratch.open()
        #expect(try owner.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
        #expect(try owner.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }
}
