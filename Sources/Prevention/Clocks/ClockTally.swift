/// How many people's clocks a change of law moved.
package struct ClockTally: Equatable, Sendable, Codable {
    /// People of one rule.
    package struct Count: Equatable, Sendable, Codable {
        package var moved = 0
        package var added = 0
        package var removed = 0

        package init(moved: Int = 0, added: Int = 0, removed: Int = 0) {
            self.moved = moved
            self.added = added
            self.removed = removed
        }
    }

    /// The packs that changed, such as `NL 2026.1 → 2026.2`.
    package var packs: [String]
    /// The same in Dutch, where it reads otherwise.
    package var dutchPacks: [String]?
    /// The parts of a pack that are gone, such as `NL collectiveRedundancy`: nothing of them is worked out any more.
    package var lost: [String]?
    /// People with any clock that is otherwise.
    package var people = 0
    /// Planned events likewise.
    package var events = 0
    /// By the rule's identifier.
    package var rules: [String: Count] = [:]

    package init(packs: [String]) { self.packs = packs }

    init(of changes: StatuteChanges) {
        packs = changes.packs.map(\.english)
        dutchPacks = changes.packs.map(\.dutch)
        lost = changes.lost
    }

    /// Counts one person.
    mutating func count(_ differences: [ClockDifference]) {
        if differences.isEmpty { return }
        people += 1
        for difference in differences {
            switch difference.kind {
            case .moved: rules[difference.rule.rawValue, default: Count()].moved += 1
            case .added: rules[difference.rule.rawValue, default: Count()].added += 1
            case .removed: rules[difference.rule.rawValue, default: Count()].removed += 1
            }
        }
    }
}
