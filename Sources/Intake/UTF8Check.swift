/// Whether bytes are well-formed UTF-8 (Unicode Standard, table 3-7) that lost nothing on its way here.
enum UTF8Check {
    /// - Parameter mayBeCut: the bytes are a prefix, and a character cut at its end is no fault.
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>, mayBeCut: Bool = false) -> Bool {
        var position = 0
        while position < bytes.count {
            if bytes[position] < 0x80 {
                position += 1
                continue
            }
            let length = sequenceLength(bytes, at: position)
            if length > 0 {
                position += length
            } else {
                return mayBeCut && length < 0
            }
        }
        return true
    }

    /// Whether a value can be kept: valid, and without U+FFFD, the mark of a character that was lost earlier.
    static func isIntact(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var high: UInt8 = 0
        for byte in bytes { high |= byte }
        if high < 0x80 { return true }
        guard isValid(bytes) else { return false }
        var position = 2
        while position < bytes.count {
            if bytes[position] == 0xBD, bytes[position - 1] == 0xBF, bytes[position - 2] == 0xEF { return false }
            position += 1
        }
        return true
    }

    /// The length of the multi-byte character at `position`; 0 when there is none, -1 when the bytes end inside it.
    private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
        let first = bytes[position]
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch first {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0...0)
            }
        if length == 0 { return 0 }
        for offset in 1..<length {
            if position + offset >= bytes.count { return -1 }
            let allowed = offset == 1 ? second : 0x80...0xBF
            if !allowed.contains(bytes[position + offset]) { return 0 }
        }
        return length
    }
}
