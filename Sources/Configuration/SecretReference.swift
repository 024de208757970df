import Foundation
import Workforce

/// A secret by reference: `<name>File`, which may begin with `$CREDENTIALS_DIRECTORY/`, or `<name>Env`.
///
/// The text never appears in a problem; a secret written in the configuration itself is refused.
enum SecretReference {
    /// The text, without white space around it, the key that named it, and the file that a person may write anew.
    case found(String, key: String, file: String?)
    case absent
    /// Something is wrong with it, and has been reported.
    case wrong

    private static let credentials = "$CREDENTIALS_DIRECTORY/"

    /// - Parameters:
    ///   - limit: most bytes that a file may have.
    ///   - forOwnerOnly: a file that every user of the machine can read is refused, not warned about.
    init(
        _ section: YamlSection, name: String, context: SettingsContext, limit: Int = 4096, forOwnerOnly: Bool = false
    ) {
        let (fileKey, environmentKey) = ("\(name)File", "\(name)Env")
        let hasBoth = section.has(fileKey) && section.has(environmentKey)
        if hasBoth {
            section.error(
                "contradiction", environmentKey, "`\(fileKey)` and `\(environmentKey)` are both given",
                remedy: "keep one of them")
            self = .wrong
        } else if section.has(fileKey) {
            self = SecretReference.read(
                section, key: fileKey, context: context, limit: limit, forOwnerOnly: forOwnerOnly)
        } else if section.has(environmentKey) {
            self = SecretReference.lookUp(section, key: environmentKey, context: context)
        } else {
            self = .absent
        }
    }

    private static func read(
        _ section: YamlSection, key: String, context: SettingsContext, limit: Int, forOwnerOnly: Bool
    ) -> SecretReference {
        guard let written = section.text(key) else { return .wrong }
        if written.hasPrefix("whsec_") || written.hasPrefix("whsk_") {
            section.error(
                "inline-secret", key, "the secret itself stands here",
                remedy:
                    "write it to a file of mode 600 and give that file's path; take a new secret, this one has been read"
            )
            return .wrong
        }
        var path = context.resolve(written)
        if written.hasPrefix(credentials) {
            guard let directory = context.environment["CREDENTIALS_DIRECTORY"], !directory.isEmpty else {
                section.error(
                    "no-credentials-directory", key, "$CREDENTIALS_DIRECTORY is not set",
                    remedy: "run under systemd with `LoadCredential=`, or give the path of a file")
                return .wrong
            }
            path = "\(directory)/\(written.dropFirst(credentials.count))"
        }
        guard let status = context.files.status(path), !status.isDirectory else {
            section.error(
                "missing-file", key, value: Shown.value(written), "there is no file \(Shown.value(written))",
                remedy: "write the secret to that file, mode 600, or correct the path")
            return .wrong
        }
        let bytes: [UInt8]
        do {
            bytes = try context.files.read(path, limit + 1)
        } catch {
            section.error(
                "unreadable-file", key, value: Shown.value(written), "the file \(Shown.value(written)) cannot be read",
                remedy: "let the user that runs Doorstroom read it, and nobody else")
            return .wrong
        }
        // Cut off it would be a secret of another text.
        guard bytes.count <= limit else {
            section.error(
                "file-too-long", key, value: Shown.value(written),
                "the file \(Shown.value(written)) has more than \(limit) bytes",
                remedy: "write the secret alone to it, or correct the path")
            return .wrong
        }
        if status.isReadableByAll {
            if forOwnerOnly {
                section.error(
                    "readable-secret", key, value: Shown.value(written),
                    "every user of this machine can read \(Shown.value(written))",
                    remedy: "run `chmod 600` on it, and take a new secret if others have used the machine")
                return .wrong
            }
            section.warning(
                "readable-secret", key, value: Shown.value(written),
                "every user of this machine can read \(Shown.value(written))", remedy: "run `chmod 600` on it")
        }
        return found(bytes, section: section, key: key, file: written.hasPrefix(credentials) ? nil : path)
    }

    /// Where a reference leads.
    static func path(_ written: String, context: SettingsContext) -> String {
        guard written.hasPrefix(credentials), let directory = context.environment["CREDENTIALS_DIRECTORY"] else {
            return context.resolve(written)
        }
        return "\(directory)/\(written.dropFirst(credentials.count))"
    }

    private static func lookUp(_ section: YamlSection, key: String, context: SettingsContext) -> SecretReference {
        guard let variable = section.text(key) else { return .wrong }
        guard let value = context.environment[variable], !value.isEmpty else {
            section.error(
                "missing-environment", key, value: Shown.value(variable),
                "the environment variable \(Shown.value(variable)) is not set",
                remedy: "set it for the service, or give a file instead")
            return .wrong
        }
        return found(Array(value.utf8), section: section, key: key, file: nil)
    }

    private static func found(
        _ bytes: [UInt8], section: YamlSection, key: String, file: String?
    ) -> SecretReference {
        let text = String(validating: bytes, as: UTF8.self)?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        guard !text.isEmpty else {
            section.error("empty-secret", key, "the secret is empty", remedy: "write the secret to it")
            return .wrong
        }
        return .found(text, key: key, file: file)
    }
}
