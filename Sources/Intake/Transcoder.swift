/// Turns a stream of UTF-16, windows-1252 or ISO-8859-15 into UTF-8, piece by piece.
///
/// What cannot be decoded (half a surrogate pair, an unassigned byte) becomes U+FFFD, which the readers report with its
/// line: nothing is lost in silence. Tables: WHATWG Encoding Standard, except that the five unassigned bytes of
/// windows-1252 are not passed on as control characters.
struct Transcoder {
    let form: TextForm
    /// The first byte of a code unit whose second byte has not come yet.
    private var pendingByte: UInt8?
    private var pendingHighSurrogate: UInt32?

    init(form: TextForm) { self.form = form }

    /// Decodes `input` and writes it to `output`, which holds `form.maximumUTF8Bytes(for:)`; answers the bytes written.
    mutating func decode(
        _ input: UnsafeRawBufferPointer, isLast: Bool, to output: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var written = 0
        switch form {
        case .utf8:
            for byte in input {
                output[written] = byte
                written += 1
            }
        case .windows1252:
            for byte in input {
                let scalar = (0x80...0x9F).contains(byte) ? Self.windows1252[Int(byte) - 0x80] : UInt32(byte)
                Self.put(scalar, output, &written)
            }
        case .iso885915:
            for byte in input { Self.put(Self.iso885915(byte), output, &written) }
        case .utf16LittleEndian, .utf16BigEndian:
            decodeUTF16(input, output, &written)
            if isLast { flush(output, &written) }
        }
        return written
    }

    private mutating func decodeUTF16(
        _ input: UnsafeRawBufferPointer, _ output: UnsafeMutablePointer<UInt8>, _ written: inout Int
    ) {
        for byte in input {
            guard let first = pendingByte else {
                pendingByte = byte
                continue
            }
            pendingByte = nil
            let unit =
                form == .utf16LittleEndian
                ? UInt32(byte) << 8 | UInt32(first) : UInt32(first) << 8 | UInt32(byte)
            if let high = pendingHighSurrogate {
                pendingHighSurrogate = nil
                if (0xDC00...0xDFFF).contains(unit) {
                    Self.put(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00), output, &written)
                    continue
                }
                Self.put(Self.replacement, output, &written)
            }
            switch unit {
            case 0xD800...0xDBFF: pendingHighSurrogate = unit
            case 0xDC00...0xDFFF: Self.put(Self.replacement, output, &written)
            default: Self.put(unit, output, &written)
            }
        }
    }

    /// What is left at the end is half a character.
    private mutating func flush(_ output: UnsafeMutablePointer<UInt8>, _ written: inout Int) {
        if pendingByte != nil || pendingHighSurrogate != nil { Self.put(Self.replacement, output, &written) }
        pendingByte = nil
        pendingHighSurrogate = nil
    }

    @inline(__always)
    private static func put(_ scalar: UInt32, _ output: UnsafeMutablePointer<UInt8>, _ written: inout Int) {
        switch scalar {
        case 0..<0x80:
            output[written] = UInt8(scalar)
            written += 1
        case 0x80..<0x800:
            output[written] = UInt8(0xC0 | scalar >> 6)
            output[written + 1] = UInt8(0x80 | scalar & 0x3F)
            written += 2
        case 0x800..<0x10000:
            output[written] = UInt8(0xE0 | scalar >> 12)
            output[written + 1] = UInt8(0x80 | scalar >> 6 & 0x3F)
            output[written + 2] = UInt8(0x80 | scalar & 0x3F)
            written += 3
        default:
            output[written] = UInt8(0xF0 | scalar >> 18)
            output[written + 1] = UInt8(0x80 | scalar >> 12 & 0x3F)
            output[written + 2] = UInt8(0x80 | scalar >> 6 & 0x3F)
            output[written + 3] = UInt8(0x80 | scalar & 0x3F)
            written += 4
        }
    }

    private static let replacement: UInt32 = 0xFFFD

    /// Bytes 0x80 to 0x9F; the rest are Latin-1.
    private static let windows1252: [UInt32] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]

    /// Eight bytes differ from Latin-1.
    private static func iso885915(_ byte: UInt8) -> UInt32 {
        switch byte {
        case 0xA4: 0x20AC
        case 0xA6: 0x0160
        case 0xA8: 0x0161
        case 0xB4: 0x017D
        case 0xB8: 0x017E
        case 0xBC: 0x0152
        case 0xBD: 0x0153
        case 0xBE: 0x0178
        default: UInt32(byte)
        }
    }
}
