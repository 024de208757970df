import Foundation
import Outreach
import Workforce

/// A vacancy or place to learn in the field names of the VUM profile, as it is kept: what is known of it, in one form.
///
/// Read tolerantly, as the release notes of that standard ask for: empty values are absent, numbers may come as texts and
/// codes as numbers, one thing may stand where a list belongs. What is not known is left out, and contact persons are: of a
/// vacancy nobody's name is needed here.
struct VacancyProfile: Sendable {
    /// How a member is read.
    indirect enum Shape: Sendable {
        case text(longest: Int)
        /// One of these; numbers get their leading zeros back.
        case code([String])
        case integer(ClosedRange<Int>)
        case date
        case flag
        case object([String: Shape])
        case list(Shape)
        /// A text, which stands for the member of that name.
        case textOr(String, Shape)
    }

    static let members: [String: Shape] = [
        "idVacature": .text(longest: 64),
        "naamVacature": .text(longest: 200),
        "nummerVacature": .text(longest: 64),
        "omschrijvingVacature": .text(longest: 10_000),
        "codeWerkEnDenkniveauMinimaal": .code(["0", "1", "2", "3", "4", "5", "6", "7"]),
        "sluitingsDatumVacature": .date,
        "aantalPlaatsen": .integer(1...1_000),
        "sollicitatiewijze": .list(
            .textOr("omschrijving", .object(["omschrijving": .text(longest: 500), "webadres": .text(longest: 2_000)]))),
        "werkgever": .object([
            "naamOrganisatie": .text(longest: 200), "postcode": .text(longest: 10), "plaats": .text(longest: 100),
            "land": .text(longest: 2),
        ]),
        "sector": .list(.textOr("codeSbi", .object(["codeSbi": .text(longest: 10)]))),
        "arbeidsVoorwaarden": .object([
            "datumAanvangWerkzaamheden": .date, "datumEindeWerkzaamheden": .date,
            "salarisIndicatie": .text(longest: 100), "urenPerWeek": .integer(1...60),
        ]),
        "contractvorm": .list(
            .object([
                "codeTypeArbeidscontract": .code(["B", "O"]),
                "codeTypeOvereenkomst": .code(["01", "02", "03", "04"]),
            ])),
        "beroep": .textOr("naamBeroep", occupation),
        "werkervaring": .list(.textOr("naamBeroep", occupation)),
        "opleiding": .list(
            .textOr(
                "naamOpleiding",
                .object(["naamOpleiding": .text(longest: 200), "codeNiveauOpleiding": .text(longest: 10)]))),
        "leerplek": .object([
            "erkenningsnummer": .text(longest: 40), "crebo": .text(longest: 10),
            "leerweg": .code(["BOL", "BBL", "HBO", "WO", "VO"]), "datumAanvang": .date, "datumEinde": .date,
            "urenPerWeek": .integer(1...60), "praktijkbegeleider": .flag,
        ]),
    ]

    private static let occupation = Shape.object([
        "naamBeroep": .text(longest: 200), "codeBeroepsnaam": .text(longest: 20), "isco08": .text(longest: 4),
        "esco": .text(longest: 200), "aantalJaren": .integer(0...60),
    ])

    private(set) var faults: [PartnerProblem.Member] = []
    private(set) var value = JSONValue.object([String: JSONValue]())
    private(set) var title = ""

    init(_ body: JSONDocument, id: String, today: CalendarDate) {
        var members = VacancyProfile.object(body, VacancyProfile.members, at: "", &faults)
        if case .string(let own)? = members["idVacature"], own != id {
            faults.append(.init(pointer: "/idVacature", detail: "is not the number in the path"))
        }
        members["idVacature"] = .string(id)
        if case .string(let name)? = members["naamVacature"] {
            title = name
        } else if faults.isEmpty {
            faults.append(.init(pointer: "/naamVacature", detail: "is missing"))
        }
        if let closing = VacancyProfile.date(members["sluitingsDatumVacature"]), closing < today {
            faults.append(.init(pointer: "/sluitingsDatumVacature", detail: "is past"))
        }
        check(
            members["arbeidsVoorwaarden"], "arbeidsVoorwaarden", "datumAanvangWerkzaamheden", "datumEindeWerkzaamheden")
        check(members["leerplek"], "leerplek", "datumAanvang", "datumEinde")
        value = .object(members)
    }

    private mutating func check(_ part: JSONValue?, _ name: String, _ start: String, _ end: String) {
        guard case .object(let members)? = part, let first = VacancyProfile.date(members[start]),
            let last = VacancyProfile.date(members[end]), last < first
        else { return }
        faults.append(.init(pointer: "/\(name)/\(end)", detail: "is before \(start)"))
    }

    private static func date(_ value: JSONValue?) -> CalendarDate? {
        guard case .string(let text)? = value else { return nil }
        return CalendarDate(iso: text)
    }

    private static func object(
        _ body: JSONDocument, _ shapes: [String: Shape], at pointer: String, _ faults: inout [PartnerProblem.Member]
    ) -> [String: JSONValue] {
        guard let object = body.object else {
            faults.append(.init(pointer: pointer, detail: "is no object"))
            return [:]
        }
        var members: [String: JSONValue] = [:]
        for (name, shape) in shapes.sorted(by: { $0.key < $1.key }) {
            guard let value = object[name] else { continue }
            members[name] = read(value, shape, at: "\(pointer)/\(name)", &faults)
        }
        return members
    }

    /// Nil for what is empty or wrong.
    private static func read(
        _ value: JSONDocument, _ shape: Shape, at pointer: String, _ faults: inout [PartnerProblem.Member]
    ) -> JSONValue? {
        if value.isEmpty { return nil }
        func refuse(_ detail: String) -> JSONValue? {
            faults.append(.init(pointer: pointer, detail: detail))
            return nil
        }
        switch shape {
        case .text(let longest):
            guard let text = value.plain else { return refuse("is no text") }
            guard text.unicodeScalars.count <= longest else { return refuse("is longer than \(longest) characters") }
            return .string(text)
        case .code(let codes):
            guard let text = value.plain,
                let code = codes.first(where: {
                    $0 == text || ($0.first == "0" && $0.dropFirst() == text && !text.isEmpty)
                })
            else { return refuse("is none of \(codes.joined(separator: ", "))") }
            return .string(code)
        case .integer(let range):
            guard let number = value.plain.flatMap({ Int($0) }), range.contains(number) else {
                return refuse("is no whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return .integer(number)
        case .date:
            guard let date = value.string.flatMap(CalendarDate.init(iso:)) else {
                return refuse("is no date as 2027-03-31")
            }
            return .string(date.description)
        case .flag:
            switch value.plain?.lowercased() ?? value.shown {
            case "true", "1", "ja": return .boolean(true)
            case "false", "0", "2", "nee": return .boolean(false)
            default: return refuse("is neither true nor false")
            }
        case .object(let shapes):
            let members = object(value, shapes, at: pointer, &faults)
            return members.isEmpty ? nil : .object(members)
        case .list(let item):
            let values = value.array ?? [value]
            guard values.count <= 50 else { return refuse("has more than 50 items") }
            let items = values.enumerated().compactMap { index, value in
                read(
                    value, item, at: value == values.first && values.count == 1 ? pointer : "\(pointer)/\(index)",
                    &faults)
            }
            return items.isEmpty ? nil : .array(items)
        case .textOr(let name, let shape):
            guard value.plain != nil else { return read(value, shape, at: pointer, &faults) }
            return read(.object([name: value]), shape, at: pointer, &faults)
        }
    }
}

extension JSONDocument {
    /// What that profile's senders write where there is nothing.
    fileprivate var isEmpty: Bool {
        switch self {
        case .null: true
        case .string(let text): text.allSatisfy(\.isWhitespace)
        case .array(let values): values.allSatisfy(\.isEmpty)
        case .object(let members): members.isEmpty
        case .boolean, .number: false
        }
    }

    /// A text, or a whole number as one.
    fileprivate var plain: String? {
        switch self {
        case .string(let text): text.trimmingCharacters(in: .whitespacesAndNewlines)
        case .number(let number): Int(exactly: number).map(String.init)
        default: nil
        }
    }
}
