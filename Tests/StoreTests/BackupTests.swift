import Foundation
import GRDB
import Testing
import Workforce

@testable import Store

@Suite("Backup, restore and purge")
struct BackupTests {
    static let start = CalendarDate(dayNumber: 20_400)

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

    func filled(_ scratch: Scratch, nights: Int = 2, people: Int = 3_000) throws -> (Store.Database, SyntheticWorkforce)
    {
        let database = try scratch.open()
        var employer = SyntheticWorkforce(seed: 21, people: people)
        for night in 0..<nights {
            if night > 0 { employer.night(oneIn: 20, shuffled: false) }
            _ = try database.saveSnapshot(
                employer.snapshot(Self.start.adding(days: night * 30)), report: "{}", leavers: .onMissing,
                now: Date(timeIntervalSince1970: 0))
        }
        return (database, employer)
    }

    @Test("A backup that its disk has no room for says so, as something that may work later")
    func diskFull() throws {
        let scratch = try Scratch()
        let (database, _) = try filled(scratch, nights: 1)
        let source = try FileHandle(forReadingFrom: URL(fileURLWithPath: database.path))
        let full = try FileHandle(forWritingTo: URL(fileURLWithPath: "/dev/full"))
        do {
            try BackupStream.encrypt(source, to: full, key: scratch.key)
            Issue.record("/dev/full took it")
        } catch {
            #expect(StoreError.isDiskFull(error))
            #expect(StoreError.diskFull(writing: "the backup x", because: error).code == "disk-full")
        }
        #expect(!StoreError.isDiskFull(CocoaError(.fileWriteNoPermission)))
        #expect(!StoreError.isDiskFull(BackupStream.damaged))
    }

    @Test("A backup restored elsewhere holds the same; without its key it holds nothing readable")
    func roundTrip() throws {
        let scratch = try Scratch()
        let (database, employer) = try filled(scratch)
        let backup = scratch.folder + "/backup"
        try database.backup(to: backup)
        let sealed = try Data(contentsOf: URL(fileURLWithPath: backup))
        #expect(sealed.range(of: Data("SQLite format".utf8)) == nil)
        #expect(sealed.range(of: Data(employer.people[0].name.utf8)) == nil)

        let elsewhere = scratch.folder + "/elsewhere.sqlite"
        try Store.Database.restore(from: backup, to: elsewhere, identityKey: scratch.key, force: false)
        let restored = try Store.Database.openForWriting(elsewhere, identityKey: scratch.key)
        #expect(try restored.snapshots() == database.snapshots())
        let date = Self.start.adding(days: 60)
        func rows(_ database: Store.Database) throws -> [EmployeeRow] {
            let employees = try database.loadWorkforce(
                asOf: date, employerCountry: "NL", aftercareMonths: 12, identity: .everything
            ).workforce.employees
            return (0..<employees.count).map { employees.row($0) }
        }
        #expect(try rows(restored) == rows(database))
        #expect(try restored.integrityCheck() == [])
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder)
        #expect(!left.contains { $0.contains("backup-") || $0.contains("restoring") || $0.contains("unfinished") })
    }

    @Test("A backup that was cut, stretched, reordered or changed does not open, and nothing is put in place")
    func tampered() throws {
        let scratch = try Scratch()
        let (database, _) = try filled(scratch, nights: 1, people: 100)
        try database.setState("ballast", String(repeating: "x", count: 2_500_000))
        let backup = scratch.folder + "/backup"
        try database.backup(to: backup)
        let whole = try Data(contentsOf: URL(fileURLWithPath: backup))
        // Header: magic, key id, salt. Then frames of 4 + 1 MiB + 16 bytes.
        let header = BackupStream.magic.count + 16 + 32
        let frame = 4 + BackupStream.frame + 16
        try #require(whole.count > header + 2 * frame)
        let first = whole[header..<(header + frame)]
        let second = whole[(header + frame)..<(header + 2 * frame)]
        var flipped = whole
        flipped[header + 100] ^= 1
        var salted = whole
        salted[header - 1] ^= 1
        let tampered: [(String, Data)] = [
            ("one bit", flipped), ("salt", salted), ("cut in a frame", whole.dropLast(7)),
            ("cut between frames", whole[..<(header + frame)]), ("stretched", whole + Data([0])),
            ("reordered", whole[..<header] + second + first + whole[(header + 2 * frame)...]),
            ("a frame left out", whole[..<header] + whole[(header + frame)...]), ("only the header", whole[..<header]),
        ]
        let target = scratch.folder + "/target.sqlite"
        for (name, data) in tampered {
            let file = scratch.folder + "/tampered"
            try Data(data).write(to: URL(fileURLWithPath: file))
            let found = code {
                try Store.Database.restore(from: file, to: target, identityKey: scratch.key, force: false)
            }
            #expect(found == "backup-damaged", "\(name)")
            #expect(!FileManager.default.fileExists(atPath: target), "\(name)")
        }
        try Data("no backup at all, but long enough to be looked at as one: it begins otherwise".utf8)
            .write(to: URL(fileURLWithPath: scratch.folder + "/other"))
        #expect(
            code {
                try Store.Database.restore(
                    from: scratch.folder + "/other", to: target, identityKey: scratch.key, force: false)
            } == "not-a-backup")
        let other = try IdentityKey(bytes: Data(repeating: 9, count: 32))
        #expect(
            code { try Store.Database.restore(from: backup, to: target, identityKey: other, force: false) }
                == "backup-key-wrong")
    }

    @Test("An existing database is replaced only by force, not while somebody owns it, and is kept")
    func existing() throws {
        let scratch = try Scratch()
        let backup = scratch.folder + "/backup"
        do {
            let (database, _) = try filled(scratch)
            try database.backup(to: backup)
            try database.setState("later", "yes")
            #expect(
                code {
                    try Store.Database.restore(from: backup, to: scratch.path, identityKey: scratch.key, force: true)
                }
                    == "instance-held")
        }
        #expect(
            code { try Store.Database.restore(from: backup, to: scratch.path, identityKey: scratch.key, force: false) }
                == "database-exists")
        try Store.Database.restore(from: backup, to: scratch.path, identityKey: scratch.key, force: true)
        #expect(try scratch.open().state("later") == nil)
        // Each keeps what it replaced, whole, and with its own note.
        do {
            let database = try scratch.open()
            try database.setState("later", "again")
            try database.close()
        }
        try Store.Database.restore(from: backup, to: scratch.path, identityKey: scratch.key, force: true)
        let kept = try FileManager.default.contentsOfDirectory(atPath: scratch.folder)
            .filter { $0.contains(".before-restore-") && !$0.hasSuffix("-wal") && !$0.hasSuffix(".ledger-head") }
        #expect(kept.count == 2)
        let values = try kept.map { name in
            try DatabaseQueue(path: scratch.folder + "/" + name).read {
                try String.fetchOne($0, sql: "SELECT value FROM state WHERE key = 'later'")
            }
        }
        #expect(Set(values) == ["yes", "again"])
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "-wal"))
    }

    @Test("A restore that fails leaves what was there, and one that was cut off no second name of it")
    func interruptedRestore() throws {
        let scratch = try Scratch()
        do {
            let (database, _) = try filled(scratch)
            try database.setState("later", "yes")
            try database.close()
        }
        func kept() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: scratch.folder)
                .filter { $0.contains(".before-restore-") }
        }
        let head = LedgerWitness.noted(beside: scratch.path)
        let former = try KeptDatabase(of: scratch.path)
        #expect(try kept().isEmpty == false)
        try LedgerWitness.note(LedgerHead(number: 9, hash: Data(repeating: 9, count: 32)), beside: scratch.path)
        former.giveUp()
        #expect(try kept() == [])
        #expect(LedgerWitness.noted(beside: scratch.path) == head)
        #expect(try scratch.open().state("later") == "yes")
        _ = try KeptDatabase(of: scratch.path)
        #expect(try kept().isEmpty == false)
        #expect(try scratch.open().state("later") == "yes")
        #expect(try kept() == [])
    }

    @Test("A log without its database lies beside no other one")
    func strayLog() throws {
        let scratch = try Scratch()
        let backup = scratch.folder + "/backup"
        do {
            let (database, _) = try filled(scratch)
            try database.backup(to: backup)
            try database.close()
        }
        try FileManager.default.removeItem(atPath: scratch.path)
        try Data(repeating: 7, count: 40_000).write(to: URL(fileURLWithPath: scratch.path + "-wal"))
        try Store.Database.restore(from: backup, to: scratch.path, identityKey: scratch.key, force: false)
        #expect(try scratch.open().integrityCheck() == [])
        let kept = try FileManager.default.contentsOfDirectory(atPath: scratch.folder).filter { $0.hasSuffix("-wal") }
        #expect(kept.contains { $0.contains(".before-restore-") })
    }

    @Test("While a backup is made no file with a name holds the copy, and the database is not disturbed")
    func nameless() throws {
        let scratch = try Scratch()
        let (database, _) = try filled(scratch, nights: 1, people: 100)
        let folder = scratch.folder + "/backup"
        // Where the encrypted backup goes there is a folder: it fails once the copy is there.
        try FileManager.default.createDirectory(atPath: folder + "/full", withIntermediateDirectories: true)
        #expect(throws: StoreError.self) { try database.backup(to: folder) }
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder)
            .filter { $0.contains("backup-") || $0.contains(".unfinished") }
        #expect(left == [])
        try FileManager.default.removeItem(atPath: folder)
        try database.backup(to: scratch.folder + "/backup")
        #expect(try database.integrityCheck() == [])
    }

    @Test("A purge forgets old snapshots and the people only they held, and changes nothing else")
    func purge() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        var employer = SyntheticWorkforce(seed: 21, people: 400)
        var ever: Set<String> = []
        var kept: Set<String> = []
        for night in 0..<8 {
            if night > 0 { employer.night(oneIn: 20, shuffled: false) }
            _ = try database.saveSnapshot(
                employer.snapshot(Self.start.adding(days: night * 30)), report: "{}", leavers: .onMissing,
                now: Date(timeIntervalSince1970: 0))
            // Those whom the snapshot at day 120 still listed are carried by a block of leavers that stays.
            if night >= 4 { kept.formUnion(employer.people.map(\.id)) }
            ever.formUnion(employer.people.map(\.id))
        }
        let date = Self.start.adding(days: 7 * 30)
        func rows() throws -> [EmployeeRow] {
            let employees = try database.loadWorkforce(
                asOf: date, employerCountry: "NL", aftercareMonths: 1, identity: .everything
            ).workforce.employees
            return (0..<employees.count).map { employees.row($0) }
        }
        func earlier() throws -> [EmployeeRow] {
            let employees = try database.loadWorkforce(
                asOf: Self.start.adding(days: 150), employerCountry: "NL", aftercareMonths: 1
            ).workforce.employees
            return (0..<employees.count).map { employees.row($0) }.filter { $0.exitDate == nil }
        }
        let before = (try rows(), try earlier())
        let purged = try database.purge(
            Retention(personsBefore: Self.start.adding(days: 145), deliveriesBefore: Date(timeIntervalSince1970: 0)))
        #expect(purged.snapshots == 5)
        #expect(purged.persons > 0)
        #expect(try rows() == before.0)
        #expect(try earlier() == before.1)
        #expect(try database.snapshots().map(\.asOf) == [5, 6, 7].map { Self.start.adding(days: $0 * 30) })
        #expect(try database.integrityCheck() == [])
        #expect(purged.persons == ever.subtracting(kept).count)
        #expect(try kept.filter { try database.person($0) == nil }.count == 0)
        #expect(try ever.subtracting(kept).filter { try database.person($0) != nil }.count == 0)
        // The next night goes on as if nothing had been.
        var next = employer
        next.night(oneIn: 20, shuffled: true)
        _ = try database.saveSnapshot(
            next.snapshot(date.adding(days: 30)), report: "{}", leavers: .onMissing, now: Date())
        let loaded = try database.loadWorkforce(
            asOf: date.adding(days: 30), employerCountry: "NL", aftercareMonths: 1)
        #expect(loaded.listed == next.people.count)
    }

    @Test("After a purge the bytes of removed results are nowhere in the file")
    func overwritten() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        let mark = "a-text-that-is-found-nowhere-else"
        try database.write { db in
            for row in 0..<200 {
                try db.execute(
                    sql: "INSERT INTO import_log (time, refused, report) VALUES (0, 0, ?)",
                    arguments: ["\(mark) \(row) " + String(repeating: "x", count: 2_000)])
            }
        }
        // Freed before, by a connection that overwrites nothing.
        try database.write { try $0.execute(sql: "DELETE FROM import_log WHERE id > 20") }
        try database.emptyLog()
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path)).range(of: Data(mark.utf8)) != nil)
        _ = try database.purge(
            Retention(personsBefore: Self.start, deliveriesBefore: Date(timeIntervalSince1970: 0)))
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path)).range(of: Data(mark.utf8)) == nil)
        let log = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "-wal"))
        #expect(log.range(of: Data(mark.utf8)) == nil)
    }
}
