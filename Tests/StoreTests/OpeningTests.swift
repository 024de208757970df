import Crypto
import Foundation
import GRDB
import Testing
import Workforce

@testable import Store

@Suite("Opening a database")
struct OpeningTests {
    func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch let error as StoreError {
            return error.code
        } catch {
            return "\(error)"
        }
    }

    @Test("Published migrations never change")
    func frozen() {
        let digests = Migration.all.map { step in
            step.identifier + " "
                + SHA256.hash(data: Data(step.sql.utf8)).prefix(4).map { String(format: "%02x", $0) }.joined()
        }
        #expect(digests == Self.published)
    }

    /// A step that was released is never edited: a change of the schema is a new step, and a new line here.
    static let published = [
        "01-workforce 91870f4f", "02-results c105f1ce", "03-outreach 632c2584", "04-outbox cf5dc88d",
        "05-operations 5fd8542c", "06-rulebooks 0944ecb3", "07-forecasts 07b1b7f0",
        "08-externals 7f895be8", "09-signing-secrets 8db4c950", "10-handshakes 29dee85f", "11-ledger d1be23d5",
        "12-rights 9fca088c", "13-partner-api 33d7001a", "14-delivery fbdf6c0a", "16-introductions b4502f37",
        "17-resync-index 482bbcd4",
    ]

    @Test("A second owner is refused with the first one's process number, until the first is gone")
    func lock() throws {
        let scratch = try Scratch()
        var owner: Store.Database? = try scratch.open()
        #expect(owner?.isOwner == true)
        do {
            _ = try scratch.open()
            Issue.record("two owners")
        } catch let error as StoreError {
            #expect(error.code == "instance-held")
            #expect(error.message.contains("\(ProcessInfo.processInfo.processIdentifier)"))
        }
        owner = nil
        #expect(code { _ = try scratch.open() } == nil)
    }

    @Test("An empty file is called what it is, and the next import makes a database of it")
    func emptyFile() throws {
        let scratch = try Scratch()
        try Data().write(to: URL(fileURLWithPath: scratch.path))
        do {
            _ = try Store.Database.openForReading(scratch.path, identityKey: nil)
            Issue.record("an empty file was read")
        } catch let error as StoreError {
            #expect(error.code == "database-empty")
            #expect(error.remedy.contains("doorstroom restore") && error.remedy.contains("doorstroom import"))
        }
        _ = try scratch.open()
        #expect(code { _ = try Store.Database.openForReading(scratch.path, identityKey: nil) } == nil)
    }

    @Test("Readers open beside the owner, and cannot write")
    func beside() throws {
        let scratch = try Scratch()
        let owner = try scratch.open()
        let reader = try Store.Database.openForReading(scratch.path, identityKey: nil)
        #expect(!reader.isOwner)
        try owner.setState("a", "1")
        #expect(try reader.state("a") == "1")
        #expect(code { try reader.setState("a", "2") } == "database-not-accessible")
        #expect(code { _ = try reader.person("E1") } == "identity-key-missing")
        try reader.auditBeside(systemUser: "op", verb: "explain", person: 7, at: Date(timeIntervalSince1970: 1))
        #expect(try owner.auditLog().map(\.person) == [7])
    }

    @Test("All files are readable by their owner only")
    func modes() throws {
        let scratch = try Scratch()
        let owner = try scratch.open()
        try owner.setState("a", "1")
        for suffix in ["", "-wal", "-shm", ".lock"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path + suffix)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(suffix)")
        }
    }

    @Test("A wrong identity key is refused, for the owner and for readers")
    func wrongKey() throws {
        let scratch = try Scratch()
        _ = try scratch.open()
        let other = try IdentityKey(bytes: Data(repeating: 8, count: 32))
        #expect(
            code { _ = try Store.Database.openForWriting(scratch.path, identityKey: other) } == "identity-key-wrong")
        #expect(
            code { _ = try Store.Database.openForReading(scratch.path, identityKey: other) } == "identity-key-wrong")
        #expect(code { _ = try IdentityKey(bytes: Data(repeating: 8, count: 31)) } == "identity-key-malformed")
        #expect(code { _ = try IdentityKey.read(scratch.folder + "/none.key") } == "identity-key-unreadable")
    }

    @Test("Another program's file is refused and left alone", arguments: ["text", "sqlite"])
    func wrongFile(kind: String) throws {
        let scratch = try Scratch()
        if kind == "text" {
            try Data(repeating: 0x41, count: 5_000).write(to: URL(fileURLWithPath: scratch.path))
        } else {
            let other = try DatabaseQueue(path: scratch.path)
            try other.write { try $0.execute(sql: "CREATE TABLE t (a)") }
            try other.close()
        }
        let before = try Data(contentsOf: URL(fileURLWithPath: scratch.path))
        #expect(code { _ = try scratch.open() } == "not-a-database")
        if kind == "text" { #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path)) == before) }
        #expect(code { _ = try Store.Database.openForReading(scratch.path, identityKey: nil) } == "not-a-database")
    }

    @Test("A missing database is told to a reader with what to do")
    func missing() throws {
        let scratch = try Scratch()
        #expect(code { _ = try Store.Database.openForReading(scratch.path, identityKey: nil) } == "database-missing")
    }

    @Test("A newer database is refused, by the owner and by readers")
    func newer() throws {
        let scratch = try Scratch()
        try scratch.open().write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99-later')") }
        #expect(code { _ = try scratch.open() } == "database-newer")
        #expect(code { _ = try Store.Database.openForReading(scratch.path, identityKey: nil) } == "database-newer")
    }

    @Test("An older database is copied before it is brought up to date; readers are told to wait for that")
    func older() throws {
        let scratch = try Scratch()
        try scratch.open().write { db in
            try db.execute(sql: "INSERT INTO state VALUES ('kept', 'yes')")
            try db.execute(sql: "DROP TABLE audit_log; DROP TABLE notice")
            try db.execute(sql: "ALTER TABLE state RENAME TO old_state")
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '05-operations'")
        }
        #expect(code { _ = try Store.Database.openForReading(scratch.path, identityKey: nil) } == "database-older")
        let owner = try scratch.open()
        #expect(try owner.notices() == [])
        let copy = try DatabaseQueue(path: scratch.path + ".before-05-operations")
        #expect(try copy.read { try String.fetchOne($0, sql: "SELECT value FROM old_state") } == "yes")
        #expect(try copy.read { try !$0.tableExists("notice") })
    }

    @Test("A full disk is told as such, and nothing of the transaction is kept")
    func full() throws {
        let scratch = try Scratch()
        let owner = try scratch.open()
        try owner.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 20)")
        }
        var employer = SyntheticWorkforce(seed: 3, people: 5_000)
        let snapshot = employer.snapshot(.init(dayNumber: 20_000))
        employer.hire()
        #expect(
            code { _ = try owner.saveSnapshot(snapshot, report: "{}", leavers: .onMissing, now: Date()) } == "disk-full"
        )
        #expect(try owner.snapshots() == [])
        #expect(try owner.integrityCheck() == [])
        #expect(try owner.imports() == [])
    }

    @Test("Errors never hold what was bound")
    func arguments() throws {
        let scratch = try Scratch()
        let owner = try scratch.open()
        do {
            try owner.write { db in
                try db.execute(
                    sql: "INSERT INTO scan (id, as_of, kind) VALUES (?, ?, ?)", arguments: [1, 2, "geheim@example.org"])
            }
            Issue.record("the constraint did not hold")
        } catch let error as StoreError {
            #expect(!"\(error)".contains("geheim"))
            #expect(error.code == "database-failed")
        }
    }
}
