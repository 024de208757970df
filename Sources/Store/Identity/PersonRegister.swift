internal import Workforce

/// Which person is meant by an employee id: everybody's key, newcomers at the end.
///
/// An export mostly lists people in the order in which they first came, so that the person after the last one found is
/// tried first; only where that fails is a table of all ids built.
struct PersonRegister {
    /// Ids in the order of keys; empty where a person was forgotten.
    private(set) var ids: ByteStringColumn

    init(_ ids: ByteStringColumn) { self.ids = ids }

    /// How far ahead of the last match is looked: leavers leave gaps.
    private static let reach = 4

    /// The key of each id; ids that are new get the next ones. The ids are distinct and not empty.
    mutating func keys(of other: ByteStringColumn) -> [UInt32] {
        let known = ids.count
        if known == 0 {
            ids = other
            return Array(0..<UInt32(other.count))
        }
        var newcomers = ByteStringColumn()
        let keys = other.withTexts { others in
            ids.withTexts { mine in
                [UInt32](unsafeUninitializedCapacity: others.count) { keys, filled in
                    var expected = 0
                    var table: IDTable?
                    for row in 0..<others.count {
                        let text = others[row]
                        var key = (expected..<min(known, expected + Self.reach)).first { mine.isSame($0, text) }
                        if key == nil {
                            let all = table ?? IDTable(mine)
                            table = all
                            key = all.key(of: text, in: mine)
                        }
                        if let key {
                            expected = key + 1
                        } else {
                            newcomers.append(text)
                        }
                        keys.initializeElement(at: row, to: UInt32(key ?? known + newcomers.count - 1))
                    }
                    filled = others.count
                }
            }
        }
        ids.append(contentsOf: newcomers)
        return keys
    }

    /// The key of one id, nil when nobody has it.
    func key(of id: String) -> Int? {
        if id.isEmpty { return nil }
        return ByteStringColumn([id]).withTexts { wanted in
            ids.withTexts { mine in (0..<mine.count).first { mine.isSame($0, wanted[0]) } }
        }
    }
}
