/// The defaults of the rules that an employer may set (configuration key `prevention`).
package struct PreventionPolicy: Equatable, Sendable, Codable {
    /// How far ahead surplus is looked for, in months (domain rules §3).
    package var horizonMonths = 18
    /// How long people stay in phase 4 after their exit, in months (§5).
    package var aftercareMonths = 12
    /// How near an ending contract puts somebody in phase 2, in months (§5).
    package var contractEndMonths = 6
    /// Probability from which `likely` is entered (§6).
    package var likelyThreshold = 0.20
    /// Whether people are taken to leave at state-pension age (§3).
    package var leavesAtPensionAge = true
    /// Years in one job from which `inertia` shows (§5).
    package var inertiaYears = 11
    /// Whether planned FTE counts agency workers and contractors (§2).
    package var planIncludesExternals = true
    /// Weeks that a decision on dismissal takes, for the rank group of fixed terms (§4).
    package var decisionWeeks = 8
    /// State-pension age in completed months for countries without a statute pack; nil means no pension date.
    package var pensionAgeMonths: Int?

    package init() {}
}
