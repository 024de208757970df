/// A number as written: its digits, where the decimals begin, and its sign.
///
/// A thousands mark is accepted only where one belongs: every three digits before the decimal mark, so that `1.50` with
/// a point as thousands mark is refused instead of becoming 150.
struct DecimalText {
    private(set) var isNegative = false
    /// The digits as an integer, as many as fit; `dropped` counts those of the whole part that did not.
    private(set) var digits: UInt64 = 0
    /// Decimals among `digits`.
    private(set) var decimals = 0
    private(set) var dropped = 0
    /// A digit other than 0 was left out of `digits`.
    private(set) var hasRest = false

    /// Nil when `text` is no number in this notation.
    init?(_ text: UnsafeBufferPointer<UInt8>, decimalMark: UInt8, thousandsMark: UInt8?) {
        var position = 0
        if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            position = 1
        }
        var whole = 0
        var sinceMark = -1
        var sawDigit = false
        while position < text.count {
            let byte = text[position]
            if byte &- 0x30 <= 9 {
                add(byte &- 0x30, isDecimal: false)
                sawDigit = true
                whole += 1
                if sinceMark >= 0 { sinceMark += 1 }
            } else if byte == decimalMark {
                break
            } else if byte == thousandsMark {
                guard sinceMark < 0 ? (1...3).contains(whole) : sinceMark == 3 else { return nil }
                sinceMark = 0
            } else {
                return nil
            }
            position += 1
        }
        if sinceMark >= 0, sinceMark != 3 { return nil }
        position += 1
        while position < text.count {
            let digit = text[position] &- 0x30
            guard digit <= 9 else { return nil }
            add(digit, isDecimal: true)
            sawDigit = true
            position += 1
        }
        if !sawDigit { return nil }
    }

    private mutating func add(_ digit: UInt8, isDecimal: Bool) {
        // 10^18 leaves room for one more digit below 2^64.
        if digits >= 1_000_000_000_000_000_000 || isDecimal && dropped > 0 {
            if !isDecimal { dropped += 1 }
            if digit != 0 { hasRest = true }
        } else {
            digits = digits * 10 + UInt64(digit)
            if isDecimal { decimals += 1 }
        }
    }

    /// Hundredths, half up (towards the greater number, also below zero); nil beyond ± 10^15.
    var hundredths: Int? {
        if dropped > 0 { return nil }
        var value = digits
        var decimals = decimals
        while decimals < 2 {
            guard value <= 1_000_000_000_000_000 else { return nil }
            value *= 10
            decimals += 1
        }
        var divisor: UInt64 = 1
        for _ in 2..<decimals { divisor *= 10 }
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return rounded(quotient, remainder, divisor)
    }

    /// What a division left, half up (towards the greater number, also below zero); nil beyond ± 10^15.
    @inline(__always)
    func rounded<Number: FixedWidthInteger>(_ quotient: Number, _ remainder: Number, _ divisor: Number) -> Int? {
        guard quotient <= 1_000_000_000_000_000 else { return nil }
        let twice = remainder * 2
        let isUp = isNegative ? twice > divisor || twice == divisor && hasRest : twice >= divisor && divisor > 1
        let magnitude = Int(quotient) + (isUp ? 1 : 0)
        return isNegative ? -magnitude : magnitude
    }
}
