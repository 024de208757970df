import Workforce

/// The numbers that the codes of one chunk have in the columns of one as-of date.
struct CodeNumbering {
    var jobs = Table()
    var establishments = Table()
    var units = Table()
    var skills = Table()

    struct Table {
        private var numbers: [UInt32] = []

        /// Appends the number of the code of each element, given when a row first holds it: in the order of the file,
        /// whatever the chunks.
        @inline(__always)
        mutating func append<Element>(
            _ elements: UnsafeBufferPointer<Element>, _ codes: borrowing LocalCodes, to column: inout [UInt32],
            in table: inout CodeTable, _ code: (Element) -> UInt32
        ) {
            if codes.count > numbers.count {
                numbers.append(contentsOf: repeatElement(CodeTable.absent, count: codes.count - numbers.count))
            }
            let absent = CodeTable.absent
            numbers.withUnsafeMutableBufferPointer { numbers in
                withUnsafeTemporaryAllocation(of: UInt32.self, capacity: elements.count) { found in
                    for index in elements.indices {
                        let code = code(elements[index])
                        var number = code == absent ? absent : numbers[Int(code)]
                        if number == absent, code != absent {
                            number = codes.withBytes(code) { table.intern($0) }
                            numbers[Int(code)] = number
                        }
                        found.initializeElement(at: index, to: number)
                    }
                    column.append(contentsOf: found)
                }
            }
        }
    }
}
