import Workforce

/// One introduction as the people inside see it (`introductions list`).
package struct IntroductionListing: Equatable, Sendable {
    package var introduction: Introduction
    /// As of alerts: `intended`, `published`, `changing`, `withdrawing`, `withdrawn`, or what keeps it in.
    package var stateName: String
    package var blockers: [ReleaseBlocker]
    package var isMeantForNobody: Bool
    /// Whether the partner was told of it and not that it is gone.
    package var isKnown: Bool

    /// Active ones first, each kind by the day they were made, then by key.
    package static func list(
        _ introductions: [Introduction], states: [SubjectState], publications: [Publication], partners: [Partner],
        rules: ReleaseRules
    ) -> [IntroductionListing] {
        introductions.map { introduction in
            let state = states.first { $0.key == introduction.key }
            let outlook = SubjectOutlook(
                of: state, told: publications.filter { $0.subject == introduction.key }, partners: partners,
                rules: rules)
            return IntroductionListing(
                introduction: introduction,
                stateName: ListingStateName.of(name(state, outlook), blockers: outlook.blockers),
                blockers: outlook.blockers, isMeantForNobody: outlook.isMeantForNobody,
                isKnown: !outlook.known.isEmpty)
        }.sorted { ($0.order, $0.introduction.key) < ($1.order, $1.introduction.key) }
    }

    private static func name(_ state: SubjectState?, _ outlook: SubjectOutlook) -> String {
        guard state != nil else { return outlook.known.isEmpty ? "withdrawn" : "withdrawing" }
        if outlook.known.isEmpty { return outlook.isTakenBack ? "withdrawn" : "intended" }
        if outlook.isTakenBack || outlook.isWithdrawnFromAll { return "withdrawing" }
        return outlook.tellsChange ? "changing" : "published"
    }

    private var order: Int { (introduction.isActive ? 0 : 1 << 32) + Int(introduction.introducedOn.dayNumber) }
}
