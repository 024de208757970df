package import struct Foundation.Date
import Workforce

/// Moments as events write them: RFC 3339 in UTC with milliseconds.
package enum Timestamp {
    static func milliseconds(_ date: Date) -> Int { Int((date.timeIntervalSince1970 * 1000).rounded()) }

    package static func text(_ date: Date) -> String {
        let total = milliseconds(date)
        let day = Int((Double(total) / 86_400_000).rounded(.down))
        let rest = total - day * 86_400_000
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let clock =
            "\(padded(rest / 3_600_000, 2)):\(padded(rest / 60_000 % 60, 2)):\(padded(rest / 1000 % 60, 2))"
        return "\(CalendarDate(dayNumber: Int32(clamping: day)))T\(clock).\(padded(rest % 1000, 3))Z"
    }

    /// The first moment of a day, in UTC.
    static func start(of day: CalendarDate) -> Date { Date(timeIntervalSince1970: Double(day.dayNumber) * 86_400) }
}
