import Testing
import Workforce

@Suite("Interned codes")
struct CodeTableTests {
    @Test("A code keeps its number however many follow")
    func stable() {
        var table = CodeTable()
        let numbers = (0..<10_000).map { table.intern("job \($0)") }
        #expect(numbers == Array(0..<10_000))
        for index in 0..<10_000 {
            #expect(table.intern("job \(index)") == UInt32(index))
            #expect(table[UInt32(index)] == "job \(index)")
        }
        #expect(table.count == 10_000)
        #expect(table.find("job 10000") == nil)
    }

    @Test("Byte order is the order of codes, shorter first")
    func order() {
        let table = CodeTable(["b", "a", "aa", "", "Z", "é"])
        let sorted = (0..<UInt32(table.count)).sorted {
            table.byteOrderRanks()[Int($0)] < table.byteOrderRanks()[Int($1)]
        }
        #expect(sorted.map { table[$0] } == ["", "Z", "a", "aa", "b", "é"])
    }
}
