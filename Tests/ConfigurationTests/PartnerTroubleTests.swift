import DoorstroomConfiguration
import Foundation
import Outreach
import Testing
import Workforce

@Suite("Files of one partner's endpoint that cannot be used")
struct PartnerTroubleTests {
    private let sideFiles = [
        "/c/valid.pem": TestCertificates.valid, "/c/expired.pem": TestCertificates.expired,
        "/c/key.pem": TestCertificates.key, "/c/other.pem": TestCertificates.otherKey, "/c/empty": "\n",
        "/c/short": "whsec_c2hvcnQ=\n", "/c/no.pem": "no certificate\n", "/c/open": "a-token\n",
    ]

    /// A configuration of two partners, of whom the first has this endpoint.
    private func files(_ endpoint: String) -> MemoryFiles {
        var files = MemoryFiles(
            """
            employer: {name: A, registration: "12345678"}
            storage: {path: /d/d.sqlite}
            partners:
              - {id: a, name: A, kind: school, regions: ["*"], events: [internships], endpoint: {url: "https://a.example", \(endpoint)}}
              - {id: b, name: B, kind: school, regions: ["*"], events: [internships], endpoint: {url: "https://b.example", secretFile: partner.secret}}
            """, sideFiles)
        files.permissions["/c/open"] = 0o644
        return files
    }

    private func code(_ body: () throws(ConfigurationError) -> Void) -> [String] {
        do throws(ConfigurationError) {
            try body()
            return []
        } catch {
            return error.problems.filter { $0.severity == .error }.map(\.code)
        }
    }

    @Test(
        "They keep that partner waiting and nobody else; for the check they are errors",
        arguments: [
            ("secretFile: gone", "missing-file"), ("secretFile: empty", "empty-secret"),
            ("secretFile: short", "invalid-secret"), ("secretEnv: UNSET", "missing-environment"),
            ("secretFile: $CREDENTIALS_DIRECTORY/a", "no-credentials-directory"),
            (
                "secretFile: partner.secret, clientCertificate: {certificateFile: expired.pem, keyFile: key.pem}",
                "certificate-expired"
            ),
            (
                "secretFile: partner.secret, clientCertificate: {certificateFile: valid.pem, keyFile: other.pem}",
                "foreign-key"
            ),
            (
                "secretFile: partner.secret, clientCertificate: {certificateFile: valid.pem, keyFile: gone}",
                "missing-file"
            ),
            ("secretFile: partner.secret, caFile: no.pem", "invalid-certificate"),
            ("secretFile: partner.secret, caFile: gone.pem", "missing-file"),
            ("secretFile: partner.secret, authentication: {kind: bearer, tokenFile: open}", "readable-secret"),
            (
                "secretFile: partner.secret, proxy: {url: \"http://p.example:1\", authentication: {kind: basic, user: u, passwordFile: gone}}",
                "missing-file"
            ),
        ])
    func spared(endpoint: String, code: String) throws {
        let files = files(endpoint)
        #expect(self.code { () throws(ConfigurationError) in _ = try files.load() } == [code])
        let loaded = try files.load(sparingOthers: true)
        #expect(loaded.settings.partners.map(\.id) == ["a", "b"])
        #expect(loaded.settings.partners.map { $0.endpoint.troubles.map(\.code) } == [[code], []])
        #expect(loaded.settings.partners.last?.endpoint.secret == MemoryFiles.secret)
        #expect(loaded.partnerTroubles.map(\.code) == [code])
        #expect(loaded.partnerTroubles.allSatisfy { $0.line == 4 && !$0.remedy.isEmpty })
        #expect(!loaded.warnings.contains { $0.severity == .error })
    }

    @Test(
        "The file of a secret that the partner signs with is that partner's matter as well: its events go out meanwhile",
        arguments: [("gone", "missing-file"), ("empty", "empty-secret"), ("short", "invalid-secret")])
    func inbound(file: String, code: String) throws {
        var files = files("secretFile: partner.secret")
        let text = String(decoding: files.contents["/c/doorstroom.yaml"] ?? [], as: UTF8.self)
        let api = "partnerApi: {requireSignature: true, inboundSecretFile: \(file)}"
        files.contents["/c/doorstroom.yaml"] = Array(
            text.replacing(
                "secretFile: partner.secret}}\n  - {id: b", with: "secretFile: partner.secret}, \(api)}\n  - {id: b"
            ).utf8)
        #expect(self.code { () throws(ConfigurationError) in _ = try files.load() } == [code])
        let loaded = try files.load(sparingOthers: true)
        let partner = try #require(loaded.settings.partners.first)
        #expect(partner.endpoint.troubles == [] && partner.endpoint.secret == MemoryFiles.secret)
        #expect(partner.api.troubles.map(\.code) == [code])
        // What was asked for is not let go of: without the secret nothing verifies.
        #expect(partner.api.requiresSignature && partner.api.inboundSecret == nil)
        #expect(loaded.settings.partners.last?.api == Partner.APIAccess())
        #expect(loaded.partnerTroubles.map(\.code) == [code])
    }

    @Test("A reload takes up what went wrong with a file, and what was mended")
    func reload() throws {
        let endpoint =
            "secretFile: partner.secret, clientCertificate: {certificateFile: c.pem, keyFile: key.pem}"
        var whole = files(endpoint)
        whole.contents["/c/c.pem"] = Array(TestCertificates.valid.utf8)
        var broken = whole
        broken.contents["/c/c.pem"] = Array(TestCertificates.expired.utf8)
        let now = moment("2026-11-23T12:00:00Z")
        let start = try whole.load()
        let (worse, first) = Settings.reload(current: start, environment: [:], files: broken.port, now: now)
        #expect(first == nil)
        #expect(worse.settings.partners.map { $0.endpoint.troubles.count } == [1, 0])
        let (better, second) = Settings.reload(current: worse, environment: [:], files: whole.port, now: now)
        #expect(second == nil)
        #expect(better.settings == start.settings)
    }

    @Test(
        "A mistake in the configuration itself refuses the whole, with what is wrong with files beside it",
        arguments: [
            ("secretFile: gone, timeoutSeconds: 0", ["missing-file", "out-of-range"]),
            ("secretFile: partner.secret, secret: abc", ["refused-key"]),
            ("timeoutSeconds: 5", ["missing-key"]),
            ("secretFile: whsec_c2hvcnQ=", ["inline-secret"]),
        ])
    func mistakes(endpoint: String, codes: [String]) {
        let files = files(endpoint)
        #expect(
            Set(code { () throws(ConfigurationError) in _ = try files.load(sparingOthers: true) }) == Set(codes))
    }
}
