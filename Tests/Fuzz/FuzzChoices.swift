import Intake

/// A mapping and options, from eight bytes.
struct FuzzChoices {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private func pick<Element>(_ byte: Int, shift: Int = 0, _ choices: [Element]) -> Element {
        choices[Int(bytes[byte] >> UInt8(shift)) % choices.count]
    }

    var hasBundleDate: Bool { bytes[1] & 8 == 0 }
    var allowsRatings: Bool { bytes[1] & 16 != 0 }
    var isPrefix: Bool { bytes[1] & 32 != 0 }
    var isParallel: Bool { bytes[1] & 64 != 0 }
    var rowLimit: Int? { bytes[1] & 128 != 0 ? 3 : nil }
    var chunkBytes: Int { pick(5, [1, 2, 3, 16, 64, 255, 1000, 1 << 20]) }
    var blockBytes: Int { pick(6, [1, 5, 64, 200, 1 << 12, 1 << 18]) }

    var valueFormat: ValueFormat {
        var format = ValueFormat()
        format.dates = pick(
            3, [["yyyy-MM-dd"], ["d-M-yy", "yyyyMMdd"], ["M/d/yyyy H:mm"], ["dd.MM.yyyy", "nonsense"], []])
        format.nullTokens = pick(3, shift: 3, [[], ["", "-", "9999-12-31"], ["x"]])
        format.decimalMark = pick(3, shift: 5, [0x2E, 0x2C])
        let thousands: [UInt8?] = [nil, 0x2E, 0x2C]
        format.thousandsMark = pick(3, shift: 6, thousands)
        return format
    }

    var format: FieldFormat { FieldFormat(valueFormat) }

    var mapping: FileMapping {
        var mapping = FileMapping(target: .employees, pattern: "*")
        mapping.passThrough = bytes[4] & 1 == 0
        let encodings: [TextEncoding?] = [nil, .utf8, .utf16, .windows1252, .iso885915]
        let delimiters: [UInt8?] = [nil, 0x2C, 0x3B, 0x09, 0x7C]
        mapping.encoding = pick(0, encodings)
        mapping.delimiter = pick(0, shift: 3, delimiters)
        mapping.quote = pick(0, shift: 6, [0x22, 0x22, 0x27])
        mapping.headerLine = pick(7, [1, 1, 1, 2, 5])
        let dates: [AsOfSource?] = [
            nil, .column("date", formats: ["yyyy-MM-dd", "d/M/yyyy"]), .yearEnd("year"), .constant("2025-12-31"),
        ]
        mapping.asOf = pick(1, dates)
        mapping.format = valueFormat
        mapping.drop = pick(7, shift: 3, [[], ["name"], ["job"]])
        let filters: [[RowFilter]] = [
            [], [RowFilter(column: "kind", values: ["a", ""])],
            [RowFilter(column: "kind", values: ["b"], excludes: true)], [RowFilter(column: "none", values: ["x"])],
        ]
        mapping.filters = pick(2, filters)
        mapping.columns["name"] = ColumnMapping(cases: [
            ColumnMapping.Case(source: .columns(["first", "last"], separator: "-"))
        ])
        if bytes[4] & 2 != 0 { mapping.columns["employee_id"] = ColumnMapping(column: "id") }
        if bytes[4] & 4 != 0 {
            var contract = ColumnMapping(column: "kind")
            let maps: [[String: String]] = [
                ["a": "permanent", "b": "on_call"], ["a": "", "*": "agency"], ["": "apprentice"],
            ]
            contract.values = pick(4, shift: 6, maps)
            mapping.columns["contract"] = contract
        }
        if bytes[4] & 8 != 0 {
            mapping.columns["exit_date"] = ColumnMapping(cases: [
                ColumnMapping.Case(when: ["kind": ["a"]], source: .columns(["exit"], separator: "")),
                ColumnMapping.Case(when: ["kind": ["b", "c"]], source: .constant("2026-02-01")),
                ColumnMapping.Case(source: .absent),
            ])
        }
        if bytes[4] & 16 != 0 {
            var job = ColumnMapping(column: "job")
            job.values = ["J": "K", "*": "L"]
            mapping.columns["job"] = job
            mapping.columns["fte"] = ColumnMapping(constant: "0.75")
        }
        if bytes[4] & 32 != 0 {
            var birth = ColumnMapping(column: "birth_date")
            birth.format = ValueFormat()
            birth.format?.dates = ["dd-MM-yyyy"]
            birth.values = ["unknown": ""]
            mapping.columns["birth_date"] = birth
        }
        return mapping
    }
}
