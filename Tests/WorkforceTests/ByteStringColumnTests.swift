import Testing

@testable import Workforce

@Suite("Columns of texts")
struct ByteStringColumnTests {
    @Test("While nobody has a text only the rows are counted")
    func absent() {
        var column = ByteStringColumn(absent: 2)
        column.append("")
        column.appendAbsent(1)
        column.append(contentsOf: ByteStringColumn(["", ""]))
        #expect(column.count == 6)
        #expect(column.ends.isEmpty)
        #expect((0..<6).allSatisfy { column.isAbsent($0) && column[$0].isEmpty })
        #expect(column == ByteStringColumn(absent: 6))
    }

    @Test("The first text comes after any number of rows without one", arguments: 0...3)
    func firstText(rows: Int) {
        var column = ByteStringColumn(absent: rows)
        column.append("één")
        column.append("")
        column.append("twee")
        column.appendAbsent(2)
        let texts = Array(repeating: "", count: rows) + ["één", "", "twee", "", ""]
        #expect((0..<column.count).map { column[$0] } == texts)
        #expect(column == ByteStringColumn(texts))
        #expect(column.ends.count == texts.count)
        #expect(column.isOrdered(rows, before: rows + 2) == false)
    }

    @Test("Joined columns read as one after the other, whichever of them have no text")
    func joining() {
        let parts = [[""], ["a", ""], [], ["", ""], ["bc"]]
        let joined = ByteStringColumn(joining: parts.map { ByteStringColumn($0) })
        #expect(joined == ByteStringColumn(parts.joined()))
        #expect(ByteStringColumn(joining: []) == ByteStringColumn())
        #expect(ByteStringColumn(joining: [ByteStringColumn(absent: 2)]) == ByteStringColumn(absent: 2))
    }

    @Test("Bytes and ends that come from elsewhere are one column, also without a byte")
    func parts() {
        #expect(ByteStringColumn(bytes: Array("ab".utf8), ends: [0, 1, 2]) == ByteStringColumn(["", "a", "b"]))
        #expect(ByteStringColumn(bytes: [], ends: [0, 0]) == ByteStringColumn(absent: 2))
    }
}
