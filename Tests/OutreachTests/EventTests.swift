import Foundation
import Prevention
import Testing
import Workforce

@testable import Outreach

/// Events as partners get them (delivery rules, "Event").
@Suite struct EventTests {
    private static let moment = Date(timeIntervalSince1970: 1_772_442_000.25)

    private static let envelope = EventRenderer.Envelope(
        id: "0197c0de-0000-7000-8000-000000000000", partner: "centre", subject: "k", sequence: 7, time: moment)

    private static var renderer: EventRenderer {
        EventRenderer(
            settings: EventSettings(source: EventSettings.source(country: "NL", registration: "12345678")),
            policy: DisclosurePolicy())
    }

    static func alert(phase: Int = 2, quarter: String? = "2026-Q3", occupation: String? = "5223") -> AlertContent {
        AlertContent(
            cell: Cell(
                partition: CellPartition(region: "Twente", phase: phase, cause: .surplus, quarter: quarter),
                occupation: occupation.flatMap(Occupation.init(isco08:)) ?? .all),
            people: 15, fte: 10, skills: ["sewing", "\"till\"\n"])
    }

    static var fullOffer: OfferContent {
        var offer = OfferContent(internship: "I1", region: "Twente", places: 2, hasSupervisor: true)
        offer.occupation = Occupation(isco08: "5223")
        offer.audience = .inTransition
        offer.starts = CalendarDate(iso: "2026-09-01")
        offer.ends = CalendarDate(iso: "2027-01-31")
        offer.hoursPerWeek = 2450
        offer.level = "mbo-4"
        offer.track = "BOL"
        offer.qualification = "25180"
        offer.accreditation = "A 1"
        offer.title = "Shop"
        offer.field = "Retail"
        offer.description = "Learn."
        return offer
    }

    @Test("An alert is these bytes")
    func alertBytes() {
        let event = Self.renderer.event(.alert(Self.alert()), isFirst: true, in: Self.envelope)
        #expect(
            String(decoding: event.body, as: UTF8.self) == """
                {"data":{"cause":"surplus","fte":10,"occupation":{"code":"5223","label":"this occupation group, other than \
                the published ones below it","level":"unit-group","scheme":"isco-08"},"people":15,"phase":2,\
                "quarter":"2026-Q3","region":"Twente","roundedTo":5,"skills":["sewing","\\"till\\"\\n"]},\
                "dataclassification":"aggregate","datacontenttype":"application/json",\
                "dataschema":"urn:doorstroom:schema:redundancies.alert-raised.v1","expirytime":"2026-10-01T00:00:00.000Z",\
                "id":"0197c0de-0000-7000-8000-000000000000","sequence":"000000000007",\
                "source":"urn:nld:kvknr:12345678:systeem:doorstroom","specversion":"1.0","subject":"k",\
                "time":"2026-03-02T09:00:00.250Z","type":"nl.doorstroom.redundancies.alert-raised.v1"}
                """)
        #expect(event.expiry == Timestamp.start(of: CalendarDate(iso: "2026-10-01")!))
        #expect(event.type == "nl.doorstroom.redundancies.alert-raised.v1" && event.sequence == 7)
    }

    @Test("An offer is these bytes")
    func offerBytes() {
        let event = Self.renderer.event(.offer(Self.fullOffer), isFirst: false, in: Self.envelope)
        let text = String(decoding: event.body, as: UTF8.self)
        #expect(
            text.hasPrefix(
                """
                {"data":{"accreditation":"A 1","audience":"in-transition","description":"Learn.","ends":"2027-01-31",\
                "field":"Retail","hoursPerWeek":24.5,"level":"mbo-4","occupation":{"code":"5223","level":"unit-group",\
                "scheme":"isco-08"},"places":2,"qualification":"25180","region":"Twente","starts":"2026-09-01",\
                "supervisor":true,"title":"Shop","track":"BOL"},
                """))
        #expect(text.contains(#""expirytime":"2026-09-01T00:00:00.000Z""#))
        #expect(!text.contains("I1"))
    }

    static let samples: [(RenderedEvent, EventType)] = {
        let bare = OfferContent(internship: "I2", region: "Twente", places: 1)
        var contents: [SubjectState.Content] = [.offer(fullOffer), .offer(bare)]
        for phase in [2, 3, 4] {
            for quarter in [nil, "2025-Q4"] {
                for occupation in ["5223", "522", "52", "5", nil] {
                    contents.append(.alert(alert(phase: phase, quarter: quarter, occupation: occupation)))
                }
            }
        }
        let windows: [CollectiveRedundancy.Window] = [.months(3), .days(60)]
        for (window, kind) in zip(windows, CollectiveRedundancy.Unit.allCases) {
            contents.append(
                .crisis(
                    CrisisContent(
                        unit: StatutoryUnit(country: "NL", kind: kind, code: "Oost"), rule: "wmco", window: window,
                        threshold: 20, quarter: "2026-Q1", regions: ["Twente"])))
        }
        contents.append(.introduction(IntroductionContent(partner: "p", stage: .profile, issue: 1)))
        contents.append(.introduction(IntroductionContent(partner: "p", stage: .details, issue: 2)))
        var samples = [(renderer.ping(in: envelope), EventType.ping)]
        for content in contents {
            let types: [EventType] =
                switch content {
                case .alert: [.alertRaised, .alertChanged, .alertWithdrawn]
                case .offer: [.offerPublished, .offerChanged, .offerWithdrawn]
                case .crisis: [.crisisOpened, .crisisOpened, .crisisClosed]
                case .introduction: [.candidateIntroduced, .candidateIntroduced, .candidateWithdrawn]
                }
            samples.append((renderer.event(content, isFirst: true, in: envelope), types[0]))
            samples.append((renderer.event(content, isFirst: false, in: envelope), types[1]))
            samples.append((renderer.withdrawal(of: content, in: envelope), types[2]))
        }
        return samples
    }()

    @Test("Every event is a CloudEvent whose data keep to the schema of its type")
    func schemas() throws {
        for (event, type) in Self.samples {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(event.body)) as? [String: Any])
            #expect(object["type"] as? String == "nl.doorstroom." + type.rawValue)
            #expect(object["specversion"] as? String == "1.0")
            let isOfPerson = type == .candidateIntroduced || type == .candidateWithdrawn
            #expect((object["dataclassification"] as? String != "aggregate") == isOfPerson)
            #expect((object["sequence"] as? String)?.count == 12)
            let schema = try #require(
                try JSONSerialization.jsonObject(with: Data(SchemaCatalogue.schema(of: type))) as? [String: Any])
            #expect(schema["$id"] as? String == object["dataschema"] as? String)
            // Of an introduction the schema is that of what its reference gives.
            if type == .candidateIntroduced {
                #expect(object["data"] == nil)
                continue
            }
            #expect(SchemaCheck.problems(of: object["data"] as Any, schema: schema, at: "data") == [])
        }
    }

    @Test("The schemas refuse what is not in them", arguments: EventType.allCases)
    func strictSchemas(type: EventType) throws {
        let schema = try #require(
            try JSONSerialization.jsonObject(with: Data(SchemaCatalogue.schema(of: type))) as? [String: Any])
        #expect(!SchemaCheck.problems(of: ["name": "x"], schema: schema, at: "data").isEmpty)
        #expect(schema["additionalProperties"] as? Bool == false)
        #expect(SchemaCatalogue.schema(file: "\(type.rawValue).json") == SchemaCatalogue.schema(of: type))
    }

    @Test(
        "Files that are no schema are not found",
        arguments: ["x.json", "partners.ping.v1", "", "../partners.ping.v1.json"])
    func noSchema(file: String) {
        #expect(SchemaCatalogue.schema(file: file) == nil)
        #expect(SchemaCatalogue.files.count == 11)
    }

    @Test(
        "An alert lapses with its quarter, of ended contracts a year later, and never in the past",
        arguments: [
            (2, "2026-Q1" as String?, "2026-04-01" as String?), (3, "2026-Q4", "2027-01-01"), (3, "2025-Q4", nil),
            (4, "2025-Q4", "2027-01-01"),
            (4, "2024-Q4", nil), (2, nil, nil),
        ])
    func lapses(phase: Int, quarter: String?, expected: String?) {
        let event = Self.renderer.event(
            .alert(Self.alert(phase: phase, quarter: quarter)), isFirst: true, in: Self.envelope)
        #expect(event.expiry == expected.flatMap { CalendarDate(iso: $0) }.map(Timestamp.start(of:)))
    }

    @Test(
        "The source names the employer by its registration",
        arguments: [
            ("NL", "12345678" as String?, "urn:nld:kvknr:12345678:systeem:doorstroom"),
            ("nl", "1234 5678", "urn:nld:kvknr:12345678:systeem:doorstroom"),
            ("BE", "0123.456.789", "urn:bel:kbo:0123456789:systeem:doorstroom"),
            ("DE", "HRB 12/3", "urn:doorstroom:employer:de:HRB123"),
            ("NL", nil, "urn:doorstroom:employer:nl:unregistered"),
            ("", "é", "urn:doorstroom:employer:xx:unregistered"),
        ])
    func source(country: String, registration: String?, expected: String) {
        #expect(EventSettings.source(country: country, registration: registration) == expected)
    }

    @Test("Prefix and schema base are as configured")
    func settings() {
        var settings = EventSettings(source: "urn:x")
        settings.typePrefix = "org.example."
        settings.schemaBase = "https://hr.example"
        let event = EventRenderer(settings: settings, policy: DisclosurePolicy()).ping(in: Self.envelope)
        #expect(event.type == "org.example.partners.ping.v1")
        #expect(
            String(decoding: event.body, as: UTF8.self).contains(
                #""dataschema":"https://hr.example/schemas/partners.ping.v1.json""#))
    }

    @Test(
        "An id is a UUID of version 7 that begins with its moment", arguments: [0.0, 1_772_442_000.25, 4_102_444_800])
    func uuids(seconds: Double) throws {
        var generator = SeededGenerator(seed: 3)
        let ids = (0..<200).map { _ in UUIDv7.make(at: Date(timeIntervalSince1970: seconds), using: &generator) }
        #expect(Set(ids).count == 200)
        for id in ids {
            #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
            let time = try #require(UInt64(id.replacing("-", with: "").prefix(12), radix: 16))
            #expect(time == UInt64(seconds * 1000))
        }
    }

    @Test(
        "Moments are written in UTC to the millisecond",
        arguments: [
            (0.0, "1970-01-01T00:00:00.000Z"), (1_772_442_000.25, "2026-03-02T09:00:00.250Z"),
            (-0.001, "1969-12-31T23:59:59.999Z"),
            (951_868_799.999, "2000-02-29T23:59:59.999Z"),
        ])
    func timestamps(seconds: Double, text: String) {
        #expect(Timestamp.text(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test(
        "JSON is written one way only",
        arguments: [
            (JSONValue.hundredths(3600), "36"), (.hundredths(3650), "36.5"), (.hundredths(3605), "36.05"),
            (.hundredths(5), "0.05"), (.hundredths(-5), "-0.05"),
            (.string("\u{1}\u{1F}\t\r/é\u{2028}"), "\"\\u0001\\u001f\\t\\r/é\u{2028}\""), (.array([]), "[]"),
            (.object(["b": .boolean(true), "a": nil, "B": .integer(-1)]), #"{"B":-1,"b":true}"#),
        ])
    func json(value: JSONValue, text: String) {
        #expect(String(decoding: value.bytes, as: UTF8.self) == text)
    }
}
