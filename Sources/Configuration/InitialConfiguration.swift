import Outreach

/// What `doorstroom init DIR` writes: a configuration that works at once, with fresh secrets.
///
/// The texts are those of `Config`, carried by the binary. The one partner is the sandbox on this machine, so that a
/// first scan has somebody to send to; its file is there to be copied or removed.
package struct InitialConfiguration: Equatable, Sendable {
    package struct File: Equatable, Sendable {
        /// Relative to the folder.
        package var path: String
        package var contents: [UInt8]
        /// Whether only the owner may read it.
        package var isPrivate: Bool
    }

    /// Where `doorstroom sandbox` listens unless told otherwise.
    package static let sandboxPort = 8480

    package var files: [File]

    /// - Parameter random: gives that many unpredictable bytes.
    package init(random: (_ count: Int) -> [UInt8] = InitialConfiguration.systemRandom) {
        let key = IdentityKeyFile.encode(random(IdentityKeyFile.byteCount))
        let secret = SigningSecret.encode(random(32)) + "\n"
        files = [
            File(path: "doorstroom.yaml", contents: Defaults.configuration, isPrivate: false),
            File(path: "identity.key", contents: Array(key.utf8), isPrivate: true),
            File(path: "mappings/canonical.yaml", contents: Defaults.canonicalMapping, isPrivate: false),
            File(path: "partners.d/sandbox.yaml", contents: Array(InitialConfiguration.sandbox.utf8), isPrivate: false),
            File(path: "scorecards/default.yaml", contents: Defaults.scorecard, isPrivate: false),
            File(path: "secrets/sandbox.secret", contents: Array(secret.utf8), isPrivate: true),
        ]
        files += Defaults.statutes.map { File(path: "statutes/\($0.name)", contents: $0.bytes, isPrivate: false) }
    }

    /// Writes another place of the database into the configuration: absolute, outside the folder of the configuration.
    package mutating func place(database path: String) {
        guard let index = files.firstIndex(where: { $0.path == "doorstroom.yaml" }) else { return }
        let text = String(decoding: files[index].contents, as: UTF8.self)
        files[index].contents = Array(text.replacing("path: data/doorstroom.sqlite", with: "path: \(path)").utf8)
    }

    /// Bytes of the system's generator.
    package static func systemRandom(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    private static let sandbox = """
        # The sandbox on this machine, to try things out: start it with `doorstroom sandbox`.
        # Real partners are added with `doorstroom partners add`; remove this one before real people's data is read.
        id: sandbox
        name: Sandbox
        kind: mobility-centre           # mobility-centre | uwv | municipality | school | employer | intermediary | sector-fund
        regions: ["*"]                  # labour-market regions, or ["*"] for all
        events: [redundancies, internships]
        endpoint:
          url: "http://127.0.0.1:\(sandboxPort)/hooks/sandbox"
          secretFile: secrets/sandbox.secret     # relative to doorstroom.yaml
        agreement: {reference: try-out, disclosure: aggregate, release: automatic}

        """
}
