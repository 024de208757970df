/// Something decided a little differently, for which the order of a group is made anew (domain rules §4, sensitivity).
///
/// The raw values are the identifiers that listings and explanations show; people cite them.
package enum SensitivityScenario: String, CaseIterable, Sendable, Codable {
    /// One person fewer has to go.
    case oneFewer = "n-1"
    /// One person more has to go.
    case oneMore = "n+1"
    /// The reference date lies `days` earlier: ages, pension ages and the limit of the fixed terms move with it.
    case referenceEarlier = "reference-30d"
    /// The reference date lies `days` later.
    case referenceLater = "reference+30d"
    /// The group and another job group of its establishment are one.
    case merge

    /// By how many days the reference date moves.
    package static let days = 30

    /// Those that need nothing but the group.
    package static let ofOneGroup: [SensitivityScenario] = [.oneFewer, .oneMore, .referenceEarlier, .referenceLater]

    /// By how many the number to go moves.
    var peopleMore: Int {
        switch self {
        case .oneFewer: -1
        case .oneMore: 1
        case .referenceEarlier, .referenceLater, .merge: 0
        }
    }

    /// By how many days the reference date moves.
    var daysLater: Int {
        switch self {
        case .referenceEarlier: -SensitivityScenario.days
        case .referenceLater: SensitivityScenario.days
        case .oneFewer, .oneMore, .merge: 0
        }
    }
}
