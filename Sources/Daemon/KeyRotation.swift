import DoorstroomConfiguration
import Foundation
import Logging
import Store

/// The `keys rotate` verb: a new identity key in the place of the one in its file.
///
/// The new key lies beside the file, on disk, before the database is encrypted with it, and takes the file's place after.
/// Wherever the process ends, the file or the one beside it holds the key of the database, and whoever opens it takes that.
struct KeyRotation {
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func run() throws -> OperationReply {
        instance.enter(.rotate)
        guard let file = instance.settings.storage.identityKeyFile else {
            throw DaemonError(
                .usage, code: "identity-key-not-a-file",
                message: "The identity key comes from the environment, where it cannot be replaced.",
                remedy: "Write it to a file of mode 600, name that as 'storage.identityKeyFile', then rotate.")
        }
        let bytes = InitialConfiguration.systemRandom(IdentityKeyFile.byteCount)
        let former = try Data(contentsOf: URL(fileURLWithPath: file))
        let formerID = try IdentityKey(bytes: IdentityKeyFile.decode(String(decoding: former, as: UTF8.self)) ?? []).id
        let kept = Self.former(file, id: formerID)
        do {
            try DurableFile.write(former, to: kept)
            try DurableFile.write(Data(IdentityKeyFile.encode(bytes).utf8), to: Self.next(file))
        } catch {
            throw Self.unwritten(file, because: error)
        }
        do {
            try instance.database.rotateIdentityKey(to: IdentityKey(bytes: bytes))
        } catch {
            try Self.settle(file, with: instance.database)
            throw error
        }
        try DurableFile.move(Self.next(file), to: file)
        instance.logger.notice("The identity key was rotated")
        return OperationReply(
            message:
                "rotated; \(file) holds the new key: copy it to where you keep it apart from backups. Backups made until "
                + "now need the former one, which is kept as \(kept): move it to the same place, and delete it with the "
                + "last of them")
    }

    /// Why nothing could be put beside the key's file.
    static func unwritten(_ file: String, because error: any Error) -> any Error {
        if let error = error as? StoreError, error.code == "disk-full" { return error }
        return DaemonError(
            .failed, code: "identity-key-folder",
            message:
                "The folder of the identity key, \((file as NSString).deletingLastPathComponent), cannot be written.",
            remedy:
                "Let the user that runs this write there while it rotates, or stop the daemon and rotate as root; a "
                + "credential of the service manager is rotated in the file that it is loaded from.")
    }

    /// Where the new key waits until the database is encrypted with it.
    static func next(_ file: String) -> String { file + ".new" }

    private static func former(_ file: String, id: String) -> String { "\(file).\(id)" }

    /// The key of a rotation that was interrupted; nil where there was none.
    static func waiting(_ file: String?) throws -> IdentityKey? { try present(file.map(next)) }

    /// The key that a file holds now; nil where there is none, or none that is whole.
    static func present(_ file: String?) throws -> IdentityKey? {
        guard let file, let data = FileManager.default.contents(atPath: file) else { return nil }
        return try IdentityKeyFile.decode(String(decoding: data, as: UTF8.self)).map { try IdentityKey(bytes: $0) }
    }

    /// Ends an interrupted rotation, by the key that the database has.
    static func settle(_ file: String, with database: Database) throws {
        let manager = FileManager.default
        for left in try unfinished(beside: file) { try manager.removeItem(atPath: left) }
        if manager.fileExists(atPath: next(file)) {
            if try waiting(file)?.id == database.identityKeyID {
                try DurableFile.move(next(file), to: file)
            } else {
                // The database was not encrypted with it, and never will be.
                try manager.removeItem(atPath: next(file))
            }
        }
        // What was kept for a rotation that did not come about is a second copy of the key in force.
        guard let id = database.identityKeyID, manager.fileExists(atPath: former(file, id: id)),
            try present(file)?.id == id
        else { return }
        try manager.removeItem(atPath: former(file, id: id))
    }

    /// What a kill left of key files that were being written: each may be a copy of a key. Where this user may not look, or
    /// not delete, another one left it.
    private static func unfinished(beside file: String) throws -> [String] {
        let (folder, name) = ((file as NSString).deletingLastPathComponent, (file as NSString).lastPathComponent)
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)
                .filter { $0.hasPrefix(name + ".") && $0.hasSuffix(DurableFile.unfinishedSuffix) }
                .map { (folder as NSString).appendingPathComponent($0) }
                .filter(FileManager.default.isDeletableFile)
        } catch CocoaError.fileReadNoPermission {
            return []
        }
    }
}
