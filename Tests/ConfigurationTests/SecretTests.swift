import DoorstroomConfiguration
import Foundation
import Outreach
import Testing
import Workforce

@Suite("Secrets by reference")
struct SecretTests {
    private func configuration(storage: String = "", endpoint: String) -> String {
        """
        employer: {name: A, registration: "12345678"}
        storage: {path: /d/d.sqlite\(storage)}
        partners:
          - {id: a, name: A, kind: school, regions: ["*"], events: [internships], endpoint: {url: "https://example.org", \(endpoint)}}
        """
    }

    @Test("A file, a credential and an environment variable hold the same secret")
    func references() throws {
        let references = [
            ("secretFile: partner.secret", [:]),
            ("secretFile: /c/partner.secret", [:]),
            ("secretFile: $CREDENTIALS_DIRECTORY/partner.secret", ["CREDENTIALS_DIRECTORY": "/c"]),
            ("secretEnv: TWENTE", ["TWENTE": MemoryFiles.secret]),
        ]
        for (reference, environment) in references {
            let loaded = try MemoryFiles(configuration(endpoint: reference)).load(environment: environment)
            #expect(loaded.settings.partners.first?.endpoint.secret == MemoryFiles.secret)
            #expect(loaded.warnings == [])
        }
    }

    @Test("A private key of its own, with the secret or in its place, signs as v1a")
    func signingKey() throws {
        let key = SigningSecret.encode(Array(repeating: 3, count: 32), kind: .v1a)
        let both = "secretFile: partner.secret, signingKeyFile: key"
        for (endpoint, kinds) in [(both, [SignatureKind.v1, .v1a]), ("signingKeyFile: key", [.v1a])] {
            let partner = try #require(
                try MemoryFiles(configuration(endpoint: endpoint), ["/c/key": key]).load().settings.partners.first)
            #expect(partner.endpoint.signatureKinds == kinds)
            #expect(partner.endpoint.signingKey == key)
            #expect(partner.endpoint.secretFile(.v1a) == "/c/key")
        }
        let environment = try MemoryFiles(configuration(endpoint: "signingKeyEnv: KEY")).load(environment: ["KEY": key])
        #expect(environment.settings.partners.first?.endpoint.secretFile(.v1a) == nil)
    }

    @Test(
        "A secret where a key belongs, and the other way round, is told what it is",
        arguments: [
            ("secretFile", "whsk_AAAA", "`signingKeyFile`"), ("signingKeyFile", "whpk_AAAA", "public key"),
            ("signingKeyFile", MemoryFiles.secret, "`whsk_`"), ("signingKeyFile", "whsk_MDEyMzQ1", "32 bytes"),
        ])
    func mixedUp(key: String, text: String, says: String) {
        let problems = MemoryFiles(configuration(endpoint: "\(key): x"), ["/c/x": text]).problems()
        #expect(problems.count == 1)
        #expect(problems.first?.contains(says) == true)
        #expect(problems.first?.contains(text) == false)
    }

    @Test(
        "A secret that every user can read is warned about, one that a group can read is not",
        arguments: [(0o600, false), (0o640, false), (0o644, true), (0o604, true)])
    func permissions(mode: Int, isWarned: Bool) throws {
        var files = MemoryFiles(configuration(endpoint: "secretFile: partner.secret"))
        files.permissions["/c/partner.secret"] = mode
        #expect(try files.load().warnings.map(\.code) == (isWarned ? ["readable-secret"] : []))
    }

    @Test("A signing secret has 24 to 64 bytes", arguments: [(23, false), (24, true), (64, true), (65, false)])
    func length(count: Int, isValid: Bool) {
        let secret = SigningSecret.encode(Array(repeating: 1, count: count))
        #expect((SigningSecret.fault(of: secret, kind: .v1) == nil) == isValid)
        #expect(SigningSecret.fault(of: String(secret.dropFirst(6)), kind: .v1) != nil)
    }

    @Test("A private key with another's public key behind it is refused with the configuration, not when it is to sign")
    func keyPairs() {
        let seed = Array(0..<32) as [UInt8]
        let own = Array(Data(base64Encoded: "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=") ?? Data())
        #expect(SigningSecret.fault(of: SigningSecret.encode(seed, kind: .v1a), kind: .v1a) == nil)
        #expect(SigningSecret.fault(of: SigningSecret.encode(seed + own, kind: .v1a), kind: .v1a) == nil)
        let mixed = SigningSecret.encode(seed + own.reversed(), kind: .v1a)
        #expect(SigningSecret.fault(of: mixed, kind: .v1a)?.reason.contains("another's") == true)
        let problems = MemoryFiles(configuration(endpoint: "signingKeyFile: x"), ["/c/x": mixed]).problems()
        #expect(problems.count == 1 && problems.first?.contains("another's") == true)
    }

    @Test("A file that is longer than a secret is not cut off and taken", arguments: [(4_096, false), (4_097, true)])
    func tooLong(count: Int, isTooLong: Bool) {
        let endpoint = "secretFile: partner.secret, authentication: {kind: bearer, tokenFile: token}"
        let token = String(repeating: "t", count: count)
        let problems = MemoryFiles(configuration(endpoint: endpoint), ["/c/token": token]).problems()
        #expect(problems.count == (isTooLong ? 1 : 0))
        #expect(problems.allSatisfy { $0.contains("more than 4096 bytes") })
    }

    @Test(
        "A secret that takes a file's place is closed to everybody else, whatever the former was",
        arguments: [
            (0o600, 0o600), (0o640, 0o640), (0o644, 0o640), (0o666, 0o660),
        ])
    func staged(former: Int, mode: Int) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "a.secret").path
        try PrivateFile.write("former", to: path)
        try FileManager.default.setAttributes([.posixPermissions: former], ofItemAtPath: path)
        try PrivateFile.stage("next", for: path, at: path + ".new")
        #expect(ConfigurationFiles.disk.status(path + ".new") == .init(isDirectory: false, permissions: mode))
        try PrivateFile.replace(path, by: path + ".new")
        #expect(try ConfigurationFiles.disk.read(path, 10) == Array("next".utf8))
    }

    @Test("The identity key is base64 or hexadecimal, from a file, a credential or the environment")
    func identityKey() throws {
        let key = Array("0123456789abcdef0123456789abcdef".utf8)
        let hexadecimal = key.map { String($0, radix: 16) }.joined()
        #expect(IdentityKeyFile.decode(hexadecimal) == key)
        #expect(IdentityKeyFile.decode(hexadecimal.uppercased() + "\n") == key)
        #expect(IdentityKeyFile.decode(String(hexadecimal.dropLast())) == nil)
        #expect(IdentityKeyFile.decode(IdentityKeyFile.encode(key)) == key)
        let references = [
            (", identityKeyFile: k", [:]),
            (", identityKeyFile: $CREDENTIALS_DIRECTORY/k", ["CREDENTIALS_DIRECTORY": "/c"]),
            (", identityKeyEnv: KEY", ["KEY": hexadecimal]),
        ]
        for (reference, environment) in references {
            let text = configuration(storage: reference, endpoint: "secretFile: partner.secret")
            let settings = try MemoryFiles(text, ["/c/k": hexadecimal]).load(environment: environment).settings
            #expect(settings.storage.identityKey == .given(key))
        }
    }

    @Test("Without a key one is to be made beside the database, and found there afterwards")
    func keyToBeMade() throws {
        let text = configuration(endpoint: "secretFile: partner.secret")
        var files = MemoryFiles(text)
        files.contents["/c/identity.key"] = nil
        let loaded = try files.load()
        #expect(loaded.settings.storage.identityKey == .toBeMade(path: "/d/d.sqlite.key"))
        #expect(loaded.warnings.map(\.code) == ["identity-key-beside-database"])
        files.contents["/d/d.sqlite.key"] = Array(MemoryFiles.identityKey.utf8)
        let found = try files.load()
        #expect(found.settings.storage.identityKey == .given(Array("0123456789abcdef0123456789abcdef".utf8)))
        #expect(found.warnings.map(\.code) == ["identity-key-beside-database"])
        files.contents["/d/d.sqlite.key"] = Array("damaged".utf8)
        let error = #expect(throws: ConfigurationError.self) { try files.load() }
        #expect(error?.problems.contains { $0.code == "invalid-identity-key" } == true)
    }

    @Test("A key file is made once, for its owner alone, and never overwritten")
    func createKey() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "d.key").path
        let first = try IdentityKeyFile.create(at: path)
        #expect(first.count == 32)
        #expect(ConfigurationFiles.disk.status(path) == .init(isDirectory: false, permissions: 0o600))
        #expect(try IdentityKeyFile.create(at: path) == first)
        try Data("damaged".utf8).write(to: URL(filePath: path))
        #expect(throws: CocoaError.self) { try IdentityKeyFile.create(at: path) }
    }
}
