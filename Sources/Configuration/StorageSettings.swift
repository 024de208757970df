import Workforce

/// Where the employer's data is kept (configuration key `storage`).
package struct StorageSettings: Equatable, Sendable {
    /// The key that employee ids, names and e-mail addresses are encrypted with.
    package enum IdentityKey: Equatable, Sendable {
        /// 32 bytes, read from the reference in the configuration.
        case given([UInt8])
        /// Nothing was configured and none exists: to be made at this path before the database is first written
        /// (`IdentityKeyFile.create`).
        case toBeMade(path: String)
    }

    /// The database file, absolute.
    package var path: String
    package var identityKey: IdentityKey
    /// The file that holds the key, or will; nil where it comes from the environment.
    package var identityKeyFile: String?
}

extension StorageSettings {
    init?(_ section: YamlSection, context: SettingsContext) {
        let written = section.requiredText(
            "path", remedy: "write the path of the database, such as /var/lib/doorstroom/doorstroom.sqlite")
        let path = written.map(context.resolve)
        if let path, path.hasSuffix("/") || context.files.status(path)?.isDirectory == true {
            section.error(
                "invalid-path", "path", value: Shown.value(written ?? ""), "this is a folder",
                remedy: "write the path of a file in it, such as doorstroom.sqlite")
        }
        let reference = SecretReference(section, name: "identityKey", context: context)
        let key = StorageSettings.identityKey(section, reference: reference, databasePath: path, context: context)
        section.finish(hints: [
            "identityKey": "write `identityKeyFile: PATH` and keep the key in that file",
            "key": "write `identityKeyFile: PATH` and keep the key in that file",
        ])
        guard let path, let key else { return nil }
        var file: String? = "\(path).key"
        if section.has("identityKeyFile") {
            file = section.text("identityKeyFile").map { SecretReference.path($0, context: context) }
        } else if section.has("identityKeyEnv") {
            file = nil
        } else if context.files.status(context.resolve("identity.key")) != nil {
            file = context.resolve("identity.key")
        }
        self.init(path: path, identityKey: key, identityKeyFile: file)
    }

    private static func identityKey(
        _ section: YamlSection, reference: SecretReference, databasePath: String?, context: SettingsContext
    ) -> IdentityKey? {
        switch reference {
        case .found(let text, let key, _):
            guard let bytes = IdentityKeyFile.decode(text) else {
                section.error(
                    "invalid-identity-key", key, "the key is not 32 bytes in base64 or hexadecimal",
                    remedy:
                        "make one with `head -c 32 /dev/urandom | base64 > FILE; chmod 600 FILE`, unless the database is already encrypted with another"
                )
                return nil
            }
            return .given(bytes)
        case .wrong: return nil
        case .absent: break
        }
        guard let databasePath else { return nil }
        let beside = context.resolve("identity.key")
        let made = "\(databasePath).key"
        var kept: [UInt8]?
        for path in [beside, made] where context.files.status(path) != nil {
            let read: [UInt8]
            do {
                read = try context.files.read(path, IdentityKeyFile.mostBytes)
            } catch {
                section.error(
                    "unreadable-file", "identityKeyFile",
                    "this user cannot read the file \(SettingsContext.name(of: path))",
                    remedy: "run as the user that owns it, or let it have the file: never write another in its place")
                return nil
            }
            guard let bytes = IdentityKeyFile.decode(read) else {
                section.error(
                    "invalid-identity-key", "identityKeyFile",
                    "the file \(SettingsContext.name(of: path)) does not hold 32 bytes in base64 or hexadecimal",
                    remedy: "put the right key back from its safe place, or name the right file as `identityKeyFile`")
                return nil
            }
            if context.files.status(path)?.isReadableByAll == true {
                section.warning(
                    "readable-secret", "identityKeyFile",
                    "every user of this machine can read \(SettingsContext.name(of: path))",
                    remedy: "run `chmod 600` on it")
            }
            if path == beside { return .given(bytes) }
            kept = bytes
        }
        section.warning(
            "identity-key-beside-database", "identityKeyFile",
            "no key is configured: one is kept beside the database, where whoever copies the folder has both",
            remedy: "move \(SettingsContext.name(of: made)) to a folder of its own and name it as `identityKeyFile`")
        return kept.map(IdentityKey.given) ?? .toBeMade(path: made)
    }
}
