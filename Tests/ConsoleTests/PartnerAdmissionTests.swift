import Foundation
import Outreach
import Store
import Testing
import Workforce

@testable import Console

@Suite("Who is admitted to the partner API")
struct PartnerAdmissionTests {
    private static let day = CalendarDate(dayNumber: 20_000)
    private static let now = Date(timeIntervalSince1970: 20_000 * 86_400)
    private static let certificate = String(repeating: "0a", count: 32)

    private static func partner(_ id: String, until: CalendarDate? = nil, certificate: String? = nil) -> Partner {
        var partner = Partner(
            id: id, name: id, kind: .uwv, regions: ["*"], events: [], endpoint: .init(url: "https://example.org"))
        partner.agreement.validUntil = until
        partner.api.certificateFingerprints = certificate.map { [$0] } ?? []
        return partner
    }

    private static func token(_ text: String, of partner: String, ends: TimeInterval? = nil) -> PartnerToken {
        PartnerToken(
            partner: partner, digest: PartnerToken.digest(of: text.utf8), issued: now, issuedBy: "op",
            ends: ends.map { now + $0 })
    }

    private static func gate() -> PartnerGate {
        let partners = [
            partner("a"), partner("b", until: day), partner("c", until: CalendarDate(dayNumber: day.dayNumber - 1)),
            partner("d"), partner("e", certificate: certificate),
        ]
        let gate = PartnerGate(
            .init(
                partners: { partners }, today: { day }, now: { now }, trusts: { $0 == "10.0.0.1" },
                certificateHeader: "Client-Cert"))
        var admission = PartnerAdmission()
        admission.tokens = [
            token("ta", of: "a"), token("ta2", of: "a", ends: 1), token("ta3", of: "a", ends: 0), token("tb", of: "b"),
            token("tc", of: "c"), token("td", of: "d"), token("tx", of: "x"),
        ]
        admission.disabled = ["d"]
        gate.admit(admission)
        return gate
    }

    @Test(
        "By token: known, in force, of a partner whose agreement runs and who is not disabled",
        arguments: [
            ("Bearer ta", "a"), ("bearer ta", "a"), ("Bearer ta2", "a"), ("Bearer ta3", nil), ("Bearer tb", "b"),
            ("Bearer tc", nil), ("Bearer td", nil), ("Bearer tx", nil), ("Bearer t", nil), ("Bearer ", nil),
            ("ta", nil),
            ("Basic ta", nil), ("Bearer ta tb", nil), ("", nil),
        ] as [(String, String?)])
    func tokens(header: String, id: String?) {
        #expect(Self.gate().partner(peer: "10.0.0.2") { $0 == "Authorization" ? header : nil }?.id == id)
    }

    @Test("By certificate: only in the words of a trusted proxy, and a wrong token is not saved by it")
    func certificates() {
        let gate = Self.gate()
        let header = { (name: String) in name == "Client-Cert" ? Self.certificate : nil }
        #expect(gate.partner(peer: "10.0.0.1", header: header)?.id == "e")
        #expect(gate.partner(peer: "10.0.0.2", header: header) == nil)
        #expect(gate.partner(peer: "", header: header) == nil)
        #expect(
            gate.partner(peer: "10.0.0.1") { $0 == "Authorization" ? "Bearer no" : Self.certificate } == nil)
    }

    @Test("Until the tokens have been read nobody is admitted")
    func closed() {
        let gate = Self.gate()
        gate.admit(PartnerAdmission())
        #expect(gate.partner(peer: "10.0.0.2") { $0 == "Authorization" ? "Bearer ta" : nil } == nil)
    }

    @Test(
        "Behind a trusted proxy the address is the last one that is no proxy",
        arguments: [
            ("10.0.0.1", "1.1.1.1, 2.2.2.2", "2.2.2.2"), ("10.0.0.1", "1.1.1.1, 10.0.0.1", "1.1.1.1"),
            ("10.0.0.1", nil, "10.0.0.1"), ("9.9.9.9", "1.1.1.1", "9.9.9.9"),
        ] as [(String, String?, String)])
    func addresses(peer: String, forwarded: String?, address: String) {
        #expect(Self.gate().address(peer: peer) { $0 == "X-Forwarded-For" ? forwarded : nil } == address)
    }

    @Test(
        "A certificate is known in each form that proxies use",
        arguments: [
            (":AAEC:", true), ("-----BEGIN%20CERTIFICATE-----%0AAAEC%0A-----END%20CERTIFICATE-----%0A", true),
            ("AE4B3280E56E2FAF83F414A6E3DABE9D5FBE18976544C05FED121ACCB85B53FC", true),
            ("ae:4b:32:80:e5:6e:2f:af:83:f4:14:a6:e3:da:be:9d:5f:be:18:97:65:44:c0:5f:ed:12:1a:cc:b8:5b:53:fc", true),
            ("::", false), (":??:", false), ("", false), ("ae4b", false), ("-----BEGIN CERTIFICATE-----", false),
        ])
    func forms(header: String, isKnown: Bool) {
        // The bytes 0, 1, 2.
        let digest = "ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc"
        #expect(ClientCertificateHeader.fingerprint(header) == (isKnown ? digest : nil))
    }

    @Test("A token is the prefix and 256 bits, and no two are alike")
    func form() throws {
        let token = PartnerToken.make(random: [UInt8](repeating: 0xFF, count: 32))
        #expect(token == "doorstroom_partner_" + String(repeating: "z", count: 51) + "g")
        var bits = [UInt8](repeating: 0, count: 32)
        var seen: Set<String> = []
        for bit in 0..<256 {
            bits[bit / 8] ^= 1 << UInt8(bit % 8)
            seen.insert(PartnerToken.make(random: bits))
            bits[bit / 8] ^= 1 << UInt8(bit % 8)
        }
        #expect(seen.count == 256)
    }

    @Test(
        "Equality looks at every byte",
        arguments: [
            ([1, 2], [1, 2], true), ([1, 2], [1, 3], false), ([2, 2], [1, 2], false), ([1], [1, 2], false),
            ([], [], true),
        ] as [([UInt8], [UInt8], Bool)])
    func equality(left: [UInt8], right: [UInt8], isEqual: Bool) {
        #expect(PartnerGate.isEqual(left, right) == isEqual)
    }
}

@Suite("Limits and keys of the partner API")
struct PartnerLimitTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    @Test("So much at once, then as fast as it is refilled; everybody has a bucket of their own")
    func bucket() {
        let limiter = RequestLimiter(quota: 10, windowSeconds: 5)
        for number in 0..<10 {
            let verdict = limiter.take("a", now: Self.start)
            #expect(verdict.isAllowed && verdict.remaining == 9 - number)
        }
        let refused = limiter.take("a", now: Self.start)
        #expect(refused == .init(isAllowed: false, remaining: 0, resetSeconds: 5, retrySeconds: 1))
        #expect(limiter.take("b", now: Self.start).isAllowed)
        #expect(!limiter.take("a", now: Self.start + 0.4).isAllowed)
        #expect(limiter.take("a", now: Self.start + 0.5).isAllowed)
        #expect(!limiter.take("a", now: Self.start - 100).isAllowed, "a clock that is set back refills nothing")
        #expect(limiter.take("a", now: Self.start + 100).remaining == 9)
    }

    @Test("An attacker with many addresses does not fill the memory")
    func manyNames() {
        let limiter = RequestLimiter(quota: 1, windowSeconds: 60)
        for number in 0..<30_000 { _ = limiter.take("\(number)", now: Self.start) }
        #expect(limiter.take("new", now: Self.start).isAllowed)
    }

    @Test(
        "A key stands in quotes or without",
        arguments: [
            (#""8e03978e-40d5""#, "8e03978e-40d5"), ("8e03978e-40d5", "8e03978e-40d5"), (#"  "a b" "#, "a b"),
            (#""a\"b\\""#, #"a"b\"#), (#""""#, nil), ("", nil), (#""a"#, nil), (#"a""#, nil), (#""a"b"#, nil),
            (#""a\x""#, nil),
            ("a b", nil), ("é", nil), (String(repeating: "a", count: 255), String(repeating: "a", count: 255)),
            (String(repeating: "a", count: 256), nil),
        ] as [(String, String?)])
    func keys(header: String, key: String?) {
        #expect(IdempotencyKey.read(header) == key)
    }

    @Test(
        "Accept lets JSON through, or not",
        arguments: [
            (nil, true), ("*/*", true), ("application/json", true), ("text/html, application/*;q=0.1", true),
            ("text/html", false), ("application/json;q=0", false), ("", false),
        ] as [(String?, Bool)])
    func accept(header: String?, isAcceptable: Bool) {
        #expect(PartnerAPI.isAcceptable(header) == isAcceptable)
    }
}
