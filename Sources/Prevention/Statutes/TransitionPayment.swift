package import Workforce

/// A transition payment with what it was made of; money in cents.
package struct TransitionPayment: Equatable, Sendable {
    /// Service up to the first day that no longer counts.
    package struct Service: Equatable, Sendable {
        /// Completed years.
        package var years: Int
        /// Days of the running year.
        package var days: Int
        /// Days that the running year has.
        package var daysOfYear: Int

        package init(from start: CalendarDate, until end: CalendarDate) {
            years = start.completedYears(at: end)
            let begun = start.anniversary(years: years)
            days = Int(end.dayNumber - begun.dayNumber)
            daysOfYear = Int(start.anniversary(years: years + 1).dayNumber - begun.dayNumber)
        }
    }

    package var service: Service
    package var uncapped: Int
    /// The cap of the year, or twelve months' wage where that is more.
    package var cap: Int
    package var cents: Int
    /// The year whose cap was taken.
    package var capYear: Int
    /// The year of leaving is beyond the published caps.
    package var isProjected: Bool
    package var origin: StatuteOrigin
}
