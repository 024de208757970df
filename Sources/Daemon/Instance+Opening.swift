package import DoorstroomConfiguration
import Foundation
package import Logging
package import Store

extension Instance {
    /// Opens the employer's database as its owner.
    ///
    /// - Throws: exit code 4 when another instance holds it.
    package static func open(
        _ loaded: LoadedSettings, clock: DaemonClock = .system, logger: Logger, environment: [String: String]
    ) throws(DaemonError) -> Instance {
        let storage = loaded.settings.storage
        do {
            let folder = (storage.path as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            if case .toBeMade(let path) = storage.identityKey {
                guard !FileManager.default.fileExists(atPath: storage.path) else {
                    throw DaemonError(
                        .usage, code: "identity-key-missing",
                        message: "The database exists, and its identity key does not.",
                        remedy: "Put the key file back (from where you keep it apart from backups) at \(path).")
                }
                try IdentityKeyFile.create(at: path)
            }
            let database = try withIdentityKey(loaded.settings) {
                try Database.openForWriting(storage.path, identityKey: $0)
            }
            if let file = storage.identityKeyFile { try KeyRotation.settle(file, with: database) }
            let instance = Instance(
                loaded: loaded, database: database, clock: clock, logger: logger,
                notifier: ServiceManagerNotifier(environment: environment))
            if let lost = database.lostHead { try instance.tell(ofLost: lost) }
            if database.isHeadMissing { try instance.tellOfMissingHead() }
            instance.resumeErasures()
            return instance
        } catch {
            throw DaemonError(error)
        }
    }

    /// What cannot be finished now is told, and tried again at the next start.
    private func resumeErasures() {
        do {
            try Erasing(self).resume()
        } catch {
            let error = DaemonError(error)
            logger.error("An erasure is not done yet", metadata: ["code": "\(error.code)"])
            raise(code: "erasure-open", text: "An erasure is not done yet: \(error.message) \(error.remedy)")
        }
    }

    /// Said once, as a notice that stands until it is read: the next commit notes the head that is there now.
    private func tell(ofLost head: LedgerHead) throws {
        let text =
            "The delivery ledger does not hold line \(head.number) as it was noted beside the database: states of "
            + "deliveries were lost, or the database is not the one that was here. What was delivered in them may be sent "
            + "once more. Find out whether a disk failed or a file was replaced, and run 'doorstroom ledger verify'."
        logger.error("The delivery ledger is shorter than it was, or another one", metadata: ["code": "ledger-cut"])
        try Notices(self).raise(code: "ledger-cut", text: text)
    }

    /// Without the note a ledger that was cut or rewritten would not be missed.
    private func tellOfMissingHead() throws {
        let text =
            "The note of the delivery ledger's head beside the database was missing or could not be read. Hold the ledger "
            + "against a head from the journal: 'doorstroom ledger verify --head NUMBER:HASH'. A new note was made."
        logger.error("The note of the ledger's head is missing", metadata: ["code": "ledger-head-missing"])
        try Notices(self).raise(code: "ledger-head-missing", text: text)
    }

    /// Opens the database for reading beside its owner.
    package static func openForReading(_ settings: Settings) throws(DaemonError) -> Database {
        do {
            return try withIdentityKey(settings) {
                try Database.openForReading(settings.storage.path, identityKey: $0)
            }
        } catch {
            throw DaemonError(error)
        }
    }

    /// Opens with the configured key; where that is not the database's, with the one of a rotation that was interrupted, or
    /// that was made since the configuration was read.
    private static func withIdentityKey(
        _ settings: Settings, _ open: (IdentityKey) throws -> Database
    ) throws -> Database {
        let key = try identityKey(settings)
        do {
            return try open(key)
        } catch let error as StoreError where error.code == "identity-key-wrong" {
            let file = settings.storage.identityKeyFile
            let others = [try KeyRotation.waiting(file), try KeyRotation.present(file)].compactMap { $0 }
            for other in others where other.id != key.id {
                do { return try open(other) } catch let again as StoreError where again.code == error.code { continue }
            }
            throw error
        }
    }

    private static func identityKey(_ settings: Settings) throws -> IdentityKey {
        switch settings.storage.identityKey {
        case .given(let bytes): try IdentityKey(bytes: bytes)
        case .toBeMade(let path): try IdentityKey.read(path)
        }
    }
}

extension Instance {
    /// Puts a backup in the place of the database of this configuration.
    ///
    /// - Parameter replacing: whether a database that is there may be replaced.
    package static func restore(_ file: String, settings: Settings, replacing: Bool) throws(DaemonError) {
        do {
            let folder = (settings.storage.path as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Database.restore(
                from: file, to: settings.storage.path, identityKey: try identityKey(settings), force: replacing)
        } catch {
            throw DaemonError(error)
        }
    }
}
