package import Workforce

/// Takes over the workforce of a snapshot while it is being stored, for a run that follows at once.
///
/// A night in one process need not decode what it has just encoded, and can work out phases on one core while the other
/// writes. What was taken counts only if the storing succeeds.
package struct WorkforceAdoption: Sendable {
    package var asOf: CalendarDate
    package var employerCountry: String
    package var aftercareMonths: Int
    /// Called at most once, inside the storing transaction: must return at once. Not called for a snapshot that a newer
    /// one follows, that is dated after `asOf`, or whose people are in another order than that of their keys.
    package var take: @Sendable (LoadedWorkforce) -> Void

    package init(
        asOf: CalendarDate, employerCountry: String, aftercareMonths: Int,
        take: @escaping @Sendable (LoadedWorkforce) -> Void
    ) {
        self.asOf = asOf
        self.employerCountry = employerCountry
        self.aftercareMonths = aftercareMonths
        self.take = take
    }
}
