import Workforce

/// Counts, while rows are read, the values of one source column that look like national identifiers.
struct IdentifierTally: BitwiseCopyable {
    /// The place of the column in the header.
    let column: Int
    private(set) var values = 0
    private(set) var bsn = 0
    private(set) var insz = 0

    init(column: Int) { self.column = column }

    /// Looks at one value that is not empty.
    @inline(__always)
    mutating func count(_ text: UnsafeBufferPointer<UInt8>) {
        values += 1
        // Only these lengths can pass, and only with a digit in front: nearly every value ends here.
        guard text.count <= 15, Self.lengths >> UInt32(text.count) & 1 == 1, text[0] &- 0x30 <= 9 else { return }
        check(text)
    }

    private static let lengths: UInt32 = 1 << 8 | 1 << 9 | 1 << 11 | 1 << 15

    private mutating func check(_ text: UnsafeBufferPointer<UInt8>) {
        var number = 0
        var digits = 0
        var weighted = 0
        for (index, byte) in text.enumerated() {
            let digit = Int(byte) - 0x30
            if !(0...9).contains(digit) {
                let mark: UInt8 = index == 8 ? UInt8(ascii: "-") : UInt8(ascii: ".")
                guard text.count == 15, [2, 5, 8, 12].contains(index), byte == mark else { return }
                continue
            }
            number = number * 10 + digit
            digits += 1
            // Weights 9 to 2 and -1; eight digits stand for nine with a zero in front.
            let place = text.count == 8 ? digits : digits - 1
            weighted += digit * (place == 8 ? -1 : 9 - place)
        }
        switch digits {
        case 8, 9:
            if text.count == digits, weighted % 11 == 0, number > 0, digits == 9 || !Self.isDate(number) { bsn += 1 }
        case 11: if Self.isINSZ(number) { insz += 1 }
        default: break
        }
    }

    /// Eight digits that write a day, as `yyyyMMdd` or `ddMMyyyy`: one in eleven passes the test, and where a column holds
    /// the same day in every row, all of them do.
    private static func isDate(_ number: Int) -> Bool {
        func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
            (1900...2099).contains(year) && CalendarDate(year: year, month: month, day: day) != nil
        }
        return isDay(number / 10_000, number / 100 % 100, number % 100)
            || isDay(number % 10_000, number / 10_000 % 100, number / 1_000_000)
    }

    /// The last two digits are 97 less the rest modulo 97; for those born from 2000 on with a 2 before the rest.
    private static func isINSZ(_ number: Int) -> Bool {
        let (rest, check) = number.quotientAndRemainder(dividingBy: 100)
        return rest > 0 && (97 - rest % 97 == check || 97 - (2_000_000_000 + rest) % 97 == check)
    }
}
