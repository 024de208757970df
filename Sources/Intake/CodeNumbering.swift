import Workforce

/// The numbers that the codes of one chunk have in the columns of one as-of date.
struct CodeNumbering {
    var jobs = Table()
    var establishments = Table()
    var units = Table()
    var skills = Table()

    struct Table {
        private var numbers: [UInt32] = []
        private let absent = CodeTable.absent

        /// Makes room for every code of the chunk.
        mutating func extend(to count: Int) {
            if count > numbers.count {
                numbers.append(contentsOf: repeatElement(CodeTable.absent, count: count - numbers.count))
            }
        }

        /// The number of `code`, given when a row first holds it: in the order of the file, whatever the chunks.
        @inline(__always)
        mutating func number(_ code: UInt32, of codes: borrowing LocalCodes, in table: inout CodeTable) -> UInt32 {
            if code == absent { return absent }
            let known = numbers[Int(code)]
            if known != absent { return known }
            let number = codes.withBytes(code) { table.intern($0) }
            numbers[Int(code)] = number
            return number
        }
    }
}
