import Workforce

/// Which employee ids a snapshot lists: a hash table over the column's own bytes, without a text per person.
struct IdIndex {
    private let ids: ByteStringColumn
    private var slots: [UInt32]

    private static let free = UInt32.max

    init(_ ids: ByteStringColumn) {
        self.ids = ids
        var size = 64
        while size < ids.count * 2 { size *= 2 }
        slots = Array(repeating: IdIndex.free, count: size)
        for row in 0..<ids.count {
            var slot = ids.withBytes(row, IdIndex.hash) & (size - 1)
            while slots[slot] != IdIndex.free { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt32(row)
        }
    }

    /// Whether the id of a row of another column is among them.
    func contains(_ row: Int, of other: ByteStringColumn) -> Bool {
        other.withBytes(row) { id in
            var slot = IdIndex.hash(id) & (slots.count - 1)
            while slots[slot] != IdIndex.free {
                let isSame = ids.withBytes(Int(slots[slot])) { $0.count == id.count && $0.elementsEqual(id) }
                if isSame { return true }
                slot = (slot + 1) & (slots.count - 1)
            }
            return false
        }
    }

    /// FNV-1a, folded: ids are short.
    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0x7fff_ffff)
    }
}
