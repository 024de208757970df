import Workforce

@testable import Intake

/// Numbers that look random and are the same in every run (SplitMix64).
struct ReaderDice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &self)]
    }
}

/// Makes employees files full of what can go wrong, with a mapping for each.
struct ReaderFileMaker {
    var dice: ReaderDice
    let mapping: FileMapping
    let columns: [String]

    init(seed: UInt64) {
        dice = ReaderDice(seed)
        var mapping = FileMapping(target: .employees, pattern: "*")
        mapping.passThrough = true
        mapping.delimiter = dice.pick([0x2C, 0x3B, 0x09])
        mapping.encoding = .utf8
        mapping.format.dates = ["yyyy-MM-dd", "d/M/yy"]
        mapping.format.nullTokens = dice.chance(50) ? ["n/a", "1900-01-01"] : []
        mapping.columns["name"] = ColumnMapping(cases: [
            ColumnMapping.Case(source: .columns(["first", "last"], separator: " "))
        ])
        var job = ColumnMapping(column: "job")
        job.values = dice.chance(30) ? ["J1": "K1", "": "none"] : dice.chance(30) ? ["J1": "K1", "*": "rest"] : [:]
        mapping.columns["job"] = job
        var contract = ColumnMapping(column: "kind")
        contract.values = ["vast": "permanent", "tijdelijk": "fixed_term", "oproep": "on_call", "-": ""]
        if dice.chance(20) { contract.values["*"] = "agency" }
        mapping.columns["contract"] = contract
        mapping.columns["exit_date"] = ColumnMapping(cases: [
            ColumnMapping.Case(
                when: ["status": ["out", "gone"]], source: .columns(["exit"], separator: " ")),
            ColumnMapping.Case(when: ["status": ["planned"]], source: .constant("2027-03-01")),
        ])
        if dice.chance(50) { mapping.filters = [RowFilter(column: "kind", values: ["stagiair", ""], excludes: true)] }
        if dice.chance(30) {
            mapping.filters.append(RowFilter(column: "status", values: ["in", "out", "planned", "gone"]))
        }
        mapping.asOf = dice.pick([
            nil, .column("date", formats: ["yyyyMMdd"]), .yearEnd("year"), .constant("2026-01-31"),
        ])
        if dice.chance(30) {
            var fte = ColumnMapping(column: "fte")
            fte.fullTime = FullTime(dice.pick(["36", "37.5", "100"]))
            if dice.chance(50) { fte.values = ["0.5": "0.50", "veel": "1.5"] }
            mapping.columns["fte"] = fte
        }
        self.mapping = mapping
        var columns = [
            "employee_id", "first", "last", "birth_date", "gender", "hire_date", "job", "unit", "establishment", "kind",
            "fte", "monthly_salary", "status", "exit", "exit_reason", "skills", "date", "year", "indispensable",
        ]
        columns.shuffle(using: &dice)
        self.columns = columns
    }

    /// A text of so many rows.
    mutating func text(rows: Int, withFaults: Bool = true) -> String {
        let delimiter = String(Unicode.Scalar(mapping.delimiter ?? 0x2C))
        let lineEnd = dice.pick(["\n", "\r\n", "\r"])
        var text = columns.joined(separator: delimiter) + lineEnd
        for row in 0..<rows {
            var fields = columns.map { written(value($0), delimiter) }
            if withFaults, dice.chance(2) { fields.removeLast(Int.random(in: 1...4, using: &dice)) }
            if withFaults, dice.chance(2) { fields.append(dice.pick(["", "more"])) }
            text += fields.joined(separator: delimiter)
            if row < rows - 1 || dice.chance(80) { text += lineEnd }
            if withFaults, dice.chance(3) { text += lineEnd }
            if withFaults, dice.chance(1) { text += String(repeating: delimiter, count: columns.count - 1) + lineEnd }
        }
        if withFaults, dice.chance(5) { text += "\"never closed" }
        return text
    }

    private mutating func written(_ value: String, _ delimiter: String) -> String {
        let mustQuote =
            value.unicodeScalars.contains { "\"\r\n".unicodeScalars.contains($0) } || value.contains(delimiter)
        if mustQuote || dice.chance(15) {
            var doubled = ""
            for character in value.unicodeScalars {
                if character == "\"" { doubled.unicodeScalars.append("\"") }
                doubled.unicodeScalars.append(character)
            }
            return "\"" + doubled + "\"" + (dice.chance(2) ? "x" : "")
        }
        return dice.chance(5) ? "  " + value + " " : value
    }

    private mutating func value(_ column: String) -> String {
        switch column {
        case "employee_id": dice.chance(2) ? "" : "E\(Int.random(in: 1...40, using: &dice))"
        case "first":
            dice.pick(["Anna", "Bo", "Zoë", "Łukasz", "n/a", "", "\"Mo\"", "line\nbreak", "a\r\nb", "c\rd", "漢字", "😀"])
        case "last": dice.pick(["de Vries", "O'Neil", "5\" pipe", "Jansen, jr", "x;y", ""])
        case "birth_date":
            dice.pick(["1980-02-29", "1/2/70", "2009-05-05", "", "n/a", "1900-01-01", "31-12-1999", "1990-13-01"])
        case "hire_date":
            dice.pick(["2015-06-01", "2020-01-01", "2020-01-01", "2018-03-03", "1/1/26", "soon", "", "2030-01-01"])
        case "gender": dice.pick(["f", "m", "x", "", "F", "v"])
        case "job":
            dice.pick(["J1", "J2", "J3", "", "functie-met-een-heel-lange-naam-1", "functie-met-een-heel-lange-naam-2"])
        case "unit": dice.pick(["U1", "U2", ""])
        case "establishment": dice.pick(["S1", "S2", "S2", "S1", "Zürich"])
        case "kind":
            dice.pick(["vast", "vast", "tijdelijk", "oproep", "stagiair", "-", "", "agency", "permanent", "huh"])
        case "fte":
            dice.pick([
                "1.00", "0.5", "0.805", "", "1.6", "-1", "veel", "1.505", ".25", "0.6", "1.", "36", "80%", "56.26",
            ])
        case "monthly_salary": dice.pick(["3000", "2500.55", "", "-1", "1e3", "99999999999"])
        case "status": dice.pick(["in", "in", "out", "planned", "gone", "?"])
        case "exit": dice.pick(["2025-12-31", "2026-02-01", "2010-01-01", "", "x"])
        case "exit_reason": dice.pick(["", "resignation", "Ziekte", "retirement", "moved"])
        case "skills": dice.pick(["", "a|b", "b| a |b|", "|", "long-skill-identifier-number-1|a"])
        case "date": dice.pick(["20260131", "20260131", "20251231", "", "2026"])
        case "year": dice.pick(["2025", "2025", "2024", "25", ""])
        case "indispensable": dice.pick(["yes", "no", "", "no", "maybe"])
        default: ""
        }
    }
}
