package import Workforce

/// How long after the notification of a collective redundancy the first notice may be given: one of months and days.
package struct CollectiveNotificationRule: Equatable, Sendable, Codable, StatuteRule {
    package var from: CalendarDate
    package var waitMonths: Int?
    package var waitDays: Int?
    package var origin: StatuteOrigin

    package init(from: CalendarDate, waitMonths: Int? = nil, waitDays: Int? = nil, origin: StatuteOrigin) {
        self.from = from
        self.waitMonths = waitMonths
        self.waitDays = waitDays
        self.origin = origin
    }

    /// The last day to notify so that a notice can be given on `day`.
    package func latestNotification(forNoticeOn day: CalendarDate) -> CalendarDate {
        day.adding(months: -(waitMonths ?? 0)).adding(days: -(waitDays ?? 0))
    }
}
