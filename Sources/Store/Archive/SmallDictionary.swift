/// Numbers up to 256 distinct values in order of first appearance, by open addressing.
struct SmallDictionary {
    private(set) var values: [Int32] = []
    private var slots: [Int16]
    static let capacity = 256

    init() { slots = Array(repeating: -1, count: 1024) }

    /// Whether the value has a number now: false when there are too many distinct ones.
    mutating func admit(_ value: Int32) -> Bool {
        var slot = SmallDictionary.slot(value)
        while slots[slot] >= 0 {
            if values[Int(slots[slot])] == value { return true }
            slot = (slot + 1) & 1023
        }
        guard values.count < SmallDictionary.capacity else { return false }
        slots[slot] = Int16(values.count)
        values.append(value)
        return true
    }

    /// The number of an admitted value.
    func number(_ value: Int32) -> UInt32 {
        var slot = SmallDictionary.slot(value)
        while slots[slot] >= 0 {
            if values[Int(slots[slot])] == value { return UInt32(slots[slot]) }
            slot = (slot + 1) & 1023
        }
        return 0
    }

    private static func slot(_ value: Int32) -> Int { Int((UInt32(bitPattern: value) &* 0x9E37_79B1) >> 22) }
}
