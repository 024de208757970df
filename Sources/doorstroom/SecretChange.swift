import Daemon
import DoorstroomConfiguration
import Foundation
import Outreach

/// A new secret on its way into the file that the configuration names.
///
/// First it is written beside that file, then it is put in force, then it takes the file's place. Cut off before the
/// second step nothing has happened; cut off after it the database knows the secret and signs with it. Either way the
/// next call takes the same secret up again.
struct SecretChange {
    let secret: String
    /// Why the file is not to be written; empty when it is.
    let obstacle: String
    private let file: String?
    /// Everybody could read the former secret's file.
    private let closesFile: Bool
    private let staged: String
    private let partner: String
    private let kind: SignatureKind

    /// - Parameter startsAnew: what an interrupted call left is thrown away: it may be known to whoever knows the former.
    /// - Throws: nothing is changed then.
    init(_ partner: Partner, _ kind: SignatureKind, in settings: Settings, startsAnew: Bool) throws {
        self.partner = partner.id
        self.kind = kind
        let named = partner.endpoint.secretFile(kind)
        let places = named.map(SecretChange.places)
        staged = places?.staged ?? ""
        let sharing = settings.partners.contains { other in
            SignatureKind.allCases.contains { otherKind in
                (other.id != partner.id || otherKind != kind) && named != nil
                    && other.endpoint.secretFile(otherKind) == named
            }
        }
        guard let path = places?.file, !sharing else {
            file = nil
            closesFile = false
            obstacle =
                sharing
                ? "other partners are signed for with the same file"
                : "it comes from the environment or from the service manager"
            secret = SigningSecret.make(kind)
            return
        }
        closesFile = ConfigurationFiles.disk.status(path)?.isReadableByAll ?? false
        if startsAnew {
            if unlink(staged) != 0, errno != ENOENT {
                throw DaemonError(
                    .failed, code: "staged-secret-kept", message: "\(staged) is left of an interrupted rotation.",
                    remedy: "Remove it, or run the same command as the user that owns it.")
            }
        } else if let left = try SecretChange.unfinished(at: staged, kind: kind) {
            (secret, file, obstacle) = (left, path, "")
            return
        }
        secret = SigningSecret.make(kind)
        do {
            try PrivateFile.stage(secret + "\n", for: path, at: staged)
            (file, obstacle) = (path, "")
        } catch let error as CocoaError where error.code == .fileWriteNoPermission {
            (file, obstacle) = (nil, "this user may not write beside \(path), or give a file to its owner")
        } catch let error as CocoaError where error.code == .fileWriteVolumeReadOnly {
            (file, obstacle) = (nil, "the file system of \(path) is read-only")
        } catch {
            let isFull = (error as? CocoaError)?.code == .fileWriteOutOfSpace
            throw DaemonError(
                isFull ? .temporary : .failed, code: isFull ? "disk-full" : "secret-file-unwritable",
                message: "The new secret cannot be written to \(staged)\(isFull ? ": the disk is full" : "").",
                remedy: (isFull ? "Free space" : "See what is in the way there")
                    + ", and try again; nothing was changed.")
        }
    }

    /// Where a secret's file is, and where the next one is written before it takes its place: beside the file itself, whatever
    /// links lead to it.
    static func places(of named: String) -> (file: String, staged: String) {
        let file = URL(filePath: named).resolvingSymlinksInPath().path
        return (file, file + ".new")
    }

    /// Whether the secret stands in a file.
    var isKept: Bool { file != nil }

    /// Puts the secret, which is in force now, in the file's place.
    /// - Parameter done: what has been done already.
    func finish(_ done: String) throws(DaemonError) {
        guard let file else { return }
        do {
            try PrivateFile.replace(file, by: staged)
        } catch {
            // Somebody else took the same rotation up at the same time, and was faster.
            if let kept = try? SecretChange.secret(in: file, kind: kind), kept == secret { return }
            throw DaemonError(
                .failed, code: "secret-file-kept",
                message: "\(done). Its file could not be replaced: \(file).",
                remedy: "The new secret is in \(staged): run `mv \(staged) \(file)`.")
        }
    }

    /// Where the secret is from now on, or has to be put.
    var place: [String] {
        if let file {
            let closed =
                "Other users of this machine could read the former one, and cannot read this one: let \(file) be "
                + "owned by the user that runs Doorstroom, or by a group of theirs."
            return ["It is kept in \(file), as the former one was."] + (closesFile ? [closed] : [])
        }
        return [
            "It could not be put where the configuration reads it (\(obstacle)): put it there (`endpoint.\(kind.referenceName)File` of \(partner)), "
                + "or a restored database signs with the former one."
        ]
    }

    /// The secret that an earlier call has left that was cut off; nil when there is none, or only the beginning of one.
    ///
    /// - Throws: when it cannot be read: it may be in force already, and must not be written over.
    private static func unfinished(at staged: String, kind: SignatureKind) throws(DaemonError) -> String? {
        guard ConfigurationFiles.disk.status(staged) != nil else { return nil }
        do {
            return try secret(in: staged, kind: kind)
        } catch {
            throw DaemonError(
                .failed, code: "staged-secret-unreadable",
                message: "\(staged) is left of an interrupted rotation, and cannot be read.",
                remedy: "Run the same command as the user that owns it; nothing was changed.")
        }
    }

    /// The secret in a file; nil for what is none.
    private static func secret(in path: String, kind: SignatureKind) throws -> String? {
        let bytes = try ConfigurationFiles.disk.read(path, 4096)
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return SigningSecret.fault(of: text, kind: kind) == nil ? text : nil
    }
}
