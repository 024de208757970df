import Foundation
import GRDB
import Outreach
import Testing

@testable import Store

@Suite("The delivery ledger")
struct LedgerTests {
    private let start = OutboxFixture.start

    /// Three events of two partners: one delivered at the second attempt, one superseded, one that waits.
    private func fill(_ database: Store.Database) async throws {
        let outbox = database.outbox
        try await outbox.enqueue(
            [OutboxFixture.event(), OutboxFixture.event(subject: "cell-b", partner: "roc")], dueAt: start, now: start)
        for (minute, state) in [(0, OutboxState.retrying), (1, .delivered)] {
            let now = start + Double(60 * minute)
            let claimed = try await outbox.turn(
                settling: [], claiming: [OutboxDemand(partner: "twente", limit: 1)], now: now, leaseUntil: now + 60)
            let item = try #require(claimed["twente"]?.items.first)
            let attempt = OutboxAttempt(
                number: minute + 1, started: now, milliseconds: 3, status: minute == 0 ? 503 : 200, fault: nil,
                location: nil, trace: "00-1-2-01")
            let outcome = OutboxOutcome(
                row: item.row, partner: "twente", subject: item.subject, attempt: attempt, state: state,
                due: state == .retrying ? now + 60 : nil, failures: 1, reached: true, refused: false,
                disablesEndpoint: false, pausedUntil: nil)
            _ = try await outbox.turn(settling: [outcome], claiming: [], now: now, leaseUntil: now + 60)
        }
        try await outbox.enqueue(
            [OutboxFixture.event("changed", subject: "cell-b", sequence: 2, partner: "roc")], dueAt: start + 90,
            now: start + 90)
    }

    @Test("Every state that an event took is a line, in order, chained, and the whole holds")
    func lines() async throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try await fill(database)
        var lines: [String] = []
        try database.forEachLedgerEntry { line, event in
            lines.append("\(line.number) \(event.id) \(line.state) \(line.attempts)")
        }
        #expect(
            lines == [
                "1 twente/cell-a/1 pending 0", "2 roc/cell-b/1 pending 0", "3 twente/cell-a/1 leased 0",
                "4 twente/cell-a/1 retrying 1", "5 twente/cell-a/1 leased 1", "6 twente/cell-a/1 delivered 2",
                "7 roc/cell-b/2 pending 0", "8 roc/cell-b/1 superseded 0",
            ])
        let found = try database.verifyLedger(noted: [])
        #expect(found.isWhole)
        #expect((found.lines, found.events, found.contents) == (8, 3, 3))
        #expect(try database.ledgerHead() == found.head)
        #expect(found.head?.number == 8)
    }

    @Test(
        "Whatever is changed behind the program's back is found",
        arguments: [
            ("UPDATE ledger SET state = 'parked' WHERE number = 4", .rewritten(number: 4)),
            ("UPDATE ledger SET moment = moment + 1 WHERE number = 2", .rewritten(number: 2)),
            ("UPDATE ledger SET note = '' WHERE number = 3", .rewritten(number: 3)),
            ("UPDATE ledger SET partner = 'roc' WHERE number = 1", .rewritten(number: 1)),
            ("UPDATE ledger SET hash = zeroblob(32) WHERE number = 8", .rewritten(number: 8)),
            ("DELETE FROM ledger WHERE number = 5", .gap(number: 6)),
            ("DELETE FROM ledger WHERE number = 1", .gap(number: 2)),
            ("DELETE FROM ledger WHERE number > 6", .noted(number: 8)),
            ("UPDATE outbox_body SET body = x'00' WHERE outbox = 1", .content(event: "twente/cell-a/1")),
            (
                "DROP TRIGGER ledger_changed; UPDATE outbox SET state = 'parked', due = NULL WHERE id = 3",
                .state(event: "roc/cell-b/2")
            ),
            ("UPDATE outbox SET event = 'other' WHERE id = 2", .unknown(event: "other")),
            ("UPDATE outbox SET partner = 'roc' WHERE id = 1", .unknown(event: "twente/cell-a/1")),
            ("UPDATE outbox SET sequence = 9 WHERE id = 1", .unknown(event: "twente/cell-a/1")),
            ("UPDATE outbox SET type = 'other' WHERE id = 1", .unknown(event: "twente/cell-a/1")),
            ("UPDATE outbox SET subject = 'other' WHERE id = 1", .unknown(event: "twente/cell-a/1")),
            ("DELETE FROM outbox WHERE id = 3", .missing(event: "roc/cell-b/2")),
            ("DELETE FROM outbox", .missing(event: "roc/cell-b/2")),
            ("DELETE FROM outbox_body WHERE outbox = 3", .missing(event: "roc/cell-b/2")),
            ("DROP TRIGGER ledger_opened", .unwatched(trigger: "ledger_opened")),
            ("UPDATE ledger SET partner = NULL WHERE number = 1", .rewritten(number: 1)),
            ("UPDATE ledger SET digest = NULL WHERE number = 1", .rewritten(number: 1)),
            (
                """
                DROP TRIGGER ledger_changed;
                CREATE TRIGGER ledger_changed AFTER UPDATE OF state ON outbox WHEN 0 BEGIN SELECT 1; END;
                """, .unwatched(trigger: "ledger_changed")
            ),
        ] as [(String, Ledger.Fault)])
    func tampering(sql: String, fault: Ledger.Fault) async throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try await fill(database)
        try database.write { try $0.execute(sql: sql) }
        #expect(try database.verifyLedger(noted: []).faults.contains(fault))
    }

    @Test("A chain that was rewritten as a whole does not hold the head that was noted elsewhere")
    func rewritten() async throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try await fill(database)
        let noted = try #require(try database.ledgerHead())
        try database.write { db in
            var before: Data?
            var lines: [LedgerLine] = []
            try Ledger.forEachLine(in: db) { line in
                lines.append(line)
                return true
            }
            for var line in lines {
                if line.number == 6 { line.attempts = 1 }
                line.hash = line.hash(after: before)
                before = line.hash
                try db.execute(
                    sql: "UPDATE ledger SET attempts = ?, hash = ? WHERE number = ?",
                    arguments: [line.attempts, line.hash, line.number])
            }
        }
        // Whoever can write there would rewrite the one beside the database, too; to take it away is seen.
        let file = LedgerWitness.path(of: scratch.path)
        try FileManager.default.removeItem(atPath: file)
        #expect(try database.verifyLedger(noted: []).faults == [.headMissing])
        try Data("hello".utf8).write(to: URL(fileURLWithPath: file))
        #expect(try database.verifyLedger(noted: []).faults == [.headMissing])
        try LedgerWitness.note(try #require(try database.ledgerHead()), beside: scratch.path)
        #expect(try database.verifyLedger(noted: []).isWhole)
        #expect(try database.verifyLedger(noted: [noted]).faults == [.noted(number: 8)])
    }

    @Test("Lines that are lost between two starts are missed, and a transaction undone leaves no trace")
    func loss() async throws {
        let scratch = try Scratch()
        var database: Store.Database? = try scratch.open()
        try await fill(try #require(database))
        #expect(throws: CancellationError.self) {
            try database?.write { db in
                try Outbox.enqueue([OutboxFixture.event(subject: "cell-c")], dueAt: start, now: start, in: db)
                throw CancellationError()
            }
        }
        try database?.close()
        database = nil
        database = try scratch.open()
        #expect(database?.lostHead == nil)
        #expect(try #require(database).ledgerHead()?.number == 8)
        try database?.write { try $0.execute(sql: "DELETE FROM ledger WHERE number = 8") }
        try database?.close()
        database = nil
        database = try scratch.open()
        #expect(database?.lostHead?.number == 8)
        // A head with fewer digits than the one before is noted as it is.
        try database?.write { try $0.execute(sql: "DELETE FROM ledger") }
        try Data("10:\(String(repeating: "ab", count: 32))\n".utf8).write(
            to: URL(fileURLWithPath: LedgerWitness.path(of: scratch.path)))
        try database?.close()
        database = nil
        database = try scratch.open()
        #expect(database?.lostHead?.number == 10)
        try await database?.outbox.enqueue([OutboxFixture.event(subject: "cell-e")], dueAt: start, now: start)
        #expect(try LedgerWitness.noted(beside: scratch.path) == #require(database).ledgerHead())
    }

    @Test("A note that is taken away is missed at the next start, and made anew")
    func missingHead() async throws {
        let scratch = try Scratch()
        var database: Store.Database? = try scratch.open()
        try await fill(try #require(database))
        try database?.close()
        database = nil
        try FileManager.default.removeItem(atPath: LedgerWitness.path(of: scratch.path))
        database = try scratch.open()
        #expect(database?.isHeadMissing == true)
        #expect(try LedgerWitness.noted(beside: scratch.path) == #require(database).ledgerHead())
        try database?.close()
        database = nil
        database = try scratch.open()
        #expect(database?.isHeadMissing == false)
        #expect(database?.lostHead == nil)
    }

    @Test("However much is wrong, it is told and the check ends")
    func manyFaults() async throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try await fill(database)
        let wrong = (1...30).map { LedgerHead(number: $0, hash: Data(repeating: 7, count: 32)) }
        #expect(try database.verifyLedger(noted: wrong).faults.count >= 20)
        try database.write { try $0.execute(sql: "DELETE FROM outbox") }
        #expect(try database.verifyLedger(noted: wrong).faults.count >= 20)
    }

    @Test("A note that was taken away is missed although opening failed in between")
    func missingHeadAndWrongKey() async throws {
        let scratch = try Scratch()
        do {
            let database = try scratch.open()
            try await fill(database)
            try database.close()
        }
        try FileManager.default.removeItem(atPath: LedgerWitness.path(of: scratch.path))
        let other = try IdentityKey(bytes: Data(repeating: 9, count: 32))
        #expect(throws: StoreError.self) { try Store.Database.openForWriting(scratch.path, identityKey: other) }
        #expect(try scratch.open().isHeadMissing)
    }

    @Test("Where a head was noted no database is made anew, and none of an empty file")
    func lostDatabase() async throws {
        let scratch = try Scratch()
        var database: Store.Database? = try scratch.open()
        try await fill(try #require(database))
        try database?.close()
        database = nil
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: scratch.path + suffix) }
        #expect(throws: StoreError.self) { try scratch.open() }
        #expect(!FileManager.default.fileExists(atPath: scratch.path))
        try Data().write(to: URL(fileURLWithPath: scratch.path))
        #expect(throws: StoreError.self) { try scratch.open() }
        try FileManager.default.removeItem(atPath: scratch.path)
        try FileManager.default.removeItem(atPath: LedgerWitness.path(of: scratch.path))
        #expect(try scratch.open().ledgerHead() == nil)
    }

    @Test("A part of a transaction that is taken back leaves no line, and the chain goes on from before it")
    func savepoint() async throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try await fill(database)
        try database.write { db in
            try Outbox.enqueue([OutboxFixture.event(subject: "cell-c")], dueAt: start, now: start, in: db)
            try db.inSavepoint {
                try Outbox.enqueue([OutboxFixture.event(subject: "cell-d")], dueAt: start, now: start, in: db)
                return .rollback
            }
            try Outbox.enqueue([OutboxFixture.event(subject: "cell-e")], dueAt: start, now: start, in: db)
        }
        let found = try database.verifyLedger(noted: [])
        #expect(found.isWhole)
        #expect((found.lines, found.events) == (10, 5))
        #expect(LedgerWitness.noted(beside: scratch.path) == found.head)
    }

    @Test("A program that does not know the ledger's functions changes no state")
    func stranger() async throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try await fill(database)
        try database.close()
        let stranger = try DatabaseQueue(path: scratch.path)
        for sql in [
            "UPDATE outbox SET state = 'parked', due = NULL WHERE id = 3",
            "INSERT INTO outbox_body (outbox, body) VALUES (99, x'00')",
        ] {
            #expect(throws: DatabaseError.self) { try stranger.write { try $0.execute(sql: sql) } }
        }
    }

    @Test("What retention erases leaves its lines, and a number that is given anew opens another event")
    func retention() async throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try await fill(database)
        // Only what is closed goes.
        try database.write { db in
            try db.execute(sql: "UPDATE outbox SET state = 'expired', due = NULL WHERE id = 3")
            try db.execute(sql: "DELETE FROM outbox")
        }
        try await database.outbox.enqueue([OutboxFixture.event(subject: "cell-d")], dueAt: start, now: start + 100)
        let receipts = try database.ledgerReceipts(partner: "twente")
        #expect(receipts.map(\.event) == ["twente/cell-a/1", "twente/cell-d/1"])
        #expect(receipts.map { $0.steps.map(\.state) }.last == ["pending"])
        #expect(receipts.first?.steps.map(\.state) == ["pending", "leased", "retrying", "leased", "delivered"])
        let found = try database.verifyLedger(noted: [])
        #expect(found.isWhole)
        #expect((found.events, found.contents) == (4, 1))
    }

    @Test("An outbox from before the ledger is opened in it as it stands")
    func upgrade() throws {
        let scratch = try Scratch()
        var configuration = Configuration()
        // As they are while steps run.
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: scratch.path, configuration: configuration)
        try queue.write { db in
            for step in Migration.all where step.identifier < Migration.ledger.identifier {
                try db.execute(sql: step.sql)
            }
            try Outbox.enqueue(
                [OutboxFixture.event(), OutboxFixture.event(subject: "cell-b")], dueAt: start, now: start, in: db)
            try db.execute(sql: "UPDATE outbox SET state = 'parked', due = NULL WHERE id = 2")
            let key = LedgerKey(scratch.key.derived(for: CarriedKey.ledger.rawValue))
            try LedgerFunctions.register(in: db, key: key) {}
            try db.execute(sql: Migration.ledger.sql)
            var states: [String] = []
            try Ledger.forEachLine(in: db) { line in
                states.append("\(line.event?.id ?? "?") \(line.state)")
                return true
            }
            #expect(states == ["twente/cell-a/1 pending", "twente/cell-b/1 parked"])
            // Other triggers write the same chain on.
            try db.execute(sql: "UPDATE outbox SET state = 'pending', due = 5, note = 'a' WHERE id = 2")
            for step in Migration.all where step.identifier > Migration.ledger.identifier {
                try db.execute(sql: step.sql)
            }
            try db.execute(sql: "UPDATE outbox SET state = 'held', due = NULL, note = '' WHERE id = 2")
            try Outbox.enqueue([OutboxFixture.event(subject: "cell-ü")], dueAt: start, now: start, in: db)
            let found = try Ledger.verify(noted: [], key: scratch.key, in: db)
            #expect(found.isWhole)
            #expect((found.lines, found.events, found.contents) == (5, 3, 3))
        }
    }

    @Test(
        "A head is read as it is written, and nothing else is one",
        arguments: [
            ("8:" + String(repeating: "0f", count: 32), true), ("8:" + String(repeating: "0f", count: 31), false),
            ("0:" + String(repeating: "0f", count: 32), false), ("8", false), ("", false),
            ("8:" + String(repeating: "0g", count: 32), false),
        ])
    func noted(text: String, isHead: Bool) {
        #expect(LedgerHead(text)?.description == (isHead ? text : nil))
    }
}
