package import Outcomes
package import Prevention

/// Everything that a run's phases and scores follow from beside the workforce itself: what an explanation of the run
/// must be made with, whatever the configuration says by then (AI Act art. 86; domain rules §4–§5, §7).
///
/// Stored as JSON with sorted keys, known by its digest. Its shape is that of the policies: where one of them changes,
/// rulebooks that are stored must still be read, and a test holds one of the first version.
package struct Rulebook: Equatable, Sendable, Codable {
    /// Of people whose establishment names no country (domain rules §2).
    package var employerCountry: String
    package var prevention: PreventionPolicy
    package var statutes: [StatutePack]
    package var scorecard: Scorecard
    package var outcomes: OutcomesPolicy

    package init(
        employerCountry: String, prevention: PreventionPolicy, statutes: [StatutePack], scorecard: Scorecard,
        outcomes: OutcomesPolicy
    ) {
        self.employerCountry = employerCountry
        self.prevention = prevention
        self.statutes = statutes
        self.scorecard = scorecard
        self.outcomes = outcomes
    }
}
