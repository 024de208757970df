import Outreach
import Testing
import Workforce

@testable import Console

@Suite("Vacancies in the field names of the VUM profile")
struct VacancyProfileTests {
    private static let today = CalendarDate(dayNumber: 20_833)

    /// As a request comes in: first past the document of the API, which leaves to the profile what it knows better.
    private func profile(_ text: String, id: String = "V") throws -> VacancyProfile {
        let body = try JSONReader.read(Array(text.utf8))
        let faults = try Self.schema().faults(of: body, at: "")
        if !faults.isEmpty { throw NotTaken(pointers: faults.map(\.path)) }
        return VacancyProfile(body, id: id, today: Self.today)
    }

    private struct NotTaken: Error { var pointers: [String] }

    private static func schema() throws -> EventSchema {
        try #require(try PartnerDocument().body(of: "PUT", "/partner/v1/vacancies/{vacancy}"))
    }

    @Test(
        "What that standard's senders write is read, and comes out in one form",
        arguments: [
            (#"{"naamVacature": "A"}"#, #"{"idVacature":"V","naamVacature":"A"}"#),
            (
                #"{"naamVacature": " A ", "nummerVacature": 7, "omschrijvingVacature": "", "werkgever": {}, "sector": [""]}"#,
                #"{"idVacature":"V","naamVacature":"A","nummerVacature":"7"}"#
            ),
            (
                #"{"naamVacature": "A", "codeWerkEnDenkniveauMinimaal": 3, "aantalPlaatsen": "12"}"#,
                #"{"aantalPlaatsen":12,"codeWerkEnDenkniveauMinimaal":"3","idVacature":"V","naamVacature":"A"}"#
            ),
            (
                #"{"naamVacature": "A", "contractvorm": {"codeTypeOvereenkomst": 2}, "sector": "86", "beroep": "kok"}"#,
                #"{"beroep":{"naamBeroep":"kok"},"contractvorm":[{"codeTypeOvereenkomst":"02"}],"idVacature":"V","naamVacature":"A","sector":[{"codeSbi":"86"}]}"#
            ),
            (
                #"{"naamVacature": "A", "leerplek": {"praktijkbegeleider": "nee", "leerweg": "BOL", "datumEinde": null}}"#,
                #"{"idVacature":"V","leerplek":{"leerweg":"BOL","praktijkbegeleider":false},"naamVacature":"A"}"#
            ),
            (
                #"{"naamVacature": "A", "contactpersoon": {"naam": "J"}, "werkgever": {"plaats": "X", "telefoon": "1"}}"#,
                #"{"idVacature":"V","naamVacature":"A","werkgever":{"plaats":"X"}}"#
            ),
            (
                #"{"naamVacature": "A", "werkgever": "", "leerplek": " ", "arbeidsVoorwaarden": [], "beroep": [[]]}"#,
                #"{"idVacature":"V","naamVacature":"A"}"#
            ),
            (
                #"{"naamVacature": "A", "codeWerkEnDenkniveauMinimaal": " 3 ", "leerplek": {"praktijkbegeleider": "Ja"}}"#,
                #"{"codeWerkEnDenkniveauMinimaal":"3","idVacature":"V","leerplek":{"praktijkbegeleider":true},"naamVacature":"A"}"#
            ),
        ])
    func tolerant(text: String, kept: String) throws {
        let profile = try profile(text)
        #expect(profile.faults == [])
        #expect(String(decoding: profile.value.bytes, as: UTF8.self) == kept)
        #expect(profile.title == "A")
    }

    @Test(
        "What cannot be meant is refused with its place",
        arguments: [
            ("{}", ["/naamVacature"]), (#"{"naamVacature": " "}"#, ["/naamVacature"]), ("[]", [""]),
            (#"{"naamVacature": "A", "codeWerkEnDenkniveauMinimaal": 8}"#, ["/codeWerkEnDenkniveauMinimaal"]),
            (#"{"naamVacature": "A", "sluitingsDatumVacature": "2027-02-30"}"#, ["/sluitingsDatumVacature"]),
            (#"{"naamVacature": "A", "sluitingsDatumVacature": "2027-01-13"}"#, ["/sluitingsDatumVacature"]),
            (
                #"{"naamVacature": "A", "aantalPlaatsen": 0, "nummerVacature": [1]}"#,
                ["/aantalPlaatsen", "/nummerVacature"]
            ),
            (
                #"{"naamVacature": "A", "contractvorm": [{}, {"codeTypeOvereenkomst": "05"}]}"#,
                ["/contractvorm/1/codeTypeOvereenkomst"]
            ),
            (
                #"{"naamVacature": "A", "leerplek": {"datumAanvang": "2027-09-01", "datumEinde": "2027-08-31"}}"#,
                ["/leerplek/datumEinde"]
            ),
            (#"{"naamVacature": "A", "idVacature": "W"}"#, ["/idVacature"]),
            (
                #"{"naamVacature": "A", "leerplek": {"praktijkbegeleider": "misschien"}}"#,
                ["/leerplek/praktijkbegeleider"]
            ),
        ])
    func refused(text: String, pointers: [String]) throws {
        do {
            #expect(try profile(text).faults.map(\.pointer) == pointers)
        } catch let error as NotTaken {
            #expect(error.pointers == pointers)
        }
    }

    @Test("The document of the API describes the members that are read, and no others")
    func described() throws {
        func members(_ schema: EventSchema) -> [String: EventSchema] {
            for case .members(let members) in schema.rules { return members }
            return [:]
        }
        func compare(_ shapes: [String: VacancyProfile.Shape], _ schemas: [String: EventSchema]) {
            #expect(Set(shapes.keys) == Set(schemas.keys))
            for (name, shape) in shapes {
                guard let schema = schemas[name] else { continue }
                compare(inner(shape), members(schema))
            }
        }
        func inner(_ shape: VacancyProfile.Shape) -> [String: VacancyProfile.Shape] {
            switch shape {
            case .object(let shapes): shapes
            case .list(let item), .textOr(_, let item): inner(item)
            default: [:]
            }
        }
        compare(VacancyProfile.members, members(try Self.schema()))
    }

    @Test("A day that is today is not past, and a list has at most 50 items")
    func limits() throws {
        let day = CalendarDate(dayNumber: Self.today.dayNumber).description
        #expect(try profile(#"{"naamVacature": "A", "sluitingsDatumVacature": "\#(day)"}"#).faults == [])
        let many = (0..<51).map { _ in "\"1\"" }.joined(separator: ",")
        #expect(try profile(#"{"naamVacature": "A", "sector": [\#(many)]}"#).faults.map(\.pointer) == ["/sector"])
    }
}
