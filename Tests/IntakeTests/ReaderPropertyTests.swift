import Testing
import Workforce

@testable import Intake

@Suite("The reader, against the same thing written plainly")
struct ReaderPropertyTests {
    private static let asOf = CalendarDate(iso: "2026-01-31")

    private static func reading(
        _ bytes: [UInt8], _ mapping: FileMapping, chunk: Int = 1 << 20, block: Int = 1 << 18, isParallel: Bool = false
    ) -> EmployeeReading {
        var options = EmployeeReader.Options()
        options.chunkBytes = chunk
        options.blockBytes = block
        options.isParallel = isParallel
        return EmployeeReader(mapping: mapping, file: "employees.csv", bundleAsOf: asOf, options: options)
            .read(bytes: bytes)
    }

    /// Everything that a reading says, in a form that can be compared and shown.
    private static func digest(_ reading: EmployeeReading) -> [String] {
        var lines = [
            "rows \(reading.rows) rejected \(reading.rejected) filtered \(reading.filtered) merged \(reading.merged)",
            "health \(reading.healthReasons) suppressed \(reading.suppressed) header \(reading.header)",
            "identifiers \(reading.identifierCounts)", "refusals \(reading.refusals)",
        ]
        lines += reading.problems.map { "\($0)" }
        for dated in reading.readings {
            lines.append("as of \(dated.asOf) filtered \(dated.filtered.sorted())")
            let people = dated.employees
            lines += (0..<people.count).map { "\(people.row($0))" }
            lines.append("jobs \((0..<UInt32(people.jobs.count)).map { people.jobs[$0] })")
            lines.append("skills \((0..<UInt32(people.skillTable.count)).map { people.skillTable[$0] })")
        }
        return lines
    }

    @Test("It says what the plain reader says, row by row", arguments: 0..<60)
    func plainReader(seed: Int) {
        var maker = ReaderFileMaker(seed: UInt64(seed))
        let text = maker.text(rows: 40)
        var reference = ReaderReference(mapping: maker.mapping, bundleAsOf: Self.asOf)
        reference.read(text)
        let reading = Self.reading(Array(text.utf8), maker.mapping)

        #expect(reading.header == reference.header)
        #expect(reading.refusals.first?.code == reference.refusal)
        #expect(reading.rows == reference.rows)
        #expect(reading.rejected == reference.rejected)
        #expect(reading.filtered == reference.filtered)
        let findings = reading.problems.map {
            ReaderReference.Finding(line: $0.line ?? 0, code: $0.code, column: $0.column ?? "")
        }
        if reference.refusal == nil {
            #expect(reading.merged == reference.merged)
            #expect(Set(findings).subtracting(reference.findings) == [])
            #expect(Set(reference.findings).subtracting(findings) == [])
            #expect(findings.count == reference.findings.count)
            #expect(reading.readings.map(\.asOf) == reference.people.keys.sorted())
            for dated in reading.readings {
                let people = (0..<dated.employees.count).map { dated.employees.row($0) }
                #expect(people == reference.people[dated.asOf])
                #expect(dated.filtered == reference.filteredIds[dated.asOf] ?? [])
            }
        }
    }

    @Test("Pieces and cores change nothing", arguments: 200..<210)
    func chunks(seed: Int) {
        var maker = ReaderFileMaker(seed: UInt64(seed))
        let bytes = Array(maker.text(rows: 20).utf8)
        let whole = Self.digest(Self.reading(bytes, maker.mapping))
        for chunk in [1, 2, 3, 17, 64, 301, 1024, bytes.count] {
            for (block, isParallel) in [(1, false), (7, true), (64, true), (1 << 18, false), (1 << 18, true)]
            where chunk * block > 1 || seed % 5 == 0 {
                let reading = Self.reading(bytes, maker.mapping, chunk: chunk, block: block, isParallel: isParallel)
                #expect(Self.digest(reading) == whole, "chunk \(chunk), block \(block), parallel \(isParallel)")
            }
        }
    }

    @Test("Every encoding gives the same people, however it is cut", arguments: 300..<304)
    func encodings(seed: Int) {
        var maker = ReaderFileMaker(seed: UInt64(seed))
        let text = maker.text(rows: 15)
        let narrow = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value > 0xFF ? "ñ" : $0 }))
        var mapping = maker.mapping
        let forms: [(TextEncoding, String, [UInt8])] = [
            (.utf16, text, ReaderBytes.utf16(text, bigEndian: false, mark: true)),
            (.utf16, text, ReaderBytes.utf16(text, bigEndian: true, mark: true)),
            (.utf16, text, ReaderBytes.utf16(text, bigEndian: false, mark: false)),
            (.utf16, text, ReaderBytes.utf16(text, bigEndian: true, mark: false)),
            (.windows1252, narrow, narrow.unicodeScalars.map { UInt8($0.value) }),
            (.iso885915, narrow, narrow.unicodeScalars.map { UInt8($0.value) }),
            (.utf8, text, [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
        ]
        for (encoding, text, bytes) in forms {
            mapping.encoding = .utf8
            let expected = Self.digest(Self.reading(Array(text.utf8), mapping))
            mapping.encoding = encoding
            for (chunk, block) in [(1, 64), (5, 3), (64, 1024), (1 << 20, 1 << 18)] {
                #expect(
                    Self.digest(Self.reading(bytes, mapping, chunk: chunk, block: block)) == expected,
                    "\(encoding), chunk \(chunk), block \(block)")
            }
        }
    }

    @Test("Half characters are lost in the same places, wherever the pieces meet")
    func halfCharacters() {
        var mapping = FileMapping(target: .employees, pattern: "*")
        mapping.passThrough = true
        let header = Array("employee_id,name,hire_date,job,establishment\n".utf16)
        let row = Array("E1,".utf16) + [0xD83D, 0xD83D, 0xDE00, 0xDE00, 0xDE00, 0x61, 0xD83D]
        let rest = Array(",2020-01-01,J,S\n".utf16)
        for bigEndian in [false, true] {
            let units = [0xFEFF] + header + row + rest + row + rest
            let bytes = units.flatMap { unit -> [UInt8] in
                let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
                return bigEndian ? pair.reversed() : pair
            }
            let whole = Self.digest(Self.reading(bytes, mapping))
            #expect(whole.contains { $0.contains("undecodable-text") })
            for chunk in 2...40 { #expect(Self.digest(Self.reading(bytes, mapping, chunk: chunk)) == whole) }
        }
    }

    @Test("The order of rows decides nothing but stated ties", arguments: 400..<410)
    func permutation(seed: Int) {
        var dice = ReaderDice(UInt64(seed))
        // Positions differ in job, so that no rows are the same, and in FTE, so that the largest is one.
        let header = "employee_id,job,establishment,hire_date,exit_date,fte,monthly_salary"
        var rows: [String] = []
        for person in 0..<30 {
            let ftes = [10, 20, 30, 35].shuffled(using: &dice)
            for position in 0..<dice.pick([1, 1, 2, 3, 4]) {
                let exit = dice.pick(["", "", "2025-06-30", "2026-06-30"])
                rows.append("P\(person),J\(position),S1,2020-01-01,\(exit),0.\(ftes[position]),100")
            }
        }
        var mapping = FileMapping(target: .employees, pattern: "*")
        mapping.passThrough = true
        func people(_ rows: [String]) -> [String: EmployeeRow] {
            let text = ([header] + rows).joined(separator: "\n") + "\n"
            let employees = Self.reading(Array(text.utf8), mapping).readings[0].employees
            return Dictionary(uniqueKeysWithValues: (0..<employees.count).map { (employees.id[$0], employees.row($0)) })
        }
        let expected = people(rows)
        #expect(expected.count == 30)
        for _ in 0..<5 { #expect(people(rows.shuffled(using: &dice)) == expected) }
    }
}

/// Texts in encodings that the standard library does not write.
enum ReaderBytes {
    static func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
            bigEndian
                ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
    }
}
