package import Foundation
package import Outreach
import Workforce

extension Partner.Agreement {
    /// The first moment at which nothing may be attempted any more: midnight after the last day, on the employer's
    /// clock.
    package func ends(in timeZone: TimeZone) -> Date? {
        guard let validUntil else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let next = CalendarDate(dayNumber: validUntil.dayNumber + 1).parts
        return calendar.date(from: DateComponents(year: next.year, month: next.month, day: next.day))
            .map { calendar.startOfDay(for: $0) }
    }
}
