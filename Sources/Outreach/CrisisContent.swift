package import Prevention
import Workforce

/// What partners hear of a collective redundancy that comes within reach: where, under which rule, and when (delivery
/// rules, catalogue).
///
/// Holds no count: a total would be one more cut of the people of the published cells, and tell by its difference from
/// them of people that no cell tells of.
package struct CrisisContent: Equatable, Sendable, Codable {
    package var unit: StatutoryUnit
    /// The identifier that people cite, such as `wmco`.
    package var rule: String
    package var window: CollectiveRedundancy.Window
    /// Dismissals from which the rule binds on the day of the crossing.
    package var threshold: Int
    /// Of the day on which the threshold is reached.
    package var quarter: String
    /// The labour-market regions of the unit, in byte order: all in which the employer has people, so that the list does
    /// not tell which of them is meant.
    package var regions: [String]

    /// A statutory area as partners may see it: of an employer's own technical unit only the regions go out, since its
    /// name is an establishment's.
    package var area: String? { unit.kind == .statutoryArea ? unit.code : nil }
}

extension CrisisContent {
    /// Which of the two runs finds the crossing: the one that partners may know of, or only the one with hidden rows.
    ///
    /// They are subjects of their own, as the release classes of cells are: if what may be known falls below the
    /// threshold, the crisis is closed outward, whatever hidden rows would add.
    enum Face: String { case open, kept }

    /// By what the subject is known across nights; never leaves the house.
    static func identity(_ unit: StatutoryUnit, rule: String, face: Face) -> String {
        "crisis|\(unit.country)|\(unit.kind.rawValue)|\(rule)|\(face.rawValue)|\(unit.code ?? "")"
    }
}
