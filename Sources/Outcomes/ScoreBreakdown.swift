/// One outcome of one person, taken apart: what counted, how much, and what was missing (domain rules §7).
package struct ScoreBreakdown: Equatable, Sendable, Codable {
    /// Why an indicator did not count.
    package enum Missing: String, Sendable, Codable {
        /// No value was delivered.
        case absent
        /// Too few people answered, or the number is not known.
        case fewRespondents = "few-respondents"
        /// Too few people in the job group have a value to rank among.
        case smallGroup = "small-group"
        /// Policy names no lawful basis and impact assessment.
        case notAllowed = "not-allowed"
    }

    /// What one indicator contributed.
    package struct Contribution: Equatable, Sendable, Codable {
        /// Code of the indicator.
        package var indicator: String
        /// The indicator's name.
        package var title: BilingualText
        /// The dimension it counts in.
        package var dimension: Dimension
        /// The level at which it looks at the outcome.
        package var level: Indicator.Level
        /// Where the value came from: `column training_hours_12m`, `derived years-in-job`, `unit engagement`.
        package var source: String
        /// The value as it was measured, in its own unit.
        package var measured: Double?
        /// Respondents behind a team value, where they are known.
        package var respondents: Int?
        /// Goalposts; nil for a percentile in the job group.
        package var low: Double?
        /// Upper goalpost; under `low` where less is better.
        package var high: Double?
        /// 0–100.
        package var value: Double?
        /// Share of the score; the shares of an outcome add up to 1 where there is a score.
        package var share: Double
        /// Share if every indicator had a value and context were not limited.
        package var effectiveWeight: Double
        /// Points of the score: share × value. They add up to the score.
        package var points: Double
        /// Why it did not count; nil where it did.
        package var missing: Missing?
        /// Where indicator and goalposts come from.
        package var origin: String?
    }

    /// The outcome taken apart.
    package var outcome: Outcome
    /// Nil where coverage is not enough.
    package var score: Double?
    /// Share of the effective weights that is present, 0–1.
    package var coverage: Double
    /// Coverage of the employee-level part alone.
    package var ownCoverage: Double
    /// Whether the person's values count in the scores of their groups, also without a score of their own.
    package var countsInGroups: Bool
    /// One per indicator, in the order of the scorecard.
    package var contributions: [Contribution]
}
