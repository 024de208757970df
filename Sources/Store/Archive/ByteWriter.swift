/// Appends numbers and bytes to a stored block: variable-length integers (LEB128, signed ones in zigzag).
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func unsigned(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func count(_ value: Int) { unsigned(UInt64(value)) }

    mutating func signed(_ value: Int64) { unsigned(UInt64(bitPattern: (value << 1) ^ (value >> 63))) }

    mutating func raw(_ content: some Sequence<UInt8>) { bytes.append(contentsOf: content) }

    /// A length and that many bytes.
    mutating func block(_ content: [UInt8]) {
        count(content.count)
        bytes.append(contentsOf: content)
    }

    /// `values` in `width` bits each, lowest bits first, padded to a whole byte. The values fit their width.
    mutating func packed(_ values: UnsafeBufferPointer<UInt32>, width: Int) {
        guard width > 0 else { return }
        let total = (values.count * width + 7) / 8
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: total + 8))
        bytes.withUnsafeMutableBytes { raw in
            var target = start
            var pending: UInt64 = 0
            var bits = 0
            for value in values {
                pending |= UInt64(value) << UInt64(bits)
                bits += width
                if bits >= 32 {
                    raw.storeBytes(
                        of: UInt32(truncatingIfNeeded: pending).littleEndian, toByteOffset: target, as: UInt32.self)
                    target += 4
                    pending >>= 32
                    bits -= 32
                }
            }
            raw.storeBytes(of: pending.littleEndian, toByteOffset: target, as: UInt64.self)
        }
        bytes.removeLast(8)
    }
}
