import Workforce

/// One way of writing a date, compiled from a pattern such as `dd-MM-yyyy` or `M/d/yyyy H:mm`.
///
/// `yyyy` and `yy` are the year, `MM`/`M` the month, `dd`/`d` the day, `HH`/`H`, `mm`, `ss` a time of day that is
/// checked and left out. A doubled letter wants exactly two digits, a single one takes one or two. `T`, `Z`, and
/// everything that is no letter stand for themselves.
struct DatePattern: Sendable {
    enum Element: Equatable {
        case year
        case shortYear
        case month(padded: Bool)
        case day(padded: Bool)
        case hour(padded: Bool)
        case minute
        case second
        case literal(UInt8)
    }

    let elements: [Element]
    /// Set where every part has its fixed place: then the date is read without walking the elements.
    let fixed: FixedDate?
    private let twoDigitYearPivot: Int

    /// Nil when the pattern holds letters that mean nothing here, or not exactly one year, month and day.
    init?(_ pattern: String, twoDigitYearPivot: Int = 30) {
        guard let elements = Self.elements(of: Array(pattern.utf8)) else { return nil }
        func count(_ isPart: (Element) -> Bool) -> Int { elements.count(where: isPart) }
        guard count({ $0 == .year || $0 == .shortYear }) == 1,
            count({ $0 == .month(padded: true) || $0 == .month(padded: false) }) == 1,
            count({ $0 == .day(padded: true) || $0 == .day(padded: false) }) == 1
        else { return nil }
        self.elements = elements
        self.twoDigitYearPivot = twoDigitYearPivot
        fixed = FixedDate(elements)
    }

    /// The date that `text` writes in this way, or nil.
    func date(_ text: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
        var position = 0
        var (year, month, day) = (0, 0, 0)
        for element in elements {
            if case .literal(let byte) = element {
                guard position < text.count, text[position] == byte else { return nil }
                position += 1
                continue
            }
            guard let value = Self.number(text, &position, Self.digits(element)) else { return nil }
            switch element {
            case .year: year = value
            case .shortYear: year = (value < twoDigitYearPivot ? 2000 : 1900) + value
            case .month: month = value
            case .day: day = value
            case .hour: if value > 23 { return nil }
            case .minute, .second: if value > 59 { return nil }
            case .literal: break
            }
        }
        guard position == text.count else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    private static func digits(_ element: Element) -> ClosedRange<Int> {
        switch element {
        case .year: 4...4
        case .month(padded: false), .day(padded: false), .hour(padded: false): 1...2
        default: 2...2
        }
    }

    private static func number(
        _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ digits: ClosedRange<Int>
    ) -> Int? {
        var value = 0
        var count = 0
        while count < digits.upperBound, position < text.count, text[position] &- 0x30 <= 9 {
            value = value * 10 + Int(text[position] &- 0x30)
            position += 1
            count += 1
        }
        return count >= digits.lowerBound ? value : nil
    }

    private static func elements(of pattern: [UInt8]) -> [Element]? {
        var elements: [Element] = []
        var position = 0
        while position < pattern.count {
            let byte = pattern[position]
            let run = pattern[position...].prefix { $0 == byte }.count
            let isLetter = (byte | 0x20) &- 0x61 < 26
            guard isLetter, byte != UInt8(ascii: "T"), byte != UInt8(ascii: "Z") else {
                elements.append(.literal(byte))
                position += 1
                continue
            }
            switch (byte, run) {
            case (UInt8(ascii: "y"), 4): elements.append(.year)
            case (UInt8(ascii: "y"), 2): elements.append(.shortYear)
            case (UInt8(ascii: "M"), 1...2): elements.append(.month(padded: run == 2))
            case (UInt8(ascii: "d"), 1...2): elements.append(.day(padded: run == 2))
            case (UInt8(ascii: "H"), 1...2): elements.append(.hour(padded: run == 2))
            case (UInt8(ascii: "m"), 2): elements.append(.minute)
            case (UInt8(ascii: "s"), 2): elements.append(.second)
            default: return nil
            }
            position += run
        }
        return elements
    }
}
