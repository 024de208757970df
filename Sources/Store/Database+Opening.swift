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
    /// "DOOR": tells our files from those of other programs (`PRAGMA application_id`).
    static let applicationID: Int32 = 0x444F_4F52

    /// Opens the database as its only owner, makes it when there is none, and brings its schema up to date.
    ///
    /// Before an existing file is migrated, its disk must have room for a copy, and a copy is made beside it
    /// (`<database>.before-<migration>`).
    /// - Throws: `instance-held`, `identity-key-wrong`, `database-newer`, `not-a-database`, `migration-space` and
    ///   whatever SQLite refuses.
    package static func openForWriting(_ path: String, identityKey: IdentityKey) throws -> Database {
        try openForWriting(path, identityKey: identityKey, erasureList: nil)
    }

    /// - Parameter erasureList: the list of the erased, where it is not the one beside the database.
    static func openForWriting(
        _ path: String, identityKey: IdentityKey, erasureList: String?
    ) throws -> Database {
        let lock = try InstanceLock(database: path)
        try KeptDatabase.forgetUnfinished(beside: path)
        try refuseLost(path)
        try createFile(path)
        do {
            let noted = LedgerWitness.noted(beside: path)
            let witness = try LedgerWitness(database: path)
            var configuration = configuration(readonly: false)
            let ledgerKey = LedgerKey(identityKey.derived(for: CarriedKey.ledger.rawValue))
            let logKeeper = LogKeeper()
            configuration.prepareDatabase { db in
                logKeeper.follow(db)
                try LedgerFunctions.register(in: db, key: ledgerKey, lineWritten: witness.lineWritten)
            }
            let pool = try DatabasePool(path: path, configuration: configuration)
            pool.add(transactionObserver: witness, extent: .databaseLifetime)
            try pool.writeWithoutTransaction { db in try checkApplication(db, path: path) }
            let hadLedger = try pool.read { try $0.tableExists("ledger") && Ledger.head(in: $0) != nil }
            // GRDB sets NORMAL for WAL, which loses no more of a migration to a power failure than that it is made again.
            try migrate(pool, path: path)
            // An outcome that is told to somebody must survive one.
            try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
            try pool.write { db in
                try acceptKey(identityKey, db)
                ledgerKey.current = try CarriedKey.ledger.key(in: db, identityKey)
            }
            let lost = try noted.flatMap { noted in try pool.read { try Ledger.holds(noted, in: $0) } ? nil : noted }
            // From here on the note is that of this database, also of one from before there were any.
            if noted == nil { try witness.note(try pool.read { try Ledger.head(in: $0) } ?? .nothing) }
            let database = Database(
                path: path, pool: pool, identityKey: identityKey, lock: lock, logKeeper: logKeeper, lostHead: lost,
                isHeadMissing: hadLedger && noted == nil)
            try logKeeper.open(path)
            try database.applyErasureList(erasureList ?? ErasureList.path(of: path), now: Date())
            return database
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// Opens the database for reading beside its owner, at any time.
    ///
    /// - Parameter identityKey: nil for what shows no persons.
    /// - Throws: `database-missing`, `database-empty`, `database-older`, `database-newer`, `identity-key-wrong`, `not-a-database`.
    package static func openForReading(_ path: String, identityKey: IdentityKey?) throws -> Database {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError(
                code: "database-missing", message: "there is no database at \(path)",
                remedy: "Import a first snapshot (`doorstroom import PATH`), or check `storage.path`.")
        }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration(readonly: true))
            try pool.read { db in
                try checkApplication(db, path: path)
                try refuseNewer(db, path: path)
                try refuseEmpty(db, path: path)
                guard try Migration.migrator.hasCompletedMigrations(db) else {
                    throw StoreError(
                        code: "database-older", message: "the database \(path) was written by an older Doorstroom",
                        remedy: "Restart the daemon, or run `doorstroom check` as its owner: that brings it up to date."
                    )
                }
                if let identityKey { try verifyKey(identityKey, db) }
            }
            return Database(path: path, pool: pool, identityKey: identityKey, lock: nil)
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    private static func configuration(readonly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.label = "store"
        // Only readers in other processes compete, and only for the end of a checkpoint.
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            // Chunks are a few kilobytes, outbox rows some hundred bytes: 8 KB pages serve both. It holds for new files.
            try db.execute(sql: "PRAGMA page_size = 8192; PRAGMA cache_size = -6000; PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    /// Makes the file with mode 0600 before SQLite would make it with the user's mask; log and index inherit it.
    /// - Parameter mustBeNew: nothing may lie there, no link either.
    static func createFile(_ path: String, mustBeNew: Bool = false) throws(StoreError) {
        let isNew = access(path, F_OK) != 0
        let descriptor = open(
            path, O_RDWR | O_CREAT | O_CLOEXEC | (mustBeNew ? O_EXCL | O_NOFOLLOW : 0), 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                code: "database-not-accessible", message: "the database \(path) cannot be opened or made",
                remedy: "See that its folder exists and that this user may write there.",
                cause: String(cString: strerror(errno)))
        }
        if isNew { DurableFile.takeOwner(descriptor, ofFolderOf: path) }
        let mode = fchmod(descriptor, 0o600)
        let cause = String(cString: strerror(errno))
        closeFile(descriptor)
        guard mode == 0 else {
            throw StoreError(
                code: "database-not-accessible", message: "the mode of the database \(path) cannot be set to 0600",
                remedy: "Run as the user that owns the file.", cause: cause)
        }
    }

    /// Past the method of the same name, which would be found first.
    private static func closeFile(_ descriptor: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #elseif canImport(Musl)
            _ = Musl.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }

    static func checkApplication(_ db: GRDB.Database, path: String) throws {
        let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
        guard id == applicationID || (id == 0 && tables == 0) else {
            throw StoreError(
                code: "not-a-database", message: "\(path) is a database of another program",
                remedy: "Check `storage.path` in the configuration.")
        }
    }

    static func refuseNewer(_ db: GRDB.Database, path: String) throws {
        guard try !Migration.migrator.hasBeenSuperseded(db) else {
            throw StoreError(
                code: "database-newer", message: "the database \(path) was written by a newer Doorstroom",
                remedy: "Install that version again, or restore the copy it made before it changed the database: "
                    + "`\(path).before-…`.")
        }
    }

    /// Where a ledger's head was noted there was a database: one made anew would tell partners everything twice.
    private static func refuseLost(_ path: String) throws {
        var status = stat()
        let holdsSomething = stat(path, &status) == 0 && status.st_size > 0
        guard !holdsSomething, let noted = LedgerWitness.noted(beside: path), noted != .nothing else { return }
        throw StoreError(
            code: "database-lost",
            message: "there is no database at \(path), or an empty file, but there was one: "
                + "\(LedgerWitness.path(of: path)) notes its ledger's head",
            remedy: "Put the database back, or restore the newest backup (`doorstroom restore FILE`). To begin anew, "
                + "move that file away first.")
    }

    /// A file with nothing in it passes for a database of any program, and of any age.
    private static func refuseEmpty(_ db: GRDB.Database, path: String) throws {
        guard try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master") == 0 else { return }
        throw StoreError(
            code: "database-empty",
            message: "the database \(path) is an empty file: nothing was ever stored in it, or what it held is lost",
            remedy: "If it held anything, restore the newest backup: `doorstroom restore FILE --force`. "
                + "If not, import a first snapshot: `doorstroom import PATH`.")
    }

    private static func migrate(_ pool: DatabasePool, path: String) throws {
        let (isNew, next) = try pool.read { db -> (Bool, String?) in
            try refuseNewer(db, path: path)
            let applied = try Migration.migrator.appliedIdentifiers(db)
            return (applied.isEmpty, Migration.all.first { !applied.contains($0.identifier) }?.identifier)
        }
        guard let next else { return }
        if isNew {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            }
        } else {
            try copyBeforeMigration(pool, path: path, next: next)
        }
        try Migration.migrator.migrate(pool)
    }

    private static func copyBeforeMigration(_ pool: DatabasePool, path: String, next: String) throws {
        let size = try pool.read { db -> Int in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            return try pages * (Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
        }
        let folder = (path as NSString).deletingLastPathComponent
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder.isEmpty ? "." : folder)
        let free = (attributes[.systemFreeSize] as? NSNumber)?.intValue ?? Int.max
        // The copy, and as much again for what the migration writes into the log.
        guard free > size * 2 else {
            throw StoreError(
                code: "migration-space",
                message: "updating the database needs \(size * 2 / 1_000_000 + 1) MB free beside it, "
                    + "and there are \(free / 1_000_000) MB",
                remedy: "Free space on the disk of \(path), then start again.")
        }
        let copy = "\(path).before-\(next)"
        removeFiles(copy)
        try createFile(copy)
        let target = try DatabaseQueue(path: copy)
        try pool.backup(to: target)
        try target.close()
    }
}
