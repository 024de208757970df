import Workforce

/// One crisis as the people inside see it (`crises list`, console).
package struct CrisisListing: Equatable, Sendable {
    package var crisis: Crisis
    /// What partners know of it, as of alerts: `intended`, `published`, `changing`, `withdrawing` or `withdrawn`, or what
    /// keeps it in; of a closed one of which no partner knows, nil.
    package var outward: String?
    package var blockers: [ReleaseBlocker]
    /// Ids of the partners that have it.
    package var partners: [String]
    package var isMeantForNobody: Bool

    /// Whether it goes out once a person releases it.
    package var waitsForPerson: Bool { outward == "needs-release" }

    /// Open ones by the day of their crossing, then closed ones, the last closed first.
    package static func list(
        crises: [Crisis], states: [SubjectState], publications: [Publication], partners: [Partner],
        rules: ReleaseRules
    ) -> [CrisisListing] {
        crises.map { crisis in
            let state = states.first { $0.key == crisis.key }
            let outlook = SubjectOutlook(
                of: state, told: publications.filter { $0.subject == crisis.key }, partners: partners, rules: rules)
            let name = outlook.stateName(of: state, rules)
            return CrisisListing(
                crisis: crisis, outward: name.map { ListingStateName.of($0, blockers: outlook.blockers) },
                blockers: outlook.blockers, partners: outlook.known, isMeantForNobody: outlook.isMeantForNobody)
        }.sorted { $0.crisis.order < $1.crisis.order }
    }
}

extension Crisis {
    fileprivate var order: (Int, Int32, String) {
        switch state {
        case .open: (0, crossesOn.dayNumber, identity)
        case .closed: (1, -(closedOn?.dayNumber ?? 0), identity)
        }
    }
}

extension SubjectOutlook {
    /// What partners know of a subject, in a word; nil where it is not there and nobody has it.
    fileprivate func stateName(of state: SubjectState?, _ rules: ReleaseRules) -> String? {
        guard let state else { return known.isEmpty ? nil : "withdrawing" }
        if rules.isWithdrawn(state) { return known.isEmpty ? "withdrawn" : "withdrawing" }
        if known.isEmpty { return "intended" }
        if isWithdrawnFromAll { return "withdrawing" }
        return tellsChange ? "changing" : "published"
    }
}
