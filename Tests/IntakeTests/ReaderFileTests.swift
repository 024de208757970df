import Glibc
import Testing
import Workforce

@testable import Intake

@Suite("Files as they really come")
struct ReaderFileTests {
    private static let header = "employee_id,hire_date,job,establishment,name\n"

    @Test(
        "A file that was cut is refused, on the line where it breaks",
        arguments: [
            ("E1,2020-01-01,J,S,A\nE2,2020-01-01,J", "truncated-file", 3),
            ("E1,2020-01-01,J,S,A\nE2,2020-01-01,J,S,\"B\nC", "truncated-file", 3),
            ("E1,2020-01-01,\"J\n,S,A", "truncated-file", 2),
        ])
    func truncated(rows: String, code: String, line: Int) {
        for chunk in [1, 16, 1 << 20] {
            var file = ReaderEmployeeFile()
            file.options.chunkBytes = chunk
            let reading = file.reading(of: Array((Self.header + rows).utf8))
            #expect(reading.refusals.map(\.code) == [code])
            #expect(reading.refusals.map(\.line) == [line])
        }
    }

    @Test("A last line without its end is whole if its fields are")
    func lastLine() {
        let file = ReaderEmployeeFile()
        #expect(file.reading(of: Array((Self.header + "E1,2020-01-01,J,S,A").utf8)).people == 1)
        #expect(file.reading(of: Array((Self.header + "E1,2020-01-01,J,S,\"A\"").utf8)).people == 1)
        #expect(file.reading(of: Array(Self.header.utf8)).rows == 0)
        #expect(file.reading(of: Array(Self.header.dropLast().utf8)).refusals.isEmpty)
    }

    @Test("A quote that is never closed swallows a mebibyte at most", arguments: [1 << 12, 1 << 20, 8 << 20])
    func endless(chunk: Int) {
        var file = ReaderEmployeeFile()
        file.options.chunkBytes = chunk
        let rows = String(repeating: "E1,2020-01-01,J,S,A\n", count: 60_000)
        let reading = file.reading(of: Array((Self.header + "E0,2020-01-01,J,S,\"A\n" + rows).utf8))
        #expect(reading.refusals.map(\.code) == ["record-too-long"])
        #expect(reading.refusals.map(\.line) == [2])
    }

    @Test("A header that is missing, cut, long, or late")
    func header() {
        var file = ReaderEmployeeFile()
        func codes(_ text: String) -> [String] { file.reading(of: Array(text.utf8)).refusals.map(\.code) }
        #expect(codes("\"employee_id,hire") == ["truncated-file"])
        #expect(codes(String(repeating: "x,", count: 5000) + "\n") == ["too-many-columns"])
        #expect(codes("\n\n") == ["empty-file"])
        #expect(codes("\n\nE1,2020-01-01,J,S\n") == Array(repeating: "missing-column", count: 4))
        let long = "\"" + String(repeating: "n", count: 70_000) + "\"," + Self.header + "x,E1,2020-01-01,J,S,A\n"
        #expect(file.reading(of: Array(long.utf8)).people == 1)
        file.mapping.headerLine = 3
        let late = "Personeel\r\nper 31 januari\r\n" + Self.header + "E1,2020-01-01,J,S,A,,\nE2,,J,S,A\n"
        let reading = file.reading(of: Array(late.utf8))
        #expect(reading.people == 1)
        #expect(reading.problems.map(\.line) == [5])
        #expect(codes("a\nb\n") == ["no-header"])
    }

    @Test("What was taken for UTF-8 is read again as windows-1252 when a late byte shows it")
    func lateByte() {
        let rows = String(repeating: "E1,2020-01-01,J,S,A\n", count: 5000)
        let bytes = Array((Self.header + rows + "E2,2020-01-01,J,S,Zo").utf8) + [0xEB] + Array(",\n".utf8)
        var file = ReaderEmployeeFile()
        let reading = file.reading(of: bytes)
        #expect(reading.dialect.form == .windows1252)
        #expect(reading.readings[0].people.map(\.name) == ["A", "Zoë"])
        file.mapping.encoding = .utf8
        #expect(file.reading(of: bytes).problems.contains { $0.code == "undecodable-text" && $0.column == "name" })
        #expect(file.reading(of: bytes).readings[0].people.map(\.name) == ["A", ""])
    }

    @Test(
        "Bytes that cannot be decoded reject a row where the value is required",
        arguments: [
            ("employee_id", 1), ("job", 1), ("establishment", 1), ("unit", 0), ("skills", 0), ("email", 0),
            ("job_wish", 0),
        ])
    func undecodable(column: String, rejected: Int) {
        var file = ReaderEmployeeFile()
        file.mapping.encoding = .utf8
        let columns = ["employee_id", "hire_date", "job", "establishment", "unit", "skills", "email", "job_wish"]
        let row = columns.map { $0 == column ? [0x41, 0xFF] : Array(($0 == "hire_date" ? "2020-01-01" : "x").utf8) }
        let bytes = Array((columns.joined(separator: ",") + "\n").utf8) + Array(row.joined(separator: [0x2C])) + [0x0A]
        let reading = file.reading(of: bytes)
        #expect(reading.problems.map(\.code) == ["undecodable-text"])
        #expect(reading.problems.map(\.column) == [column])
        #expect(reading.rejected == rejected)
        file.mapping.encoding = nil
        #expect(file.reading(of: bytes).problems.isEmpty)
    }

    @Test("A filtered id shows a wrong guess, too")
    func filteredGuess() {
        var file = ReaderEmployeeFile()
        file.mapping.filters = [RowFilter(column: "job", values: ["K"])]
        let rows = String(repeating: "E1,2020-01-01,J,S,A\n", count: 5000)
        let bytes = Array((Self.header + rows).utf8) + [0xEB] + Array(",2020-01-01,J,S,A\n".utf8)
        #expect(file.reading(of: bytes).readings[0].filtered == ["E1", "ë"])
    }

    @Test("A file is read from the disk; what cannot be read says why")
    func disk() {
        let path = "/tmp/doorstroom-reader-\(getpid()).csv"
        let bytes = Array((Self.header + "E1,2020-01-01,J,S,A\n").utf8)
        let file = fopen(path, "w")
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
        fclose(file)
        defer { unlink(path) }
        let reader = EmployeeReader(
            mapping: ReaderEmployeeFile().mapping, file: "employees.csv", bundleAsOf: CalendarDate(iso: "2026-01-31"))
        #expect(reader.read(path: path).people == 1)
        for (path, reason) in [(path + ".none", "No such file"), ("/tmp", "no regular file")] {
            let refusal = reader.read(path: path).refusals.first
            #expect(refusal?.code == "unreadable-file")
            #expect(refusal?.reason.contains(reason) == true)
            #expect(refusal?.reason.contains(path) == false)
        }
    }

    @Test("A file that shrinks while it is read is refused")
    func shrinks() throws {
        let path = "/tmp/doorstroom-reader-shrink-\(getpid()).csv"
        let file = fopen(path, "w")
        let bytes = Array((Self.header + String(repeating: "E1,2020-01-01,J,S,A\n", count: 100)).utf8)
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
        fclose(file)
        defer { unlink(path) }
        let source = try ByteSource(path: path)
        truncate(path, 200)
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 4096)
        defer { buffer.deallocate() }
        #expect(throws: ByteSourceError.self) { try source.read(at: 0, 1000, into: buffer) }
        #expect(try source.read(at: 0, 100, into: buffer) == 100)
    }

    @Test("Counts of national identifiers cover every column that is not dropped, mapped or not")
    func identifiers() {
        var file = ReaderEmployeeFile(
            "sofi,rijksregister,year", Array(repeating: "111222333,85073003328,20260131", count: 25))
        let counts = file.reading.identifierCounts
        #expect(counts.map(\.column) == file.reading.header)
        #expect(counts.map(\.identifier) == [nil, nil, nil, nil, "BSN", "INSZ", nil])
        #expect(counts[4].values == 25)
        file.mapping.drop = ["sofi"]
        #expect(!file.reading.identifierCounts.contains { $0.column == "sofi" })
    }

    @Test(
        "The checksums",
        arguments: [
            ("111222333", "BSN"), ("123456782", "BSN"), ("12345672", "BSN"), ("10000004", nil), ("11122233", nil),
            ("123456789", nil),
            ("000000000", nil), ("85073003328", "INSZ"), ("85.07.30-033.28", "INSZ"), ("85.07.30.033-28", nil),
            ("85073003329", nil), ("00012556777", "INSZ"), ("20260131", nil), ("31082026", nil),
            ("17073003384", "INSZ"), ("x11222333", nil), ("11122233x", nil),
            ("1112223334", nil), ("00000000097", nil),
        ])
    func checksums(text: String, identifier: String?) {
        var tally = IdentifierTally(column: 0)
        for _ in 0..<20 { text.withCStringBytes { tally.count($0) } }
        var count = IdentifierCount(column: "c")
        count.add(tally)
        #expect(count.values == 20)
        #expect(count.identifier == identifier)
    }

    @Test("Twenty values are needed, nine in ten of them")
    func identifierShare() {
        func identifier(_ good: Int, _ bad: Int) -> String? {
            let values =
                Array(repeating: "111222333", count: good) + Array(repeating: "111222334", count: bad) + ["", ""]
            return ReaderEmployeeFile("number", values).reading.identifierCounts.last?.identifier
        }
        #expect(identifier(19, 0) == nil)
        #expect(identifier(20, 0) == "BSN")
        #expect(identifier(27, 3) == "BSN")
        #expect(identifier(26, 3) == nil)
    }
}
