package import struct Foundation.Date

/// Identifiers that sort by the moment they were made (RFC 9562, version 7).
package enum UUIDv7 {
    /// 48 bits of Unix time in milliseconds, then 74 random bits around version and variant.
    package static func make(at time: Date, using generator: inout some RandomNumberGenerator) -> String {
        let milliseconds = UInt64(clamping: Timestamp.milliseconds(time)) & 0xFFFF_FFFF_FFFF
        let high = milliseconds << 16 | 0x7000 | generator.next() & 0x0FFF
        let low = 0x8000_0000_0000_0000 | generator.next() & 0x3FFF_FFFF_FFFF_FFFF
        let text = [high, low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
        var position = text.startIndex
        return [8, 4, 4, 4, 12].map { length in
            let end = text.index(position, offsetBy: length)
            defer { position = end }
            return text[position..<end]
        }.joined(separator: "-")
    }
}
