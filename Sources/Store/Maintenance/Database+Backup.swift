internal import Foundation
internal import GRDB

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension Database {
    /// Writes a consistent, encrypted copy to `file` while everything goes on; the identity key is left out.
    ///
    /// The copy that is encrypted has no name while anything is in it: when the process ends, however it ends, it is gone.
    package func backup(to file: String) throws {
        let key = try requireIdentityKey()
        let source = try namelessCopy()
        // A name that nobody can have put something under.
        let unfinished = "\(file).unfinished-\(UUID().uuidString)"
        defer { Self.removeFiles(unfinished) }
        try Self.createFile(unfinished, mustBeNew: true)
        do {
            let target = try FileHandle(forWritingTo: URL(fileURLWithPath: unfinished))
            try BackupStream.encrypt(source, to: target, key: key)
            try target.synchronize()
            try DurableFile.move(unfinished, to: file)
        } catch let error as StoreError {
            throw error
        } catch {
            if StoreError.isDiskFull(error) { throw StoreError.diskFull(writing: "the backup \(file)", because: error) }
            throw StoreError(
                code: "backup-failed", message: "the backup \(file) could not be written",
                remedy: "See that its disk has room for a copy of the database, and that this user may write there.",
                cause: (error as NSError).localizedDescription)
        }
    }

    /// A copy of the database in a file that nothing leads to but the handle.
    private func namelessCopy() throws -> FileHandle {
        let copy = path + ".backup-\(UUID().uuidString)"
        defer { Self.removeFiles(copy) }
        try Self.createFile(copy)
        let source = try FileHandle(forUpdating: URL(fileURLWithPath: copy))
        try translating {
            var configuration = Configuration()
            // A journal would be a file with a name, of a copy that nobody would roll back.
            configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA journal_mode = OFF") }
            let target = try DatabaseQueue(path: copy, configuration: configuration)
            Self.removeFiles(copy)
            try pool.backup(to: target)
            try target.close()
        }
        // The copy is one file, without a log of its own: its header says so in two bytes (2 stands for a log, 1 for none).
        try source.seek(toOffset: 18)
        try source.write(contentsOf: Data([1, 1]))
        try source.seek(toOffset: 0)
        return source
    }

    /// Makes a database of a backup: decrypted, checked, and only then put in place.
    ///
    /// At every moment of it there is a database at `path`, the old one or the new one, whole, and never one beside the log
    /// of another.
    ///
    /// - Parameter force: whether an existing database may be replaced; it is kept as `<database>.before-restore-<time>`.
    /// - Throws: `database-exists`, `instance-held`, `backup-key-wrong`, `backup-damaged`, `database-newer`.
    package static func restore(from file: String, to path: String, identityKey: IdentityKey, force: Bool) throws {
        let lock = try InstanceLock(database: path)
        defer { withExtendedLifetime(lock) {} }
        let exists = FileManager.default.fileExists(atPath: path)
        guard !exists || force else {
            throw StoreError(
                code: "database-exists", message: "there is a database at \(path) already",
                remedy:
                    "Restore elsewhere (`storage.path`), or replace it with `--force`; it is kept beside the new one.")
        }
        let restored = path + ".restoring"
        removeFiles(restored)
        defer { removeFiles(restored) }
        try createFile(restored)
        try decrypt(file, to: restored, key: identityKey)
        try check(restored, key: identityKey)
        if exists { try completeErasureList(of: path, key: identityKey) }
        try applyErasures(listedBeside: path, to: restored, key: identityKey)
        try forgetWhatWasGivenOut(restored)
        let head = try head(of: restored)
        let former = try KeptDatabase(of: path)
        do {
            // Before the database itself: the old one mostly holds that line, too, should it end here.
            try LedgerWitness.note(head, beside: path)
            try DurableFile.move(restored, to: path)
        } catch {
            former.giveUp()
            throw error
        }
    }

    private static func head(of path: String) throws -> LedgerHead {
        do {
            let copy = try DatabaseQueue(path: path)
            let head = try copy.read { db in try db.tableExists("ledger") ? Ledger.head(in: db) : nil }
            try copy.close()
            return head ?? .nothing
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// What was given out after the backup was made is not in it, and its numbers will be given out again: cursors of before
    /// must not pass those by. A reference to a profile that was used or withdrawn since is unused in it: none gives
    /// anything, and a person issues another.
    private static func forgetWhatWasGivenOut(_ restored: String) throws {
        do {
            let copy = try DatabaseQueue(path: restored)
            try copy.write { db in
                guard try db.tableExists("state") else { return }
                try db.execute(sql: "DELETE FROM state WHERE key = ?", arguments: [PartnerDesk.epoch])
                guard try db.tableExists("introduction_reference") else { return }
                try db.execute(
                    sql: "UPDATE introduction_reference SET revoked = issued WHERE revoked IS NULL AND used IS NULL")
            }
            try copy.close()
        } catch let error as DatabaseError {
            throw StoreError(error, path: restored)
        }
    }

    /// Adds to the list of the erased whom the database that is to be replaced knows of: the list may have been lost.
    private static func completeErasureList(of path: String, key: IdentityKey) throws {
        var configuration = Configuration()
        configuration.readonly = true
        // One that cannot be read any more is what is restored for; then the list is what there is.
        let known = try? DatabaseQueue(path: path, configuration: configuration).read { db in
            try db.tableExists("erasure")
                ? (key: CarriedKey.erasures.key(in: db, key), entries: ErasureTable(db: db).entries()) : nil
        }
        guard let known = known ?? nil, !known.entries.isEmpty else { return }
        let file = ErasureList.path(of: path)
        var list = try ErasureList.read(file, key: known.key)
        known.entries.forEach { list.add($0) }
        try list.write(file, key: known.key)
    }

    /// Erases from a database that is not in place yet whoever was erased since it was backed up.
    private static func applyErasures(listedBeside path: String, to restored: String, key: IdentityKey) throws {
        let list = ErasureList.path(of: path)
        guard FileManager.default.fileExists(atPath: list) else { return }
        let beside = { FileManager.default.fileExists(atPath: $0) }
        defer {
            for suffix in [".lock", ".ledger-head"] where beside(restored + suffix) { unlink(restored + suffix) }
        }
        // Opened as its owner, it is brought up to date first: a copy from before that would hold them again.
        let database = try openForWriting(restored, identityKey: key, erasureList: list)
        try database.emptyLog()
        try database.close()
        for step in Migration.all { removeFiles("\(restored).before-\(step.identifier)") }
        for suffix in ["-wal", "-shm"] { unlink(restored + suffix) }
    }

    /// A backup of ours that is whole, not newer than this program, and of this key.
    private static func check(_ path: String, key: IdentityKey) throws {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let copy = try DatabaseQueue(path: path, configuration: configuration)
            try copy.read { db in
                try checkApplication(db, path: path)
                try refuseNewer(db, path: path)
                try verifyKey(key, db)
                guard try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") == "ok" else {
                    throw BackupStream.damaged
                }
            }
            try copy.close()
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    static func removeFiles(_ path: String) {
        // Mostly there is none; one that stays is harmless and is overwritten the next time.
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }

    private static func decrypt(_ file: String, to target: String, key: IdentityKey) throws {
        do {
            let source = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
            let sink = try FileHandle(forWritingTo: URL(fileURLWithPath: target))
            try BackupStream.decrypt(source, to: sink, key: key)
            try sink.synchronize()
        } catch let error as StoreError {
            throw error
        } catch {
            if StoreError.isDiskFull(error) { throw StoreError.diskFull(writing: target, because: error) }
            throw StoreError(
                code: "backup-unreadable", message: "the backup \(file) could not be read",
                remedy: "See that the file exists, that this user may read it, and that the disk has room.",
                cause: (error as NSError).localizedDescription)
        }
    }
}
