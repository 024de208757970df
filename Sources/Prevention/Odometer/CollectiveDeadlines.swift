package import Workforce

/// The last days for what a collective redundancy asks of the employer ahead of its dismissals (domain rules §8).
package struct CollectiveDeadlines: Equatable, Sendable, Codable {
    /// On which it is notified at the latest, so that the first notice can be given in time.
    package var notification: CalendarDate
    /// On which the first notice is given at the latest, for all to end by their dates.
    package var firstNotice: CalendarDate

    /// How many days before a deadline a planner is reminded of it every morning.
    static let reminderDays = 60

    /// Whether one of the two has passed or is near: then it belongs in the summary of the night.
    package func areNear(on day: CalendarDate) -> Bool {
        notification <= day.adding(days: CollectiveDeadlines.reminderDays)
    }

    /// Both in a sentence, with what has passed by a day.
    package func statement(on day: CalendarDate) -> Statement {
        let (isLate, isOver) = (notification < day, firstNotice < day)
        return Statement(
            english:
                "Notify by \(notification.inEnglish) at the latest\(isLate ? " (has passed)" : ""); the first notice is "
                + "given by \(firstNotice.inEnglish) at the latest\(isOver ? " (has passed)" : "").",
            dutch:
                "Meld het uiterlijk op \(notification.inDutch)\(isLate ? " (voorbij)" : ""); de eerste opzegging gaat "
                + "uiterlijk op \(firstNotice.inDutch) uit\(isOver ? " (voorbij)" : "").")
    }
}

extension CollectiveDeadlines {
    /// - Parameter firstNotice: the earliest of the latest notices to all who are counted.
    /// - Returns: nil where the law asks for no notification.
    init?(firstNotice: CalendarDate, pack: StatutePack) {
        guard let rule = pack.collectiveNotifications.inForce(on: firstNotice) else { return nil }
        self.firstNotice = firstNotice
        notification = rule.latestNotification(forNoticeOn: firstNotice)
    }
}
