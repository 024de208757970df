import Workforce

/// One alert as the people inside see it (`alerts list`, console).
package struct AlertListing: Equatable, Sendable {
    package enum State: String, Sendable {
        /// Composed, and nobody outside knows of it.
        case intended
        /// At least one partner has it.
        case published
        /// No cell holds it any more, but a partner still has it: it is withdrawn at the next regular release.
        case withdrawing
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
    /// Why it does not go out to a partner without review of its own; empty when nothing stands in the way.
    package var blockers: [ReleaseBlocker]
    package var withheld: WithheldGroup.Reason?
    /// Ids of the partners that have it.
    package var partners: [String]

    /// Everything of the newest scan, in order of key, then what is withheld.
    package static func list(
        states: [SubjectState], withheld: [WithheldGroup], publications: [Publication], rules: ReleaseRules
    ) -> [AlertListing] {
        let told = Dictionary(grouping: publications.filter { $0.status == .standing }, by: \.subject)
        var listings: [AlertListing] = []
        for state in states {
            guard case .alert(let alert) = state.content else { continue }
            let partners = (told[state.key] ?? []).map(\.partner).sorted()
            listings.append(
                AlertListing(
                    key: state.key,
                    state: rules.isWithdrawn(state) && !partners.isEmpty
                        ? .withdrawing : partners.isEmpty ? .intended : .published,
                    partition: alert.cell.partition, occupation: alert.cell.occupation, count: state.trueCount,
                    fte: alert.fte,
                    blockers: rules.blockers(of: state, isFirst: partners.isEmpty, release: .automatic), withheld: nil,
                    partners: partners))
        }
        let present = Set(states.map(\.key))
        for (key, publications) in told where !present.contains(key) {
            guard case .alert(let alert) = publications[0].content else { continue }
            listings.append(
                AlertListing(
                    key: key, state: .withdrawing, partition: alert.cell.partition, occupation: alert.cell.occupation,
                    count: 0, fte: 0, blockers: [], withheld: nil, partners: publications.map(\.partner).sorted()))
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
}
