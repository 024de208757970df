import Testing
import Workforce

@testable import Intake

@Suite("How a file is written")
struct ReaderDialectTests {
    @Test(
        "The delimiter is the one that splits header and rows alike",
        arguments: [
            ("a,b,c\n1,2,3\n", ","), ("a;b;c\n1,5;2;3\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a|b|c\n1|2|3\n", "|"),
            ("id,skills\n1,a|b|c\n2,a|b\n", ","), ("\"x;y\",b\n1,2\n", ","), ("only\n1\n", ","),
            ("name;first, last;b\n1;x;y\n", ";"), ("a;b\n\"1\n;2\";3\n", ";"), ("a,b", ","),
            ("sep=|\na|b;c\n1|2\n", "|"),
            ("SEP=;\r\na,x;b\r\n", ";"),
        ])
    func delimiter(text: String, expected: String) {
        #expect(Dialect.detect(Array(text.utf8), file: "x.csv").dialect.delimiter == expected.utf8.first)
    }

    @Test("A line `sep=` is no header, whether or not the mapping counts it")
    func separatorLine() {
        let bytes = Array("sep=;\nid;name\n1;A\n".utf8)
        #expect(DelimitedTable(bytes: bytes, file: "x.csv").header == ["id", "name"])
        var mapping = FileMapping(target: .jobs, pattern: "*")
        mapping.headerLine = 2
        #expect(DelimitedTable(bytes: bytes, file: "x.csv", mapping: mapping).rows.map(\.line) == [3])
    }

    @Test("Without a mark the bytes tell the encoding")
    func encoding() {
        func form(_ bytes: [UInt8], _ encoding: TextEncoding? = nil) -> TextForm {
            var mapping = FileMapping(target: .jobs, pattern: "*")
            mapping.encoding = encoding
            return Dialect.detect(bytes, file: "x", mapping: mapping).dialect.form
        }
        let text = "naam,plaats\nZoë,Łódź\n"
        #expect(form(Array(text.utf8)) == .utf8)
        #expect(form(ReaderBytes.utf16(text, bigEndian: false, mark: false)) == .utf16LittleEndian)
        #expect(form(ReaderBytes.utf16(text, bigEndian: true, mark: false)) == .utf16BigEndian)
        #expect(form(ReaderBytes.utf16(text, bigEndian: true, mark: true)) == .utf16BigEndian)
        #expect(form(ReaderBytes.utf16(text, bigEndian: true, mark: false), .utf16) == .utf16BigEndian)
        #expect(form(ReaderBytes.utf16("漢字", bigEndian: false, mark: false), .utf16) == .utf16LittleEndian)
        #expect(form([0x61, 0x2C, 0xEB, 0x0A]) == .windows1252)
        #expect(form([0x61, 0x2C, 0xEB, 0x0A], .iso885915) == .iso885915)
        #expect(form([0xEF, 0xBB, 0xBF, 0x61], .windows1252) == .utf8)
        #expect(form([0x61, 0x2C, 0xC3]) == .windows1252)
    }

    @Test("The bytes of windows-1252 and ISO-8859-15 that are not Latin-1")
    func tables() {
        func text(_ bytes: [UInt8], _ encoding: TextEncoding) -> String {
            var mapping = FileMapping(target: .jobs, pattern: "*")
            mapping.encoding = encoding
            return DelimitedTable(bytes: bytes, file: "x", mapping: mapping).header[0]
        }
        #expect(text([0x80, 0x82, 0x8A, 0x9F, 0xE9, 0xFF, 0x95], .windows1252) == "€‚ŠŸéÿ•")
        #expect(text([0x81], .windows1252) == "\u{FFFD}")
        #expect(text([0xA4, 0xA6, 0xA8, 0xB4, 0xB8, 0xBC, 0xBD, 0xBE, 0xE9], .iso885915) == "€ŠšŽžŒœŸé")
    }

    @Test("Half characters become U+FFFD, wherever the stream is cut")
    func brokenUTF16() {
        let units: [UInt16] = [0x61, 0xD83D, 0x62, 0xDE00, 0xD83D, 0xDE00, 0xD83D]
        let bytes: [UInt8] = units.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] } + [0x7A]
        for step in 1...bytes.count {
            var transcoder = Transcoder(form: .utf16LittleEndian)
            var text: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: step) {
                let piece = Array(bytes[start..<min(start + step, bytes.count)])
                let output = UnsafeMutablePointer<UInt8>.allocate(capacity: 100)
                defer { output.deallocate() }
                let count = piece.withUnsafeBytes {
                    transcoder.decode($0, isLast: start + step >= bytes.count, to: output)
                }
                text += UnsafeBufferPointer(start: output, count: count)
            }
            #expect(String(decoding: text, as: UTF8.self) == "a\u{FFFD}b\u{FFFD}😀\u{FFFD}", "step \(step)")
        }
    }

    @Test(
        "UTF-8 is checked as the standard has it",
        arguments: [
            ([0x61, 0xC3, 0xA9], true), ([0xE0, 0xA0, 0x80], true), ([0xED, 0x9F, 0xBF], true),
            ([0xF4, 0x8F, 0xBF, 0xBF], true),
            ([0xC0, 0x80], false), ([0xE0, 0x80, 0x80], false), ([0xED, 0xA0, 0x80], false),
            ([0xF4, 0x90, 0x80, 0x80], false),
            ([0xF0, 0x80, 0x80, 0x80], false), ([0x80], false), ([0xC3], false), ([0xC3, 0x28], false),
            ([0xF5, 0x80], false),
            ([0xE2, 0x82], false), ([0xF1, 0x80, 0x80, 0x80], true),
        ] as [([UInt8], Bool)])
    func utf8(bytes: [UInt8], isValid: Bool) {
        #expect(bytes.withUnsafeBufferPointer { UTF8Check.isValid($0) } == isValid)
        #expect(bytes.withUnsafeBufferPointer { UTF8Check.isIntact($0) } == isValid)
    }

    @Test("A character cut by the end of a prefix is no fault, a lost one is")
    func cut() {
        let cut: [UInt8] = [0x61, 0xE2, 0x82]
        #expect(cut.withUnsafeBufferPointer { UTF8Check.isValid($0, mayBeCut: true) })
        let lost = Array("a\u{FFFD}b".utf8)
        #expect(lost.withUnsafeBufferPointer { UTF8Check.isValid($0) && !UTF8Check.isIntact($0) })
    }

    @Test(
        "What is no text is refused",
        arguments: [
            ([], "empty-file"), ([0xEF, 0xBB, 0xBF], "empty-file"), ([0x50, 0x4B, 0, 0, 0x41, 0x42], "not-text"),
        ]
            as [([UInt8], String)])
    func noText(bytes: [UInt8], code: String) {
        #expect(Dialect.detect(bytes, file: "x.csv").refusal?.code == code)
        #expect(DelimitedTable(bytes: bytes, file: "x.csv").refusal?.code == code)
        let reader = EmployeeReader(
            mapping: FileMapping(target: .employees, pattern: "*"), file: "x.csv", bundleAsOf: nil)
        #expect(reader.read(bytes: bytes).refusals.map(\.code) == [code])
    }
}
