/// Reads what ``ByteWriter`` wrote; whatever does not fit is reported as damage, never trusted.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset: Int

    init(_ bytes: UnsafeRawBufferPointer, offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
    }

    var isAtEnd: Bool { offset >= bytes.count }
    var remaining: Int { bytes.count - offset }

    mutating func byte() throws(StoreError) -> UInt8 {
        guard offset < bytes.count else { throw .damaged("block that ends early") }
        offset += 1
        return bytes[offset - 1]
    }

    mutating func unsigned() throws(StoreError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 64 else { throw .damaged("number that is too long") }
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
        }
    }

    /// A count of at most `limit`, so that nothing is allocated on the word of damaged bytes.
    mutating func count(limit: Int) throws(StoreError) -> Int {
        let value = try unsigned()
        guard value <= UInt64(limit) else { throw .damaged("count that is too large") }
        return Int(value)
    }

    mutating func signed() throws(StoreError) -> Int64 {
        let value = try unsigned()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func int32() throws(StoreError) -> Int32 {
        guard let value = Int32(exactly: try signed()) else { throw .damaged("number that is too large") }
        return value
    }

    /// The next `length` bytes, without copying.
    mutating func raw(_ length: Int) throws(StoreError) -> UnsafeRawBufferPointer {
        guard length >= 0, length <= remaining else { throw .damaged("block that ends early") }
        offset += length
        return UnsafeRawBufferPointer(rebasing: bytes[(offset - length)..<offset])
    }

    mutating func block() throws(StoreError) -> UnsafeRawBufferPointer { try raw(try count(limit: remaining)) }

    /// Values of `width` bits each (at most 32), handed to `body` with their place.
    @inline(__always)
    mutating func packed(count: Int, width: Int, _ body: (Int, UInt32) -> Void) throws(StoreError) {
        guard width <= 32 else { throw .damaged("width of packed numbers") }
        guard width > 0 else {
            for index in 0..<count { body(index, 0) }
            return
        }
        let total = (count * width + 7) / 8
        guard total <= remaining else { throw .damaged("block that ends early") }
        let mask = (UInt64(1) << UInt64(width)) - 1
        // As long as eight bytes are there to load, whatever follows the packed ones; byte by byte after that.
        let loadable = remaining < 8 ? 0 : min(count, ((remaining - 8) * 8) / width + 1)
        var bit = offset * 8
        for index in 0..<loadable {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self))
            body(index, UInt32(truncatingIfNeeded: (word >> UInt64(bit & 7)) & mask))
            bit += width
        }
        for index in loadable..<count {
            var word: UInt64 = 0
            for place in 0..<min(8, bytes.count - (bit >> 3)) {
                word |= UInt64(bytes[(bit >> 3) + place]) << UInt64(place * 8)
            }
            body(index, UInt32(truncatingIfNeeded: (word >> UInt64(bit & 7)) & mask))
            bit += width
        }
        offset += total
    }
}
