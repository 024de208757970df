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
    /// What those partners were told, each word once: an embargoed plan changes the dossier and not what they know.
    package var told: [CrisisContent] = []
    /// The groups behind it whose plan has no announcement date.
    package var unannounced: [PlannedGroup] = []

    /// Whether it goes out once a person releases it.
    package var waitsForPerson: Bool { outward == "needs-release" }

    /// Open ones by the day of their crossing, then closed ones, the last closed first.
    package static func list(
        crises: [Crisis], states: [SubjectState], publications: [Publication], partners: [Partner],
        rules: ReleaseRules
    ) -> [CrisisListing] {
        let tellsOfCrisis: (SubjectState.Content) -> Bool = { if case .crisis = $0 { true } else { false } }
        let present = states.filter { tellsOfCrisis($0.content) }
        let told = publications.filter { tellsOfCrisis($0.content) }
        return crises.map { crisis in
            let state = present.first { $0.key == crisis.key }
            let publications = told.filter { $0.subject == crisis.key }.sorted { $0.partner < $1.partner }
            let outlook = SubjectOutlook(of: state, told: publications, partners: partners, rules: rules)
            var told: [CrisisContent] = []
            for case .crisis(let content) in publications.filter({ $0.status == .standing }).map(\.content)
            where !told.contains(content) { told.append(content) }
            let name = outlook.stateName(of: state, rules)
            return CrisisListing(
                crisis: crisis, outward: name.map { ListingStateName.of($0, blockers: outlook.blockers) },
                blockers: outlook.blockers, partners: outlook.known, isMeantForNobody: outlook.isMeantForNobody,
                told: told,
                unannounced: state?.unannounced ?? [])
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
