/// A hash of short texts, eight bytes at a time, seeded for each reading so that no file can be made to collide.
enum TextHash {
    /// The first sixteen bytes of `text` as two words, zeros behind its end; 16 bytes must be readable.
    @inline(__always)
    static func words(_ text: UnsafeBufferPointer<UInt8>) -> (UInt64, UInt64) {
        guard let base = text.baseAddress else { return (0, 0) }
        let raw = UnsafeRawPointer(base)
        let first = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
        if text.count <= 8 { return (first & lowBytes(text.count), 0) }
        let second = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        return (first, second & lowBytes(min(text.count - 8, 8)))
    }

    @inline(__always)
    static func hash(_ text: UnsafeBufferPointer<UInt8>, seed: UInt64) -> UInt64 {
        let words = words(text)
        let start = start(words, text.count, seed)
        return spread(text.count > 16 ? rest(text, start) : start)
    }

    /// The hash of a text of at most sixteen bytes, from its words.
    @inline(__always)
    static func hash(words: (UInt64, UInt64), count: Int, seed: UInt64) -> UInt64 {
        spread(start(words, count, seed))
    }

    @inline(__always)
    private static func start(_ words: (UInt64, UInt64), _ count: Int, _ seed: UInt64) -> UInt64 {
        let hash = mix(seed ^ UInt64(count), words.0)
        return count > 8 ? mix(hash, words.1) : hash
    }

    /// Lets every bit reach the lowest ones, which tables take: codes differ in a few digits, and by one product alone they stand
    /// in rows, so that a table of them was searched five times as long with most seeds, and forty times with one in ten.
    @inline(__always)
    private static func spread(_ hash: UInt64) -> UInt64 {
        let product = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
        return product ^ product >> 32
    }

    private static func rest(_ text: UnsafeBufferPointer<UInt8>, _ start: UInt64) -> UInt64 {
        var hash = start
        var position = 16
        while position < text.count {
            var word: UInt64 = 0
            for offset in 0..<min(8, text.count - position) {
                word |= UInt64(text[position + offset]) << UInt64(8 * offset)
            }
            hash = mix(hash, word)
            position += 8
        }
        return hash
    }

    /// Both halves of a 128-bit product, folded.
    @inline(__always)
    private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: hash | 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }

    @inline(__always)
    private static func lowBytes(_ count: Int) -> UInt64 {
        count >= 8 ? UInt64.max : (1 &<< UInt64(8 * count)) &- 1
    }
}
