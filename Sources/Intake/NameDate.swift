import Workforce

/// A date in a file's or folder's name: `2026-01-31`, `20260131`, or a month, `2026-01`, which stands for its last day.
enum NameDate: Equatable, Sendable {
    case day(CalendarDate)
    case month(end: CalendarDate)

    var date: CalendarDate {
        switch self {
        case .day(let date), .month(let date): date
        }
    }

    /// Whether the name and `other` can both be right: the same day, or a day of the named month.
    func agrees(with other: CalendarDate) -> Bool {
        switch self {
        case .day(let date): date == other
        case .month(let end): end == other.endOfMonth
        }
    }

    /// Every date in the name, from left to right. A run of digits is read whole, so that no part of a longer number
    /// counts.
    static func all(in name: String) -> [NameDate] {
        let bytes = Array(name.utf8)
        var dates: [NameDate] = []
        var at = 0
        while at < bytes.count {
            let run = digits(bytes, from: at)
            if run == 8, let date = day(number(bytes, at, 4), number(bytes, at + 4, 2), number(bytes, at + 6, 2)) {
                dates.append(.day(date))
                at += 8
            } else if run == 4, let (date, length) = separated(bytes, at) {
                dates.append(date)
                at += length
            } else {
                at += max(run, 1)
            }
        }
        return dates
    }

    private static func separated(_ bytes: [UInt8], _ at: Int) -> (NameDate, Int)? {
        guard at + 7 <= bytes.count, isSeparator(bytes[at + 4]), digits(bytes, from: at + 5) == 2 else { return nil }
        let year = number(bytes, at, 4)
        let month = number(bytes, at + 5, 2)
        if at + 10 <= bytes.count, bytes[at + 7] == bytes[at + 4], digits(bytes, from: at + 8) == 2,
            let date = day(year, month, number(bytes, at + 8, 2))
        {
            return (.day(date), 10)
        }
        guard let start = day(year, month, 1) else { return nil }
        return (.month(end: start.endOfMonth), 7)
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
        // Other centuries are no snapshot dates but case numbers.
        (1950...2199).contains(year) ? CalendarDate(year: year, month: month, day: day) : nil
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x5F || byte == 0x2E }

    private static func digits(_ bytes: [UInt8], from start: Int) -> Int {
        var end = start
        while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
        return end - start
    }

    private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
        bytes[start..<start + count].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
