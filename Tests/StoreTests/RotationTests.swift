import Foundation
import GRDB
import Outreach
import Testing
import Workforce

@testable import Store

@Suite("Rotating the identity key")
struct RotationTests {
    private static let now = Date(timeIntervalSince1970: 1_770_000_000)

    private func filled(_ scratch: Scratch) throws -> Store.Database {
        let database = try scratch.open()
        var employer = SyntheticWorkforce(seed: 8, people: 5_000)
        for night in 0..<2 {
            if night > 0 { employer.night(oneIn: 20, shuffled: false) }
            var snapshot = employer.snapshot(CalendarDate(dayNumber: 20_400 + Int32(night)))
            snapshot.sideFiles.jobs = [Job(job: "J1", title: "Lasser")]
            _ = try database.saveSnapshot(snapshot, report: "{}", leavers: .onMissing, now: Self.now)
        }
        return database
    }

    private func names(_ database: Store.Database) throws -> [String] {
        let people = try database.loadWorkforce(
            asOf: CalendarDate(dayNumber: 20_410), employerCountry: "NL", aftercareMonths: 12, identity: .everything
        ).workforce.employees
        return (0..<people.count).map { people.id[$0] + people.name[$0] + people.email[$0] + people.jobWish[$0] }
    }

    @Test("Everything reads as before under the new key, nothing under the former, and nothing of it stays in the file")
    func rotated() async throws {
        let scratch = try Scratch()
        let next = try IdentityKey(bytes: Data(repeating: 8, count: 32))
        var sealed: [Data] = []
        do {
            let database = try filled(scratch)
            let before = try names(database)
            sealed = try database.read { try Data.fetchAll($0, sql: "SELECT ids FROM identity_block") }
            let pending = try #require(
                try database.beginErasure(
                    of: "E1", reason: "r", systemUser: "o", today: CalendarDate(dayNumber: 20_500), now: Self.now))
            try await database.outbox.enqueue([OutboxFixture.event(subject: "cell-1")], dueAt: Self.now, now: Self.now)
            try database.rotateIdentityKey(to: next)
            #expect(try names(database) == before)
            #expect(database.identityKeyID == next.id)
            try await database.outbox.enqueue([OutboxFixture.event(subject: "cell-2")], dueAt: Self.now, now: Self.now)
            #expect(try database.verifyLedger(noted: []).faults == [])
            // The same side file is known by its digest under the new key, too.
            var snapshot = SyntheticWorkforce(seed: 8, people: 5_000).snapshot(CalendarDate(dayNumber: 20_402))
            snapshot.sideFiles.jobs = [Job(job: "J1", title: "Lasser")]
            _ = try database.saveSnapshot(snapshot, report: "{}", leavers: .onMissing, now: Self.now)
            #expect(try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM side_file") } == 1)
            #expect(try database.pendingErasures().map(\.person) == [pending.person])
            try database.close()
        }

        let file = try Data(contentsOf: URL(fileURLWithPath: scratch.path))
        for block in sealed { #expect(file.range(of: block.prefix(64)) == nil) }
        do {
            _ = try scratch.open()
            Issue.record("the former key opens it")
        } catch let error as StoreError {
            #expect(error.code == "identity-key-wrong")
        }
        let third = try IdentityKey(bytes: Data(repeating: 10, count: 32))
        do {
            let again = try Store.Database.openForWriting(scratch.path, identityKey: next)
            #expect(try again.verifyLedger(noted: []).faults == [])
            try await again.outbox.enqueue([OutboxFixture.event(subject: "cell-3")], dueAt: Self.now, now: Self.now)
            #expect(try again.verifyLedger(noted: []).contents == 3)
            try again.rotateIdentityKey(to: third)
            #expect(try again.verifyLedger(noted: []).faults == [])
            // The list of the erased is still of this database.
            let last = try #require(try again.pendingErasures().first)
            try again.erase(last, now: Self.now)
            try again.concludeErasure(last)
            try again.close()
        }
        #expect(try Store.Database.openForWriting(scratch.path, identityKey: third).person("E1") == nil)
    }

    @Test("A backup opens with the key that it was made under, and the erased of later are left out of it")
    func backups() throws {
        let scratch = try Scratch()
        let backup = scratch.folder + "/backup"
        let next = try IdentityKey(bytes: Data(repeating: 8, count: 32))
        do {
            let database = try filled(scratch)
            try database.backup(to: backup)
            try database.rotateIdentityKey(to: next)
            let pending = try #require(
                try database.beginErasure(
                    of: "E2", reason: "r", systemUser: "o", today: CalendarDate(dayNumber: 20_500), now: Self.now))
            try database.erase(pending, now: Self.now)
            try database.concludeErasure(pending)
            try database.close()
        }
        #expect(throws: StoreError.self) {
            try Store.Database.restore(from: backup, to: scratch.path, identityKey: next, force: true)
        }
        try Store.Database.restore(from: backup, to: scratch.path, identityKey: scratch.key, force: true)
        let restored = try scratch.open()
        #expect(try restored.person("E2") == nil)
        #expect(try restored.person("E3") != nil)
    }

    @Test("What cannot be rotated whole is not rotated")
    func whole() throws {
        let scratch = try Scratch()
        let database = try filled(scratch)
        let before = try names(database)
        // The last block does not open: whatever was done before it is undone.
        let blocks = try database.write { db in
            let last = try Int.fetchOne(db, sql: "SELECT MAX(block) FROM identity_block") ?? 0
            let ids = try Data.fetchOne(
                db, sql: "SELECT contacts FROM identity_block WHERE block = ?", arguments: [last])
            try db.execute(
                sql: "UPDATE identity_block SET contacts = zeroblob(40) WHERE block = ?", arguments: [last])
            return (last, ids)
        }
        #expect(blocks.0 > 0)
        let next = try IdentityKey(bytes: Data(repeating: 8, count: 32))
        #expect(throws: StoreError.self) { try database.rotateIdentityKey(to: next) }
        #expect(database.identityKeyID == scratch.key.id)
        try database.write {
            try $0.execute(
                sql: "UPDATE identity_block SET contacts = ? WHERE block = ?", arguments: [blocks.1, blocks.0])
        }
        #expect(try names(database) == before)
    }
    @Test("Signing secrets go along, those that sign and the former one, and are known by their file again")
    func signingSecrets() async throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        let name = SecretStore.Name(partner: "twente", kind: .v1)
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        _ = try await database.secrets.adopt([name: "whsec_former"], now: now)
        _ = try await database.secrets.adopt([name: "whsec_present"], now: now + 60)
        let before = try await database.secrets.known().histories[name]?.entries.map(\.text)
        #expect(before == ["whsec_present", "whsec_former"])
        try database.rotateIdentityKey(to: try IdentityKey(bytes: Data(repeating: 9, count: 32)))
        let after = try await database.secrets.adopt([name: "whsec_present"], now: now + 120).histories[name]?.entries
        #expect(after?.map(\.text) == before)
        #expect(after?.first?.since == now + 60)
    }
}
