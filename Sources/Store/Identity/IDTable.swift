/// Keys by the hash of their id, by open addressing.
struct IDTable {
    private var slots: [UInt32]
    private let mask: Int
    private static let free = UInt32.max

    /// Empty ids are left out.
    init(_ ids: TextPointers) {
        var size = 64
        while size < ids.count * 2 { size *= 2 }
        slots = Array(repeating: Self.free, count: size)
        mask = size - 1
        for key in 0..<ids.count where !ids[key].isEmpty {
            var slot = Self.hash(ids[key]) & mask
            while slots[slot] != Self.free { slot = (slot + 1) & mask }
            slots[slot] = UInt32(key)
        }
    }

    func key(of text: UnsafeBufferPointer<UInt8>, in ids: TextPointers) -> Int? {
        var slot = Self.hash(text) & mask
        while slots[slot] != Self.free {
            if ids.isSame(Int(slots[slot]), text) { return Int(slots[slot]) }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        // FNV-1a, folded: ids differ in their last digits, which then reach the lowest bits.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0x7FFF_FFFF_FFFF_FFFF)
    }
}
