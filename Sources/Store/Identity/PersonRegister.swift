internal import Workforce

/// Which person is meant by an employee id: everybody's key, newcomers at the end.
///
/// An export mostly lists people in the order in which they first came, so that the person after the last one found is
/// tried first; only where that fails is a table of all ids built.
struct PersonRegister {
    /// Ids in the order of keys.
    private(set) var ids: ByteStringColumn
    private let known: Int
    private var table: CodeTable?

    init(_ ids: ByteStringColumn) {
        self.ids = ids
        known = ids.count
    }

    /// How far ahead of the last match is looked: leavers leave gaps.
    private static let reach = 4

    /// The key of each id; ids that are new get the next ones. The ids are distinct.
    mutating func keys(of other: ByteStringColumn) -> [UInt32] {
        var keys = [UInt32](repeating: 0, count: other.count)
        var expected = 0
        for row in 0..<other.count {
            if let key = nearby(other, row, from: expected) ?? lookUp(other, row) {
                keys[row] = UInt32(key)
                expected = key + 1
            } else {
                keys[row] = UInt32(ids.count)
                other.withBytes(row) { ids.append($0) }
            }
        }
        return keys
    }

    /// The key of one id, nil when nobody has it.
    func key(of id: String) -> Int? {
        let wanted = ByteStringColumn([id])
        return (0..<ids.count).first { isSame(wanted, 0, $0) }
    }

    private func nearby(_ other: ByteStringColumn, _ row: Int, from expected: Int) -> Int? {
        for key in expected..<min(known, expected + PersonRegister.reach) where isSame(other, row, key) { return key }
        return nil
    }

    private mutating func lookUp(_ other: ByteStringColumn, _ row: Int) -> Int? {
        if known == 0 { return nil }
        if table == nil {
            var built = CodeTable()
            for key in 0..<known { ids.withBytes(key) { _ = built.intern($0) } }
            table = built
        }
        return other.withBytes(row) { table?.find($0) }.map(Int.init)
    }

    private func isSame(_ other: ByteStringColumn, _ row: Int, _ key: Int) -> Bool {
        other.withBytes(row) { left in
            ids.withBytes(key) { right in left.count == right.count && left.elementsEqual(right) }
        }
    }
}
