import Workforce

/// One alert as the people inside see it (`alerts list`, console).
package struct AlertListing: Equatable, Sendable {
    package enum State: String, Sendable {
        /// Composed, and nobody outside knows of it.
        case intended
        /// At least one partner has it, and none of them would hear anything else.
        case published
        /// At least one partner has it, and was told otherwise than it is now.
        case changing
        /// A partner has it, but no cell holds it any more or a person took it back: it is withdrawn at the next regular
        /// release.
        case withdrawing
        /// A person took it back, and no partner has it.
        case withdrawn
        /// People of whom no cell tells.
        case withheld
    }

    /// Opaque key; nil for withheld people.
    package var key: String?
    package var state: State
    package var partition: CellPartition
    /// Nil for withheld people.
    package var occupation: Occupation?
    /// Exact.
    package var count: Int
    /// FTE rounded as partners see it; nil for withheld people.
    package var fte: Int?
    /// Why it does not go out to a partner that it is meant for; empty when nothing stands in the way, or nothing is to
    /// be told.
    package var blockers: [ReleaseBlocker]
    package var withheld: WithheldGroup.Reason?
    /// Ids of the partners that have it.
    package var partners: [String]
    /// Whether no partner asks for its kind and region.
    package var isMeantForNobody = false

    /// Everything of the newest scan, in order of key, then what is withheld.
    ///
    /// - Parameter partners: those that a release sends to; without the ones whose endpoint is disabled.
    package static func list(
        states: [SubjectState], withheld: [WithheldGroup], publications: [Publication], partners: [Partner],
        rules: ReleaseRules
    ) -> [AlertListing] {
        let told = Dictionary(grouping: publications, by: \.subject)
        var listings: [AlertListing] = []
        for state in states {
            guard case .alert(let alert) = state.content else { continue }
            let outlook = SubjectOutlook(
                of: state, told: told[state.key] ?? [], partners: partners, rules: rules)
            listings.append(
                AlertListing(
                    key: state.key, state: AlertListing.state(of: state, outlook, rules),
                    partition: alert.cell.partition, occupation: alert.cell.occupation, count: state.trueCount,
                    fte: alert.fte, blockers: outlook.blockers, withheld: nil, partners: outlook.known,
                    isMeantForNobody: outlook.isMeantForNobody))
        }
        let present = Set(states.map(\.key))
        for (key, publications) in told where !present.contains(key) {
            let standing = publications.filter { $0.status == .standing }
            guard let last = standing.first, case .alert(let alert) = last.content else { continue }
            listings.append(
                AlertListing(
                    key: key, state: .withdrawing, partition: alert.cell.partition, occupation: alert.cell.occupation,
                    count: 0, fte: 0, blockers: [], withheld: nil, partners: standing.map(\.partner).sorted()))
        }
        listings.sort { ($0.key ?? "") < ($1.key ?? "") }
        return listings
            + withheld.map {
                AlertListing(
                    key: nil, state: .withheld, partition: $0.partition, occupation: nil, count: $0.people.count,
                    fte: nil,
                    blockers: [], withheld: $0.reason, partners: [])
            }
    }

    private static func state(of state: SubjectState, _ outlook: SubjectOutlook, _ rules: ReleaseRules) -> State {
        if rules.isWithdrawn(state) { return outlook.known.isEmpty ? .withdrawn : .withdrawing }
        if outlook.known.isEmpty { return .intended }
        if outlook.isWithdrawnFromAll { return .withdrawing }
        return outlook.tellsChange ? .changing : .published
    }
}
