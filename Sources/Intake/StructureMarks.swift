/// Finds the bytes that give a delimited text its structure (delimiter, quote, LF, CR), 64 at a time.
///
/// Eight words of eight bytes are compared with all four at once, which gives a bit per byte; the marks are then walked
/// bit by bit, so that the bytes between them are never looked at. Text must be followed by 64 readable bytes.
///
/// Words and not vectors of bytes: the toolchain compares those element by element, a hundred times slower.
struct StructureMarks {
    private typealias Words = SIMD8<UInt64>

    private let base: UnsafePointer<UInt8>
    private let end: Int
    private let delimiter: Words
    private let quote: Words
    /// Where the 64 bytes begin that `bits` stands for.
    private var window: Int
    private var bits: UInt64

    /// The marks of `base[start..<end]`.
    init(base: UnsafePointer<UInt8>, from start: Int, to end: Int, delimiter: UInt8, quote: UInt8) {
        self.base = base
        self.end = end
        self.delimiter = Self.repeating(delimiter)
        self.quote = Self.repeating(quote)
        window = start
        bits = 0
        if start < end { bits = marks(at: start) }
    }

    /// The place of the next mark, or the end of the text.
    @inline(__always)
    mutating func next() -> Int {
        while bits == 0 {
            window += 64
            if window >= end {
                window = end
                return end
            }
            bits = marks(at: window)
        }
        let position = window + bits.trailingZeroBitCount
        bits &= bits &- 1
        return min(position, end)
    }

    @inline(__always)
    private func marks(at place: Int) -> UInt64 {
        let bytes = UnsafeRawPointer(base + place).loadUnaligned(as: Words.self)
        let unmarked =
            Self.differs(bytes, delimiter) & Self.differs(bytes, quote)
            & Self.differs(bytes, Self.repeating(0x0A)) & Self.differs(bytes, Self.repeating(0x0D))
        let hits = (~unmarked &>> 7) & Self.repeating(0x01)
        // The product gathers the lowest bits of the eight bytes of a word in its top byte, in their order.
        let gathered = (hits &* Words(repeating: 0x0102_0408_1020_4080)) &>> 56
        return (gathered &<< Words(0, 8, 16, 24, 32, 40, 48, 56)).wrappedSum()
    }

    /// The highest bit of each byte that is not the same in both; the other bits mean nothing.
    @inline(__always)
    private static func differs(_ bytes: Words, _ pattern: Words) -> Words {
        let low = repeating(0x7F)
        let difference = bytes ^ pattern
        return ((difference & low) &+ low) | difference
    }

    @inline(__always)
    private static func repeating(_ byte: UInt8) -> Words { Words(repeating: UInt64(byte) &* 0x0101_0101_0101_0101) }
}
