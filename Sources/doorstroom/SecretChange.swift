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
    private let staged: String
    private let partner: String
    private let kind: SignatureKind

    /// - Parameter startsAnew: what an interrupted call left is thrown away: it may be known to whoever knows the former.
    /// - Throws: nothing is changed then.
    init(_ partner: Partner, _ kind: SignatureKind, in settings: Settings, startsAnew: Bool) throws {
        self.partner = partner.id
        self.kind = kind
        let named = partner.endpoint.secretFile(kind)
        let path = named.map { URL(filePath: $0).resolvingSymlinksInPath().path }
        staged = (path ?? "") + ".new"
        let sharing = settings.partners.contains { other in
            SignatureKind.allCases.contains { otherKind in
                (other.id != partner.id || otherKind != kind) && named != nil
                    && other.endpoint.secretFile(otherKind) == named
            }
        }
        guard let path, !sharing else {
            file = nil
            obstacle =
                sharing
                ? "other partners are signed for with the same file"
                : "it comes from the environment or from the service manager"
            secret = SigningSecret.make(kind)
            return
        }
        if startsAnew {
            if unlink(staged) != 0, errno != ENOENT {
                throw DaemonError(
                    .failed, code: "staged-secret-kept", message: "\(staged) is left of an interrupted rotation.",
                    remedy: "Remove it, or run the same command as the user that owns it.")
            }
        } else if let left = SecretChange.left(at: staged, kind: kind) {
            (secret, file, obstacle) = (left, path, "")
            return
        }
        secret = SigningSecret.make(kind)
        do {
            try PrivateFile.stage(secret + "\n", for: path, at: staged)
            (file, obstacle) = (path, "")
        } catch {
            (file, obstacle) = (nil, "this user may not write beside \(path), or give a file to its owner")
        }
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
            if SecretChange.left(at: file, kind: kind) == secret { return }
            throw DaemonError(
                .failed, code: "secret-file-kept",
                message: "\(done). Its file could not be replaced: \(file).",
                remedy: "The new secret is in \(staged): run `mv \(staged) \(file)`.")
        }
    }

    /// Where the secret is from now on, or has to be put.
    var place: [String] {
        if let file { return ["It is kept in \(file), as the former one was."] }
        return [
            "It could not be put where the configuration reads it (\(obstacle)): put it there (`endpoint.\(kind.referenceName)File` of \(partner)), "
                + "or a restored database signs with the former one."
        ]
    }

    /// The secret in a file, such as an earlier call has left that was cut off; nil when there is none.
    private static func left(at path: String, kind: SignatureKind) -> String? {
        guard let bytes = try? ConfigurationFiles.disk.read(path, 4096) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return SigningSecret.fault(of: text, kind: kind) == nil ? text : nil
    }
}
