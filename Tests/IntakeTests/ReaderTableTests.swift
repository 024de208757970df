import Testing
import Workforce

@testable import Intake

@Suite("Small files as tables")
struct ReaderTableTests {
    private static func table(_ text: String, rowLimit: Int? = nil, isPrefix: Bool = false) -> DelimitedTable {
        var mapping = FileMapping(target: .jobs, pattern: "*")
        mapping.delimiter = 0x2C
        return DelimitedTable(
            bytes: Array(text.utf8), file: "jobs.csv", mapping: mapping, rowLimit: rowLimit, isPrefix: isPrefix)
    }

    @Test(
        "Quoting is RFC 4180's, and what real exports add to it",
        arguments: [
            ("a,b\n\"x,y\",z\n", [["x,y", "z"]]), ("a,b\n\"say \"\"hi\"\"\",z\n", [["say \"hi\"", "z"]]),
            ("a,b\n\"1\n2\r\n3\r4\",z\n", [["1\n2\r\n3\r4", "z"]]), ("a,b\r\n1,2\r\n", [["1", "2"]]),
            ("a,b\r1,2\r3,4\r", [["1", "2"], ["3", "4"]]), ("a,b\n1,2", [["1", "2"]]), ("a,b\n1,\"2\"", [["1", "2"]]),
            ("a,b\n5\" pipe,6\"\n", [["5\" pipe", "6\""]]), ("a,b\n\"x\"y,z\n", [["xy", "z"]]),
            ("a,b\n\"x\"\"y\"z\"w,q\n", [["x\"yz\"w", "q"]]), ("a,b\n\"\",\"\"\"\"\n", [["", "\""]]),
            ("a,b\n\n1,2\n\n\n", [["1", "2"]]), ("a,b\n,\n1,2\n", [["1", "2"]]), ("a,b\n 1 ,\t2\t\n", [["1", "2"]]),
            ("a,b\n1\n", [["1", ""]]), ("a,b\n1,2,,\n", [["1", "2"]]), ("a,b\n\"x\" ,2\n", [["x", "2"]]),
        ])
    func quoting(text: String, rows: [[String]]) {
        let table = Self.table(text)
        #expect(table.rows.map(\.fields) == rows)
        #expect(table.refusal == nil)
    }

    @Test("A row is known by the line on which it starts")
    func lines() {
        let table = Self.table("a,b\n\"x\ny\",1\r\n\n2,3\n\"\r\r\n\",4\n5,6")
        #expect(table.rows.map(\.line) == [2, 5, 6, 9])
    }

    @Test("Rows of another shape are told")
    func shape() {
        let table = Self.table("a,b\n1\n1,2,3\n\"x\"y,2\n4,5\n")
        #expect(table.problems.map(\.code) == ["too-few-fields", "too-many-fields", "stray-quote"])
        #expect(table.problems.map(\.line) == [2, 3, 4])
        #expect(table.problems.map(\.severity) == [.warning, .error, .warning])
        #expect(table.rows.map(\.line) == [2, 4, 5])
        #expect(table.problems[2].column == "a")
    }

    @Test(
        "A file that was cut is refused",
        arguments: [
            ("a,b\n1,2\n\"3,4\n5,6\n", 3), ("a,b\n1,2\n3", 3), ("\"a,b\n", 1), ("a,b\n1,\"2\"\"", 2),
            ("a,b\n1,2\n\"", 3),
        ])
    func truncated(text: String, line: Int) {
        #expect(Self.table(text).refusal?.code == "truncated-file")
        #expect(Self.table(text).refusal?.line == line)
    }

    @Test("The first rows of a longer file: a record that the prefix cuts is left out")
    func prefix() {
        #expect(Self.table("a,b\n1,2\n3,4", isPrefix: true).rows.map(\.line) == [2])
        #expect(Self.table("a,b\n1,2\n3,\"4", isPrefix: true).rows.map(\.line) == [2])
        #expect(Self.table("a,b\n1,2\r", isPrefix: true).rows.isEmpty)
        #expect(Self.table("a,b\n1,2\n3,4\n5,6\n", rowLimit: 2).rows.count == 2)
    }

    @Test("A header that is not there, too wide, or further down")
    func header() {
        #expect(Self.table("\n\n").refusal?.code == "empty-file")
        #expect(Self.table("\n\na,b\n").header == [""])
        var mapping = FileMapping(target: .jobs, pattern: "*")
        mapping.headerLine = 3
        let bytes = Array("Report of\r\nsome \"system\n\"a\",b\n1,2\n".utf8)
        let table = DelimitedTable(bytes: bytes, file: "x", mapping: mapping)
        #expect(table.header == ["a", "b"])
        #expect(table.rows == [DelimitedTable.Row(line: 4, fields: ["1", "2"])])
        #expect(table.column("b") == 1)
        #expect(table.column("c") == nil)
        mapping.headerLine = 9
        #expect(DelimitedTable(bytes: bytes, file: "x", mapping: mapping).refusal?.code == "no-header")
        let wide = Array(String(repeating: "c,", count: 5000).utf8)
        #expect(DelimitedTable(bytes: wide, file: "x").refusal?.code == "too-many-columns")
    }

    @Test("A quote that swallows a mebibyte is not closed")
    func endless() {
        let text = "a,b\n1,2\n\"" + String(repeating: "x", count: 1 << 20) + "\",3\n"
        #expect(Self.table(text).refusal?.code == "record-too-long")
        #expect(Self.table(text).refusal?.line == 3)
    }

    @Test("A late byte shows what was no UTF-8; one that cannot be decoded is told")
    func undecodable() {
        let late = Array("a,b\n1,".utf8) + [0xEB] + Array("\n".utf8)
        #expect(DelimitedTable(bytes: late, file: "x").rows[0].fields == ["1", "ë"])
        var mapping = FileMapping(target: .jobs, pattern: "*")
        mapping.encoding = .utf8
        let table = DelimitedTable(bytes: late, file: "x", mapping: mapping)
        #expect(table.problems.map(\.code) == ["undecodable-text"])
        #expect(table.problems[0].column == "b")
    }
}
