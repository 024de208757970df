import Workforce

/// A date pattern in which every part has its fixed place, such as `yyyy-MM-dd`, `yyyyMMdd` or `dd-MM-yyyy`: the form
/// of nearly every date column, read with a handful of instructions.
struct FixedDate: Sendable, BitwiseCopyable {
    let length: Int
    private let yearAt: Int
    private let monthAt: Int
    private let dayAt: Int
    /// Two literal marks at most; a place of -1 stands for none.
    private let firstMarkAt: Int
    private let secondMarkAt: Int
    private let firstMark: UInt8
    private let secondMark: UInt8

    /// Nil when the pattern has a time, parts of varying length, a short year, or more than two marks.
    init?(_ elements: [DatePattern.Element]) {
        var place = 0
        var (year, month, day) = (0, 0, 0)
        var marks: [(place: Int, byte: UInt8)] = []
        for element in elements {
            switch element {
            case .year:
                year = place
                place += 4
            case .month(padded: true):
                month = place
                place += 2
            case .day(padded: true):
                day = place
                place += 2
            case .literal(let byte):
                marks.append((place, byte))
                place += 1
            default: return nil
            }
        }
        guard marks.count <= 2 else { return nil }
        (length, yearAt, monthAt, dayAt) = (place, year, month, day)
        (firstMarkAt, firstMark) = marks.first ?? (-1, 0)
        (secondMarkAt, secondMark) = marks.count == 2 ? marks[1] : (-1, 0)
    }

    /// The date that `text` writes in this form, or nil.
    @inline(__always)
    func date(_ text: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
        guard text.count == length, let base = text.baseAddress else { return nil }
        if firstMarkAt >= 0, base[firstMarkAt] != firstMark { return nil }
        if secondMarkAt >= 0, base[secondMarkAt] != secondMark { return nil }
        var highest: UInt8 = 0
        @inline(__always) func digit(_ place: Int) -> Int {
            let digit = base[place] &- 0x30
            highest = max(highest, digit)
            return Int(digit)
        }
        let year = digit(yearAt) * 1000 + digit(yearAt + 1) * 100 + digit(yearAt + 2) * 10 + digit(yearAt + 3)
        let month = digit(monthAt) * 10 + digit(monthAt + 1)
        let day = digit(dayAt) * 10 + digit(dayAt + 1)
        guard highest <= 9 else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }
}
