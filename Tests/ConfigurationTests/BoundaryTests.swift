import DoorstroomConfiguration
import Intake
import Testing
import Workforce

@Suite("The last value that is right, and the first that is not")
struct BoundaryTests {
    private static let base = "employer: {name: A, registration: \"12345678\"}\nstorage: {path: /d/d.sqlite}\n"

    private func codes(_ text: String) -> [String] {
        do throws(ConfigurationError) {
            return try MemoryFiles(Self.base + text).load().warnings.map(\.code)
        } catch {
            return error.problems.map(\.code)
        }
    }

    @Test(
        "Values at a limit",
        arguments: [
            ("disclosure: {outwardMinimum: 10, inwardMinimum: 10, roundTo: 10}", []),
            ("disclosure: {outwardMinimum: 9}", ["out-of-range"]),
            ("disclosure: {inwardMinimum: 11}", ["contradiction"]),
            ("disclosure: {inwardMinimum: 4}", ["out-of-range"]),
            ("disclosure: {roundTo: 11}", ["contradiction"]),
            ("disclosure: {roundTo: 4, republishChange: 4}", ["weak-disclosure", "weak-disclosure"]),
            ("disclosure: {roundTo: 5, republishChange: 5}", []),
            ("disclosure: {cellChanges: four-weekly}", []),
            ("disclosure: {cellChanges: every-scan}", ["weak-disclosure"]),
            ("schedule: {release: '0 9 1 1,4,7,10 *'}", ["weak-disclosure"]),
            ("schedule: {release: '0 9 29 2 *'}", ["weak-disclosure"]),
            ("schedule: {release: '0 9 1 * *'}", []),
            ("schedule: {release: '0 9 * * 1'}", []),
            ("disclosure: {cellChanges: monthly}", ["unknown-value"]),
            ("retention: {personMonths: 12}", []),
            ("retention: {personMonths: 11}", ["contradiction"]),
            ("prevention: {horizonMonths: 60, decisionWeeks: 0, likelyThreshold: 0.2}", []),
            ("prevention: {likelyThreshold: 1}", []),
            ("prevention: {likelyThreshold: 0.3, likelyLeaveThreshold: 0.3, draws: 0}", []),
            ("prevention: {likelyThreshold: 0.3, likelyLeaveThreshold: 0.31}", ["contradiction"]),
            ("prevention: {likelyThreshold: 0.1}", []),
            ("prevention: {draws: 100001}", ["out-of-range"]),
            ("prevention: {defaultAttritionPerYear: 1.1, planUncertainty: 1}", ["out-of-range"]),
            ("prevention: {horizonMonths: 61}", ["out-of-range"]),
            ("console: {port: 0}\nmetrics: {port: 0}", []),
            ("console: {port: 65535}", []),
            ("console: {port: 65536}", ["out-of-range"]),
            ("console: {address: 127.0.0.2, port: 8472}", []),
            ("partnerApi: {enabled: false, port: 8471, address: 127.0.0.1}", []),
            ("partnerApi: {port: 8470}", ["without-effect"]),
            ("partnerApi: {enabled: true, address: 127.0.0.2}", []),
            ("partnerApi: {enabled: true, address: 0.0.0.0}", ["open-listener"]),
            ("partnerApi: {enabled: true, ratePerSecond: 0.1, trustedProxies: [127.0.0.1, 10.0.0.0/8]}", []),
            ("partnerApi: {enabled: true, ratePerSecond: 0}", ["out-of-range"]),
            ("partnerApi: {enabled: true, trustedProxies: [10.0.0.1/8]}", ["invalid-address"]),
            ("partnerApi: {enabled: true, certificateHeader: X-Cert}", ["without-effect"]),
            (
                "partnerApi: {enabled: true, trustedProxies: [127.0.0.1], certificateHeader: \"a b\"}",
                ["invalid-header"]
            ),
            ("partnerApi: {ratePerSecond: 3, trustedProxies: [127.0.0.1]}", ["without-effect", "without-effect"]),
            ("prevention: {pensionAgeMonths: 804}", ["without-effect"]),
            ("prevention: {selectionCriteria: [{country: BE, text: Competences}]}", []),
            ("prevention: {selectionCriteria: [{country: XY, text: Competences}]}", ["unknown-country"]),
            ("prevention: {selectionCriteria: [{country: BE, text: a}, {country: BE, text: b}]}", ["contradiction"]),
            ("prevention: {selectionCriteria: [{country: BE}]}", ["missing-key"]),
            (
                "prevention: {selectionCriteria: [{country: BE, text: \(String(repeating: "a", count: 501))}]}",
                ["out-of-range"]
            ),
        ] as [(String, [String])])
    func limits(text: String, expected: [String]) {
        #expect(codes(text) == expected)
    }

    @Test(
        "A family without events is warned about",
        arguments: [("[redundancies, internships]", 0), ("[crises, practices, talent]", 2)])
    func families(events: String, warnings: Int) {
        let partner = """
            partners:
              - id: a
                name: A
                kind: uwv
                regions: ["*"]
                events: \(events)
                endpoint: {url: "https://example.org", secretFile: partner.secret}
            """
        #expect(codes(partner) == Array(repeating: "without-effect", count: warnings))
    }

    @Test(
        "An agreement holds on its last day and has ended the day after",
        arguments: [("2026-11-23", []), ("2026-11-22", ["agreement-expired"])] as [(String, [String])])
    func agreement(validUntil: String, expected: [String]) {
        let partner = """
            partners:
              - id: a
                name: A
                kind: uwv
                regions: ["*"]
                events: [internships]
                endpoint: {url: "https://example.org", secretFile: partner.secret}
                agreement: {validUntil: \(validUntil)}
            """
        #expect(codes(partner) == expected)
    }

    @Test(
        "Endpoints that may be written",
        arguments: [
            ("https://example.org:8443/a?b=c", []), ("http://127.0.0.1:9000/", []), ("http://127.5.5.5/", []),
            ("http://[::1]:9000/", []), ("http://128.0.0.1/", ["invalid-url"]), ("http://[::2]/", ["invalid-url"]),
            ("https://example.org/#part", ["invalid-url"]), ("https://", ["invalid-url"]),
            ("https://exa mple.org/", ["invalid-url"]), ("HTTPS://example.org/", []),
        ] as [(String, [String])])
    func endpoints(url: String, expected: [String]) {
        let partner = """
            partners:
              - {id: a, name: A, kind: uwv, regions: ["*"], events: [internships], endpoint: {url: "\(url)", secretFile: partner.secret}}
            """
        #expect(codes(partner) == expected)
    }

    @Test(
        "What opens the partner API beside a token",
        arguments: [
            ("{certificateFingerprints: [\"\(String(repeating: "0a", count: 32))\"]}", []),
            ("{certificateFingerprints: [\"\(String(repeating: "AB:", count: 31))CD\"]}", []),
            ("{certificateFingerprints: [\"\(String(repeating: "0a", count: 20))\"]}", ["invalid-fingerprint"]),
            ("{certificateFingerprints: [\"\(String(repeating: "0g", count: 32))\"]}", ["invalid-fingerprint"]),
            ("{inboundSecretFile: partner.secret, requireSignature: true}", []),
            ("{requireSignature: true}", ["contradiction"]), ("{inboundSecretFile: none.secret}", ["missing-file"]),
            ("{token: abc}", ["refused-key"]), ("{inboundSecret: whsec_abc}", ["refused-key"]),
        ] as [(String, [String])])
    func partnerAPI(text: String, expected: [String]) {
        let partner = """
            partners:
              - {id: a, name: A, kind: uwv, regions: ["*"], events: [internships], endpoint: {url: "https://example.org", secretFile: partner.secret}, partnerApi: \(text)}
            """
        #expect(codes(partner) == expected)
    }

    @Test(
        "Address blocks of an intranet",
        arguments: [
            ("10.0.0.0/8", true), ("10.0.0.1", true), ("10.0.0.1/32", true), ("0.0.0.0/0", true), ("fd00::/8", true),
            ("10.0.0.1/31", false), ("10.0.0.0/33", false), ("10.0.0/8", false), ("fd00::1/64", false),
            ("10.0.0.0/", false), ("10.0.0.0/+8", false), ("10.0.0.0/8/8", false), ("010.0.0.0/8", false),
        ])
    func blocks(block: String, isBlock: Bool) {
        let partner = """
            partners:
              - {id: a, name: A, kind: uwv, regions: ["*"], events: [internships], endpoint: {url: "https://example.org", secretFile: partner.secret, allowAddresses: ["\(block)"]}}
            """
        #expect(codes(partner) == (isBlock ? [] : ["invalid-address"]))
    }

    @Test("A constant that the value map translates is judged by what it becomes")
    func translatedConstant() throws {
        let text = """
            name: m
            files:
              - target: employees
                pattern: e.csv
                passThrough: true
                columns:
                  contract: {constant: V, values: {V: permanent}}
            """
        #expect(try MappingFile.decode(Array(text.utf8), file: "m.yaml").mapping.files.count == 1)
    }
}
