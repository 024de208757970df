import Prevention
import Testing
import Workforce

@Suite("What establishments state as their area or technical unit")
struct StatedUnitsTests {
    private static let units = StatedUnits([
        StatedUnits.Country(
            code: "NL", kinds: [.statutoryArea],
            areas: [("Noord", ["Friesland"]), ("Oost", ["Overijssel", "Gelderland"]), ("Zuid", ["Noord-Brabant"])]),
        StatedUnits.Country(code: "BE", kinds: [.technicalUnit], areas: []),
    ])

    private func problems(_ rows: [(String, String, String)], country: String = "NL") -> [Problem] {
        let establishments = rows.map { code, country, unit in
            var row = Establishment(establishment: code, country: country)
            if country == "BE" { row.technicalUnit = unit } else { row.statutoryArea = unit }
            return row
        }
        return Self.units.problems(in: establishments, employerCountry: country)
    }

    @Test(
        "An area that the law does not know is told with the one that is meant",
        arguments: [
            ("oost", "Oost"), ("O ost", "Oost"), ("Gelderland", "Oost"), ("noord brabant", "Zuid"), ("Oots", "Oost"),
            ("Gelderlnd", "Oost"), ("Noord", nil),
        ] as [(String, String?)])
    func meant(written: String, area: String?) {
        let found = problems([("A", "NL", "Oost"), ("B", "NL", written)])
        #expect(found.map(\.code) == (area == nil ? [] : ["statutory-area-unknown"]))
        #expect(found.map(\.remedy) == (area.map { ["write '\($0)' in statutory_area of B"] } ?? []))
        #expect(found.allSatisfy { $0.reason.contains("'\(written)'") && $0.severity == .warning })
    }

    @Test("Where nothing is near, all areas are listed, with the establishments that state it")
    func unknown() {
        let found = problems((1...7).map { ("A\($0)", "NL", "Atlantis") })
        #expect(
            found.map(\.remedy)
                == ["write one of these in statutory_area of A1, A2, A3, A4, A5 and 2 more: Noord, Oost, Zuid"])
    }

    @Test(
        "Technical units that differ only by capitals or spaces are told together",
        arguments: [("TBE-1", "tbe-1", true), ("TBE-1", "TBE -1", true), ("TBE-1", "TBE-2", false), ("A", "A", false)])
    func variants(one: String, other: String, isTold: Bool) {
        let found = problems([("B1", "BE", one), ("B2", "BE", other), ("B3", "BE", one)])
        #expect(found.map(\.code) == (isTold ? ["technical-unit-spelling"] : []))
        #expect(found.allSatisfy { $0.reason.contains("(B1, B3)") && $0.reason.contains("(B2)") })
    }

    @Test("Two Unicode forms of one name are two units, and told")
    func forms() {
        let found = problems([("B1", "BE", "Li\u{e8}ge"), ("B2", "BE", "Lie\u{300}ge")])
        #expect(found.map(\.code) == ["technical-unit-spelling"])
    }

    @Test("The rules of the establishment's own country count, the employer's where it states none")
    func countries() {
        var row = Establishment(establishment: "A")
        row.statutoryArea = "oost"
        row.technicalUnit = "x"
        #expect(Self.units.problems(in: [row], employerCountry: "nl").count == 1)
        #expect(Self.units.problems(in: [row], employerCountry: "BE").isEmpty)
        #expect(Self.units.problems(in: [row], employerCountry: "FR").isEmpty)
    }
}
