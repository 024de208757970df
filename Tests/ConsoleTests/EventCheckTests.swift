import Foundation
import Outreach
import Testing

@testable import Console

@Suite("Events held against envelope and schema")
struct EventCheckTests {
    private static let alert = """
        {"region":"Twente","occupation":{"scheme":"isco-08","code":"7212","level":"unit-group",\
        "label":"this occupation group, other than the published ones below it"},"phase":2,"cause":"surplus",\
        "quarter":"2027-Q2","people":25,"fte":20,"roundedTo":5,"skills":["lassen"]}
        """
    private static let offer = """
        {"region":"Twente","places":1,"starts":"2027-02-01","hoursPerWeek":31.5,"supervisor":true,"audience":"student"}
        """
    private static let crisis = """
        {"country":"NL","unit":"statutory-area","area":"Oost","regions":["Twente"],"rule":"wmco","window":{"months":3},\
        "threshold":20,"quarter":"2027-Q2"}
        """
    private static let withdrawal = #"{"reason":"no-longer-available"}"#

    /// A whole event as the program sends it, of compact JSON.
    private static func event(_ type: EventType) -> String {
        let data =
            switch type {
            case .alertRaised, .alertChanged: alert
            case .offerPublished, .offerChanged: offer
            case .crisisOpened: crisis
            case .alertWithdrawn, .offerWithdrawn, .crisisClosed, .candidateWithdrawn: withdrawal
            case .candidateIntroduced: ""
            case .ping: #"{"message":"ping"}"#
            }
        let content =
            data.isEmpty ? "\"dataref\":\"https://p.example/partner/v1/profiles/0\"" : "\"data\":\(data)"
        let classification = type.rawValue.hasPrefix("candidates.") ? "pseudonymous" : "aggregate"
        return """
            {\(content),"dataclassification":"\(classification)","datacontenttype":"application/json",\
            "dataschema":"urn:doorstroom:schema:\(type.rawValue)","expirytime":"2027-07-01T00:00:00.000Z",\
            "id":"01a208e6-9a9e-77fd-a36c-24e7b63b762d","sequence":"000000000001",\
            "source":"urn:nld:kvknr:12345678:systeem:doorstroom","specversion":"1.0","subject":"04kp640j",\
            "time":"2026-11-23T14:54:20.318Z","type":"nl.doorstroom.\(type.rawValue)"}
            """
    }

    private func faults(_ text: String) throws -> String {
        EventCheck().faults(of: try JSONDocument(parsing: Array(text.utf8)))
    }

    @Test(
        "A good event of every type passes, under another prefix and schema address as well",
        arguments: EventType.allCases)
    func good(type: EventType) throws {
        let event = Self.event(type)
        #expect(try faults(event) == "")
        let address = "https://x/schemas/\(type.rawValue).json"
        let other = event.replacing("nl.doorstroom.", with: "be.example.")
            .replacing("urn:doorstroom:schema:\(type.rawValue)", with: address)
        #expect(try faults(other) == "")
    }

    @Test("An introduction has its data behind a reference, and no other event has")
    func references() throws {
        let introduced = Self.event(.candidateIntroduced)
        #expect(try faults(introduced.replacing("dataref", with: "data")) != "")
        #expect(
            try faults(introduced.replacing("\"dataclass", with: "\"data\":{},\"dataclass"))
                .hasPrefix("/data does not belong there"))
        #expect(
            try faults(introduced.replacing("pseudonymous", with: "aggregate")).hasPrefix(
                "/dataclassification is none of"))
        let alert = Self.event(.alertRaised).replacing("\"dataclass", with: "\"dataref\":\"https://x\",\"dataclass")
        #expect(try faults(alert) == "/dataref does not belong there")
    }

    @Test(
        "A bad one is told with the place and the reason",
        arguments: [
            (#""people":25"#, #""people":7"#, "/data/people is below 10"),
            (#""people":25"#, #""people":"25""#, "/data/people is no integer"),
            (#""people":25,"#, "", "/data/people is missing"),
            (#""phase":2"#, #""phase":2,"name":"Jansen""#, "/data/name does not belong there"),
            (#""code":"7212""#, #""code":"72123""#, "/data/occupation/code does not match ^(all|[0-9]{1,4})$"),
            (#"["lassen"]"#, #"["lassen","lassen"]"#, "/data/skills has an item twice"),
            (#"["lassen"]"#, #"[""]"#, "/data/skills/0 is shorter than 1 characters"),
            (#""specversion":"1.0""#, #""specversion":"0.3""#, "/specversion is not 1.0"),
            (#""sequence":"000000000001","#, "", "/sequence is missing"),
            (#""sequence":"000000000001""#, #""sequence":"1""#, "/sequence does not match ^[0-9]{12}$"),
            (#"ation":"aggregate""#, #"ation":"personal""#, "/dataclassification is not aggregate"),
            (#""subject":"04kp640j""#, #""subject":"""#, "/subject is shorter than 1 characters"),
            (
                "urn:doorstroom:schema:redundancies.alert-raised.v1", "urn:doorstroom:schema:partners.ping.v1",
                "/dataschema is not that of redundancies.alert-raised.v1"
            ),
            (
                "nl.doorstroom.redundancies.alert-raised.v1", "nl.doorstroom.redundancies.alert-raised.v2",
                "/type is none of the catalogue"
            ),
            (#""specversion":"1.0""#, #""specversion":"1.0","employee":"E1""#, "/employee does not belong there"),
        ])
    func bad(part: String, replacement: String, fault: String) throws {
        let event = Self.event(.alertRaised)
        try #require(event.contains(part))
        #expect(try faults(event.replacing(part, with: replacement)) == fault)
    }

    @Test("Everything that is wrong is told, up to twenty faults", arguments: [(2, 0), (30, 10)])
    func several(count: Int, more: Int) throws {
        let skills = (0..<count).map { _ in "0" }.joined(separator: ",")
        let said = try faults(Self.event(.alertRaised).replacing(#"["lassen"]"#, with: "[\(skills)]"))
        #expect(said.contains("/data/skills/1 is no string"))
        #expect(said.hasSuffix("more") == (more > 0))
    }

    @Test("The examples in the handbook keep to their schemas")
    func handbook() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/doorstroom/Doorstroom.docc/Events.md")
        let events = try String(contentsOf: page, encoding: .utf8).split(separator: "\n```json\n").dropFirst()
            .flatMap { block in
                (block.components(separatedBy: "\n```").first ?? "").components(separatedBy: "\n{").enumerated()
                    .map { ($0 == 0 ? "" : "{") + $1 }
            }
        #expect(events.count >= 6)
        for event in events { #expect(try faults(event) == "") }
    }
}
