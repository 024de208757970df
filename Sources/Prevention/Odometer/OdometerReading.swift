package import Workforce

/// How near one statutory unit is to a collective redundancy under one rule (domain rules §8, "Odometer").
package struct OdometerReading: Equatable, Sendable, Codable {
    /// Cases in a window, by how sure they are.
    package struct Count: Equatable, Sendable, Codable {
        package var past: Int
        package var committed: Int
        package var forecast: Int

        package var total: Int { past + committed + forecast }
    }

    /// A count on a day, against the threshold of that day.
    package struct Reach: Equatable, Sendable, Codable {
        package var day: CalendarDate
        package var count: Count
        /// Nil where the unit is too small for the rule.
        package var threshold: Int?
    }

    /// When the oldest case leaves the window, and what is counted then.
    package struct DropOut: Equatable, Sendable, Codable {
        package var day: CalendarDate
        package var count: Count
    }

    /// The first day on which the rule binds.
    package struct Crossing: Equatable, Sendable, Codable {
        /// On or before asOf where the threshold has been reached already.
        package var day: CalendarDate
        package var count: Count
        package var threshold: Int
        /// Whether that day has come.
        package var isReached: Bool
        /// Whether past and committed cases alone reach it, whatever becomes of the plan.
        package var isKnown: Bool
        /// Where in `Odometer.cases` those in the window on that day stand; of no meaning without it, and written nowhere.
        package var cases = 0..<0

        private enum CodingKeys: String, CodingKey { case day, count, threshold, isReached, isKnown }
    }

    /// What would cross the threshold: so many more dismissals dated from one day on and before another.
    package struct Shortfall: Equatable, Sendable, Codable {
        package var more: Int
        package var threshold: Int
        package var from: CalendarDate
        /// From this day on more are needed; nil while there is no such day.
        package var before: CalendarDate?
    }

    /// What would cross the threshold if it were decided after asOf: so many more dismissals on any one of these days.
    package struct Opening: Equatable, Sendable, Codable {
        package var more: Int
        package var threshold: Int
        /// Nil where it is so from tomorrow on.
        package var from: CalendarDate?
        /// From this day on more are needed; nil where there is no such day within the horizon.
        package var before: CalendarDate?
    }

    package var unit: StatutoryUnit
    /// The identifier that people cite, such as `wmco`.
    package var rule: String
    /// Of the statute file.
    package var version: String
    package var source: String
    package var certainty: StatutePack.Certainty
    package var window: CollectiveRedundancy.Window
    package var size: UnitSize
    /// Whether the threshold hangs on a size that is an estimate.
    package var isEstimated: Bool
    /// At asOf; nil where the unit is too small for the rule.
    package var threshold: Int?
    /// Cases in the window that ends at asOf.
    package var current: Int
    /// Cases dated after asOf up to the end of the horizon.
    package var committed: Int
    package var forecast: Int
    /// The first day of the largest count from asOf to the end of the horizon.
    package var largest: Reach
    package var nextDropOut: DropOut?
    /// Nil where the threshold is not reached from asOf to the end of the horizon.
    package var crossing: Crossing?
    /// Of what crosses; nil where nothing of it is still to be given notice, or the law sets no wait before notices.
    package var deadlines: CollectiveDeadlines?
    /// Nil where it is reached, or there is none.
    package var shortfall: Shortfall?
    /// Likewise, of days that are still to come: what sentences say.
    package var opening: Opening?

    /// Whether a day within the horizon has at least three quarters of its threshold: what a planner should know of.
    package var isNear: Bool { crossing != nil || shortfall.map { 4 * $0.more <= $0.threshold } ?? false }
}
