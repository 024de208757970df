package import Workforce

/// A clock that one set of statute packs makes otherwise than another.
package struct ClockDifference: Equatable, Sendable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case moved
        /// There is one where there was none.
        case added
        /// There is none where there was one.
        case removed
    }

    package var rule: ClockRule
    /// Nil where there was none.
    package var former: Clock?
    /// Nil where there is none any more.
    package var now: Clock?
    /// What happened, and which change of law made it.
    package var statement: Statement

    package var kind: Kind { former == nil ? .added : now == nil ? .removed : .moved }
}

/// The ledger of one workforce under two sets of statute packs, all else being the same: which dates and amounts a change
/// of law moved, and why (domain rules §8).
package struct ClockDifferences: Sendable {
    private let former: ClockLedger
    private let now: ClockLedger
    /// Under the former packs with one part of those of now: what a single change moves by itself.
    private let alone: [StatutePack.Part: ClockLedger]
    private let changes: StatuteChanges
    private let result: PreventionResult

    /// - Parameters:
    ///   - result: what the engine said under the packs of now.
    ///   - policy: what both ledgers are made under: a change of policy is none of law.
    ///   - tellsCauses: where several parts changed, the ledger is worked out once more for each, to tell which of them moved
    ///     a clock; false for who only counts.
    package init(
        of workforce: Workforce, result: PreventionResult, policy: PreventionPolicy, from former: [StatutePack],
        to now: [StatutePack], tellsCauses: Bool = true
    ) {
        // Whom a run before made likely is so under either: that is none of law.
        let likely = Set(result.rules.indices.filter { result.rules[$0].contains(.likely) }.map { Int32($0) })
        func ledger(_ packs: [StatutePack]) -> ClockLedger {
            let engine = PreventionEngine(policy: policy, statutes: packs)
            return engine.ledger(of: workforce, result: engine.assess(workforce, likelyBefore: likely))
        }
        self.former = ledger(former)
        self.now = PreventionEngine(policy: policy, statutes: now).ledger(of: workforce, result: result)
        self.result = result
        let changes = StatuteChanges(from: former, to: now)
        self.changes = changes
        let parts = changes.parts
        alone =
            tellsCauses && parts.count > 1
            ? Dictionary(uniqueKeysWithValues: parts.map { ($0, ledger(changes.formerPacks(with: $0))) }) : [:]
    }

    /// What moved of one row, in the order of the ledger.
    package func of(row: Int) -> [ClockDifference] { differences { $0.clocks(of: row) } }

    /// What moved of one selection group.
    package func of(group: Int) -> [ClockDifference] { differences { $0.clocks(ofGroup: group) } }

    /// How many people's clocks are otherwise, in all and by rule.
    package var tally: ClockTally {
        var tally = ClockTally(of: changes)
        for row in result.phase.indices { tally.count(of(row: row)) }
        for group in result.groups.indices where !of(group: group).isEmpty { tally.events += 1 }
        return tally
    }

    /// A subject has each rule at most once.
    private func differences(_ clocks: (ClockLedger) -> [Clock]) -> [ClockDifference] {
        let (former, now) = (clocks(former), clocks(now))
        if former.isEmpty, now.isEmpty { return [] }
        return ClockRule.allCases.compactMap { rule in
            let old = former.first { $0.rule == rule }
            let new = now.first { $0.rule == rule }
            if !Self.isOtherwise(old, new) { return nil }
            let causes = alone.filter { _, ledger in
                Self.isOtherwise(old, clocks(ledger).first { $0.rule == rule })
            }
            return ClockDifference(
                rule: rule, former: old, now: new,
                statement: changes.statement(rule, old, new, causes: Set(causes.keys)))
        }
    }

    private static func isOtherwise(_ one: Clock?, _ other: Clock?) -> Bool {
        one?.date != other?.date || one?.amount != other?.amount
    }
}
