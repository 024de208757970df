import Workforce

/// The codes of a table with their places in byte order, the order of codes in the rules.
struct CodesInOrder {
    private let table: CodeTable
    /// The place of each code of the table.
    let place: [UInt32]
    /// The code at each place.
    private let codeAt: [UInt32]

    init(_ table: CodeTable) {
        let place = table.byteOrderRanks()
        var codeAt = [UInt32](repeating: 0, count: place.count)
        for (code, rank) in place.enumerated() { codeAt[Int(rank)] = UInt32(code) }
        self.table = table
        self.place = place
        self.codeAt = codeAt
    }

    var count: Int { place.count }

    /// The code at a place.
    subscript(place: UInt32) -> String { table[codeAt[Int(place)]] }

    /// The number that the table gave the code at a place.
    func code(at place: UInt32) -> UInt32 { codeAt[Int(place)] }

    /// The place of a code, or nil where the workforce does not have it.
    func find(_ code: String) -> UInt32? { table.find(code).map { place[Int($0)] } }
}
