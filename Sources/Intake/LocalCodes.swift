/// Codes as one core meets them, numbered in the order in which it met them.
///
/// Each core has its own, so that nothing is shared; the assembly numbers them again, in the order of the file. The hash
/// is seeded for each reading: nobody can prepare a file whose codes all collide.
struct LocalCodes: ~Copyable {
    /// What is known of a code: of a text of at most sixteen bytes the text, of a longer one the hash.
    private struct Entry: BitwiseCopyable {
        var words: (UInt64, UInt64)
        var count: UInt32
        var isIntact: Bool
    }

    /// The upper half of a hash and code + 1; 0 is free. Small, since they are looked up all over the place.
    private var slots: UnsafeMutableBufferPointer<UInt64>
    private var entries: UnsafeMutableBufferPointer<Entry>
    private(set) var count = 0
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        slots = .allocate(capacity: 256)
        slots.initialize(repeating: 0)
        entries = .allocate(capacity: 128)
    }

    deinit {
        slots.deallocate()
        entries.deallocate()
    }

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
            if slot == 0 { return add(text, words, hash, place) }
            if slot >> 32 == hash >> 32 {
                let code = UInt32(truncatingIfNeeded: slot) &- 1
                let entry = entries[Int(code)]
                if entry.words.0 == words.0, entry.words.1 == words.1,
                    entry.count == UInt32(truncatingIfNeeded: text.count), !isLong || isSame(code, text)
                {
                    return entry.isIntact ? code : nil
                }
            }
            place = (place + 1) & mask
        }
    }

    private func isSame(_ code: UInt32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        withBytes(code) { $0.elementsEqual(text) }
    }

    private mutating func add(
        _ text: UnsafeBufferPointer<UInt8>, _ words: (UInt64, UInt64), _ hash: UInt64, _ place: Int
    ) -> UInt32? {
        if count * 2 == slots.count { return addAfterGrowing(text, words, hash) }
        let isIntact = UTF8Check.isIntact(text)
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
        entries.initializeElement(
            at: count, to: Entry(words: words, count: UInt32(truncatingIfNeeded: text.count), isIntact: isIntact))
        count += 1
        slots[place] = Self.slot(hash, count)
        return isIntact ? UInt32(truncatingIfNeeded: count - 1) : nil
    }

    private mutating func addAfterGrowing(
        _ text: UnsafeBufferPointer<UInt8>, _ words: (UInt64, UInt64), _ hash: UInt64
    ) -> UInt32? {
        grow()
        return add(text, words, hash, freePlace(hash))
    }

    private static func slot(_ hash: UInt64, _ number: Int) -> UInt64 {
        hash & 0xFFFF_FFFF_0000_0000 | UInt64(UInt32(truncatingIfNeeded: number))
    }

    private func freePlace(_ hash: UInt64) -> Int {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0 { place = (place + 1) & mask }
        return place
    }

    /// Twice the slots; there is an entry for every second one.
    private mutating func grow() {
        let old = entries
        entries = .allocate(capacity: slots.count)
        _ = entries.moveInitialize(fromContentsOf: old[..<count])
        old.deallocate()
        slots.deallocate()
        slots = .allocate(capacity: entries.count * 2)
        slots.initialize(repeating: 0)
        for code in 0..<count {
            let entry = entries[code]
            let hash =
                entry.count > 16
                ? entry.words.0 : TextHash.hash(words: entry.words, count: Int(entry.count), seed: seed)
            slots[freePlace(hash)] = Self.slot(hash, code + 1)
        }
    }
}
