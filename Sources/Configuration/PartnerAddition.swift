package import Foundation
package import Outreach
import Workforce

/// Adds a partner to a configuration: its secrets and its file, checked as if they stood there before any is written.
package struct PartnerAddition: Sendable {
    /// A secret of the new partner, and where it is kept.
    package struct Secret: Equatable, Sendable {
        package var kind: SignatureKind
        package var text: String
        /// Absolute.
        package var path: String
    }

    /// Where the partner's file goes, absolute.
    package let path: String
    /// The fresh secrets, which are to be written; those that exist already are not among them.
    package let secrets: [Secret]
    /// As it will be read; nil where no file in the folder is read.
    package let partner: Partner?
    private let text: String

    /// Prepares and checks.
    ///
    /// - Parameters:
    ///   - file: the partner, whose secret files are set here for the kinds without one.
    ///   - kinds: how its events are to be signed.
    ///   - loaded: the configuration as it is, valid.
    /// - Throws: `ConfigurationError` with everything that would be wrong with it, and `file-exists`; nothing is written.
    package init(
        _ file: PartnerFile, signedBy kinds: [SignatureKind], to loaded: LoadedSettings, environment: [String: String],
        files: ConfigurationFiles = .disk, now: Date
    ) throws(ConfigurationError) {
        let folder = SettingsContext.directory(of: loaded.path)
        var file = file
        var secrets: [Secret] = []
        for kind in kinds {
            // An id that is no file name is refused below, where it is read.
            let name = "secrets/\(file.id.replacing("/", with: "_")).\(kind == .v1 ? "secret" : "key")"
            switch kind {
            case .v1 where file.secretFile == nil: file.secretFile = name
            case .v1a where file.signingKeyFile == nil: file.signingKeyFile = name
            default: continue
            }
            secrets.append(Secret(kind: kind, text: SigningSecret.make(kind), path: "\(folder)/\(name)"))
        }
        let path = "\(loaded.settings.partnersDirectory)/\(file.id.replacing("/", with: "_")).yaml"
        let text = file.text
        (self.path, self.text, self.secrets) = (path, text, secrets)
        let taken = ([path] + secrets.map(\.path)).filter { files.status($0) != nil }
        guard taken.isEmpty else {
            throw ConfigurationError(
                problems: taken.map {
                    Problem(
                        code: "file-exists", file: SettingsContext.name(of: $0),
                        reason: "this file exists already, and is not overwritten",
                        remedy: $0 == path
                            ? "edit it, or choose another id"
                            : "sign with it by --secret-file or --signing-key-file \($0), or remove it if no partner has it"
                    )
                })
        }
        // Others' certificates keep nobody from being added.
        let future = try Settings.load(
            path: loaded.path, environment: environment,
            files: files.with([path: text], private: secrets.map { ($0.path, $0.text + "\n") }), now: now,
            sparingOthers: true)
        partner = future.settings.partners.first { $0.id == file.id }
        let troubles = partner?.endpoint.troubles ?? []
        guard troubles.isEmpty else { throw ConfigurationError(problems: troubles) }
    }

    /// Writes the secrets, then the file that names them: whatever cuts it off between leaves no partner without a secret.
    ///
    /// - Parameter owner: to whom the files are given, where the program may; nil keeps them the caller's.
    /// - Throws: `ConfigurationError` that names the file which could not be written; the others are taken away again.
    package func write(owner: FileOwner?) throws(ConfigurationError) {
        var written: [String] = []
        do {
            for secret in secrets {
                try PrivateFile.folder(of: secret.path, mode: 0o700, owner: owner)
                try PrivateFile.write(secret.text + "\n", to: secret.path, owner: owner)
                written.append(secret.path)
            }
            try PrivateFile.folder(of: path, mode: 0o755, owner: owner)
            try PrivateFile.write(text, to: path, owner: owner)
        } catch {
            for path in written { unlink(path) }
            let isTaken = (error as? CocoaError)?.code == .fileWriteFileExists
            throw ConfigurationError(problems: [
                Problem(
                    code: isTaken ? "file-exists" : "unwritable",
                    file: SettingsContext.name(of: written.count < secrets.count ? secrets[written.count].path : path),
                    reason: isTaken
                        ? "this file has just been made by somebody else" : "the file cannot be written",
                    remedy: isTaken
                        ? "see what it is, then try again"
                        : "run this as the user who may write to the configuration's folder, with space left")
            ])
        }
    }
}

extension ConfigurationFiles {
    /// These files with others beside them that are not there yet.
    func with(_ texts: [String: String], private secrets: [(path: String, text: String)]) -> ConfigurationFiles {
        var contents = texts
        for secret in secrets { contents[secret.path] = secret.text }
        let added = contents
        let base = self
        return ConfigurationFiles(
            status: { path in
                if added[path] != nil { return Status(isDirectory: false, permissions: 0o600) }
                if let status = base.status(path) { return status }
                return added.keys.contains { $0.hasPrefix(path + "/") }
                    ? Status(isDirectory: true, permissions: 0o700) : nil
            },
            read: { path, limit in
                try added[path].map { Array($0.utf8.prefix(limit)) } ?? base.read(path, limit)
            },
            list: { path in
                let own = added.keys.filter { SettingsContext.directory(of: $0) == path }.map(SettingsContext.name)
                let there = base.status(path) == nil ? [] : try base.list(path)
                return Set(there + own).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            })
    }
}
