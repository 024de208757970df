package import Workforce

/// The three outcomes of strategic HRM (domain rules §7), in their order everywhere.
package enum Outcome: Int, Sendable, CaseIterable, Codable {
    case economic = 0
    case wellbeing
    case legitimacy

    package var code: String { String(describing: self) }

    /// The outcome with this code, or nil.
    package init?(code: String) {
        guard let outcome = Outcome.allCases.first(where: { $0.code == code }) else { return nil }
        self = outcome
    }
}

/// Scores of all people of a workforce: a row per row of `Workforce.employees`.
package struct ScoreResult<Value: ScoreValue>: Sendable {
    /// By `Outcome.rawValue`.
    package var scores: [[Value]] = [[], [], []]
    /// By effective weights, by `Outcome.rawValue`; 0 where nothing is present.
    package var coverage: [[Value]] = [[], [], []]
    /// Geometric mean of the three, floored at 1; missing when one is missing.
    package var balance: [Value] = []
    /// Scores of groups, establishments and the organisation over at least five people.
    package var aggregates: [AggregateScore] = []
    /// The scorecard's name and version.
    package var scorecard: String = ""
    /// What the operator should know of the values that were and were not there; never about one person.
    package var warnings: [Problem] = []

    package init() {}
}

/// FTE-weighted scores of a group of people (domain rules §7); withheld under five people with FTE.
package struct AggregateScore: Equatable, Sendable, Codable {
    package enum Scope: String, Sendable, Codable { case group, unit, establishment, organisation }
    package var scope: Scope
    /// Job group and establishment for a group (`jobGroup`), else the code; empty for the organisation.
    package var jobGroup: String?
    package var code: String
    /// People counted; nil when withheld.
    package var people: Int?
    /// By `Outcome.rawValue`; nil when missing or withheld.
    package var scores: [Double?]
    package var balance: Double?
    /// Of a unit that is not withheld, 0–100: a sign of the unit, never of its people (domain rules §5).
    package var vitality: Double?

    package init(
        scope: Scope, jobGroup: String? = nil, code: String, people: Int?, scores: [Double?], balance: Double?,
        vitality: Double? = nil
    ) {
        self.scope = scope
        self.jobGroup = jobGroup
        self.code = code
        self.people = people
        self.scores = scores
        self.balance = balance
        self.vitality = vitality
    }
}
