/// Codes as one core meets them, numbered in the order in which it met them.
///
/// Each core has its own, so that nothing is shared; the assembly numbers them again, in the order of the file. The hash
/// is seeded for each reading: nobody can prepare a file whose codes all collide.
struct LocalCodes: ~Copyable {
    /// A text of at most sixteen bytes stands in its slot; of a longer one the slot holds the hash.
    private struct Slot: BitwiseCopyable {
        var words: (UInt64, UInt64) = (0, 0)
        var count: UInt32 = 0
        /// Code + 1; 0 is free.
        var code: UInt32 = 0
    }

    private var slots: UnsafeMutableBufferPointer<Slot>
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var intact: [Bool] = []
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        slots = .allocate(capacity: 256)
        slots.initialize(repeating: Slot())
    }

    deinit { slots.deallocate() }

    var count: Int { ends.count }

    func withBytes<Result>(_ code: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let start = code == 0 ? 0 : ends[Int(code) - 1]
        return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<ends[Int(code)]])) }
    }

    /// The number of `text`, given now if it is new; nil when the text is not whole. It must be followed by 16 readable
    /// bytes.
    @inline(__always)
    mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let hash = TextHash.hash(text, seed: seed)
        let isLong = text.count > 16
        let words = isLong ? (hash, 0) : TextHash.words(text)
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while true {
            let slot = slots[place]
            if slot.code == 0 { return add(text, words, place) }
            if slot.words.0 == words.0, slot.words.1 == words.1, slot.count == UInt32(truncatingIfNeeded: text.count),
                !isLong || isSame(slot.code - 1, text)
            {
                return intact[Int(slot.code) - 1] ? slot.code - 1 : nil
            }
            place = (place + 1) & mask
        }
    }

    private func isSame(_ code: UInt32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        withBytes(code) { $0.elementsEqual(text) }
    }

    private mutating func add(
        _ text: UnsafeBufferPointer<UInt8>, _ words: (UInt64, UInt64), _ place: Int
    ) -> UInt32? {
        let isIntact = UTF8Check.isIntact(text)
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
        intact.append(isIntact)
        slots[place] = Slot(
            words: words, count: UInt32(truncatingIfNeeded: text.count), code: UInt32(truncatingIfNeeded: ends.count))
        if ends.count * 2 > slots.count { grow() }
        return isIntact ? UInt32(truncatingIfNeeded: ends.count - 1) : nil
    }

    private mutating func grow() {
        let old = slots
        slots = .allocate(capacity: old.count * 2)
        slots.initialize(repeating: Slot())
        let mask = slots.count - 1
        for slot in old where slot.code != 0 {
            let hash =
                slot.count > 16
                ? slot.words.0 : TextHash.hash(words: slot.words, count: Int(slot.count), seed: seed)
            var place = Int(truncatingIfNeeded: hash) & mask
            while slots[place].code != 0 { place = (place + 1) & mask }
            slots[place] = slot
        }
        old.deallocate()
    }
}
