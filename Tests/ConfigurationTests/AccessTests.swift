import DoorstroomConfiguration
import Foundation
import Outreach
import Testing
import Workforce

@Suite("How partners' endpoints let requests in")
struct AccessTests {
    private let sideFiles = [
        "/c/token": "a-token\n", "/c/word": "a-word\n", "/c/user": "doorstroom\n", "/c/sesame": "open-sesame\n",
        "/c/valid.pem": TestCertificates.valid, "/c/soon.pem": TestCertificates.expiring,
        "/c/key.pem": TestCertificates.key, "/c/locked.pem": TestCertificates.lockedKey,
    ]

    private func load(
        _ endpoint: String = "", top: String = "", url: String = "https://example.org",
        now: String = "2026-11-23T12:00:00Z"
    ) throws -> (endpoint: Partner.Endpoint, warnings: [String]) {
        let text = """
            employer: {name: A, registration: "12345678"}
            storage: {path: /d/d.sqlite}
            \(top)
            partners:
              - {id: a, name: A, kind: school, regions: ["*"], events: [internships], endpoint: {url: "\(url)", secretFile: partner.secret\(endpoint)}}
            """
        let loaded = try MemoryFiles(text, sideFiles).load(now: now)
        return (try #require(loaded.settings.partners.first?.endpoint), loaded.warnings.map(\.code))
    }

    @Test("Nothing is asked for that is not written")
    func plain() throws {
        let (endpoint, warnings) = try load()
        #expect(endpoint.authentication == nil && endpoint.clientCertificate == nil && endpoint.authorities == nil)
        #expect(endpoint.handshake == nil && endpoint.proxy == nil)
        #expect(warnings == [])
    }

    @Test("A bearer token, a password and a client's secret come from files of their own")
    func authentication() throws {
        #expect(
            try load(", authentication: {kind: bearer, tokenFile: token}").endpoint.authentication
                == .bearer(Secret("a-token")))
        let basic = Partner.Authentication.basic(user: "doorstroom", password: Secret("a-word"))
        for user in ["user: doorstroom", "userFile: user"] {
            let text = ", authentication: {kind: basic, \(user), passwordFile: word}"
            #expect(try load(text).endpoint.authentication == basic)
        }
        var client = Partner.OAuth2Client(
            tokenURL: "https://login.example.org/token", clientID: "doorstroom", clientSecret: Secret("a-word"))
        let base =
            "kind: oauth2, tokenUrl: \"https://login.example.org/token\", clientId: doorstroom, clientSecretFile: word"
        #expect(try load(", authentication: {\(base)}").endpoint.authentication == .oauth2(client))
        client.scope = "events.write"
        client.audience = "hooks"
        client.proof = .body
        client.authorities = Array(TestCertificates.valid.utf8)
        let whole =
            ", authentication: {\(base), scope: events.write, audience: hooks, clientAuthentication: body, caFile: valid.pem}"
        #expect(try load(whole).endpoint.authentication == .oauth2(client))
        // Loopback is where things are tried out.
        let local = try load(", authentication: {kind: bearer, tokenFile: token}", url: "http://127.0.0.1:8080/")
        #expect(local.endpoint.authentication != nil)
    }

    @Test("A user name from a file is held against what one from the configuration is", arguments: ["a:b", "a\nb"])
    func userFile(text: String) {
        let endpoint = "secretFile: partner.secret, authentication: {kind: basic, userFile: name, passwordFile: word}"
        let configuration = """
            employer: {name: A, registration: "12345678"}
            storage: {path: /d/d.sqlite}
            partners:
              - {id: a, name: A, kind: school, regions: ["*"], events: [internships], endpoint: {url: "https://example.org", \(endpoint)}}
            """
        let problems = MemoryFiles(configuration, ["/c/word": "a-word", "/c/name": text]).problems()
        #expect(problems.count == 1)
        #expect(problems.first?.contains("userFile: a user name holds no colon") == true)
    }

    @Test("A bundle of authorities that is too long is not cut off and believed in part")
    func longBundle() {
        let configuration = """
            employer: {name: A, registration: "12345678"}
            storage: {path: /d/d.sqlite}
            partners:
              - {id: a, name: A, kind: school, regions: ["*"], events: [internships], endpoint: {url: "https://example.org", secretFile: partner.secret, caFile: all.pem}}
            """
        let bundle = TestCertificates.valid + String(repeating: "#", count: 4 << 20)
        let problems = MemoryFiles(configuration, ["/c/all.pem": bundle]).problems()
        #expect(problems.count == 1 && problems.first?.contains("more than 4 MB") == true)
    }

    @Test("What holds a secret shows it in no text")
    func discretion() throws {
        let (endpoint, _) = try load(
            ", authentication: {kind: basic, user: doorstroom, passwordFile: word}, clientCertificate: {certificateFile: valid.pem, keyFile: locked.pem, passwordFile: sesame}"
        )
        let text = "\(String(describing: endpoint)) \(String(reflecting: endpoint))"
        for secret in ["a-word", "open-sesame", "ENCRYPTED PRIVATE"] { #expect(!text.contains(secret)) }
        var dumped = ""
        dump(endpoint.authentication, to: &dumped)
        #expect(!dumped.contains("a-word"))
    }

    @Test("A client's certificate fits its key, which may be locked; one that ends within a month is warned about")
    func certificates() throws {
        let plain = try load(", clientCertificate: {certificateFile: valid.pem, keyFile: key.pem}")
        #expect(plain.endpoint.clientCertificate?.chain == Array(TestCertificates.valid.utf8))
        #expect(plain.warnings == [])
        let locked = try load(
            ", clientCertificate: {certificateFile: valid.pem, keyFile: locked.pem, passwordFile: sesame}")
        #expect(locked.endpoint.clientCertificate?.password == Secret("open-sesame"))
        let expiring = ", clientCertificate: {certificateFile: soon.pem, keyFile: key.pem}"
        #expect(try load(expiring).warnings == ["certificate-expires"])
        #expect(try load(expiring, now: "2026-11-30T23:59:59Z").warnings == ["certificate-expires"])
        for moment in ["2026-12-01T00:00:01Z", "2026-10-31T12:00:00Z"] {
            #expect(throws: ConfigurationError.self) { try load(expiring, now: moment) }
        }
        #expect(try load(", caFile: valid.pem").endpoint.authorities == Array(TestCertificates.valid.utf8))
    }

    @Test("The handshake names its sender")
    func handshake() throws {
        let terms = try load(", handshake: true, handshakeOrigin: doorstroom.example.org").endpoint.handshake
        #expect(terms == Partner.HandshakeTerms(origin: "doorstroom.example.org"))
        let without = try load(", handshake: false, handshakeOrigin: doorstroom.example.org")
        #expect(without.endpoint.handshake == nil)
        #expect(without.warnings == ["without-effect"])
    }

    @Test("A partner's proxy stands before that of all, and `none` before both")
    func proxies() throws {
        let top =
            "proxy: {url: \"http://proxy.example.org:3128\", noProxy: \"intern.example.org, 10.0.0.0/8\", allowAddresses: [10.0.0.5], authentication: {kind: ntlm, user: doorstroom, passwordFile: word}}"
        var all = ProxySettings(url: "http://proxy.example.org:3128")
        all.exceptions = ["intern.example.org", "10.0.0.0/8"]
        all.allowAddresses = ["10.0.0.5"]
        all.authentication = .ntlm(user: "doorstroom", password: Secret("a-word"))
        #expect(try load(top: top).endpoint.proxy == all)
        #expect(try load(", proxy: none", top: top).endpoint.proxy == nil)
        var own = ProxySettings(url: "https://other.example.org:8443")
        own.authentication = .negotiate
        own.authorities = Array(TestCertificates.valid.utf8)
        let text =
            ", proxy: {url: \"https://other.example.org:8443\", caFile: valid.pem, authentication: {kind: negotiate}}"
        #expect(try load(text, top: top).endpoint.proxy == own)
    }
}
