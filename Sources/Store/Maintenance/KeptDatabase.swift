internal import Foundation
internal import GRDB

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The database that a restore is about to replace, under a second name beside it: `<database>.before-restore-<time>`.
///
/// It stays where it is under its own name as well, until the restored one takes that in one step.
struct KeptDatabase {
    private static let infix = ".before-restore-"

    private let path: String
    private let kept: String

    /// Empties the log of the database into it, names it anew, and takes the log away, which must not lie beside another
    /// one. A database that is damaged keeps its log; of one that is gone only a log may be left.
    init(of path: String) throws {
        self.path = path
        let time = Date().formatted(
            .iso8601.year().month().day().dateSeparator(.omitted).time(includingFractionalSeconds: false)
                .timeSeparator(.omitted))
        kept = "\(path)\(Self.infix)\(time)-\(UUID().uuidString.prefix(4))"
        if Self.exists(path) { try Self.emptyLog(of: path) }
        do {
            for suffix in ["-wal", ".ledger-head", ""] where Self.exists(path + suffix) {
                try DurableFile.name(path + suffix, also: kept + suffix)
            }
            try DurableFile.synchronizeFolder(of: path)
            for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
            try DurableFile.synchronizeFolder(of: path)
        } catch {
            giveUp()
            throw error
        }
    }

    /// Undoes it where the restored database could not take the place: what was there is there alone.
    func giveUp() {
        for suffix in ["-wal", ".ledger-head"] where Self.exists(kept + suffix) {
            // Where both names are one file this does nothing; the second name goes either way.
            renameat(AT_FDCWD, kept + suffix, AT_FDCWD, path + suffix)
            unlink(kept + suffix)
        }
        unlink(kept)
    }

    /// Takes away second names that a kill left of a database that was not replaced: two names of one file that is written
    /// to are two logs.
    static func forgetUnfinished(beside path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        let prefix = (path as NSString).lastPathComponent + infix
        for suffix in ["", ".ledger-head"] {
            guard let own = identity(path + suffix), own.names > 1 else { continue }
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)
            where name.hasPrefix(prefix) {
                let other = (folder as NSString).appendingPathComponent(name)
                if let found = identity(other), found.file == own.file, found.disk == own.disk { unlink(other) }
            }
        }
    }

    private static func emptyLog(of path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        do {
            let database = try DatabaseQueue(path: path, configuration: configuration)
            let isBusy = try database.writeWithoutTransaction { db in
                try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)").map { $0[0] as Int? == 1 } ?? false
            }
            try database.close()
            if isBusy { throw DatabaseError(resultCode: .SQLITE_BUSY) }
        } catch let error as DatabaseError {
            // What cannot be read any more is what is restored for.
            if [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_IOERR].contains(error.resultCode) { return }
            throw StoreError(error, path: path)
        }
    }

    private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private static func identity(_ path: String) -> (disk: UInt64, file: UInt64, names: UInt64)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return (UInt64(status.st_dev), UInt64(status.st_ino), UInt64(status.st_nlink))
    }
}
