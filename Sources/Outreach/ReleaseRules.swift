package import Workforce

/// The settings that decide whether a subject may go out, looked at together (domain rules §10).
///
/// No verb passes by this: release, release at once and review all ask here.
package struct ReleaseRules: Sendable {
    package let holds: [Hold]
    package let mode: Partner.Release
    package let policy: DisclosurePolicy
    /// False when the newest snapshot is stale.
    package let allowsNew: Bool
    package let today: CalendarDate
    /// Places of offers that partners have accepted.
    package let reservations: OfferReservations
    private let approvals: [String: Approval]
    private let heldPeople: Set<Int64>

    package init(
        holds: [Hold], approvals: [Approval], mode: Partner.Release, policy: DisclosurePolicy, allowsNew: Bool = true,
        today: CalendarDate, reservations: OfferReservations = OfferReservations()
    ) {
        self.holds = holds.filter(\.isActive).sorted { $0.since < $1.since }
        self.approvals = Dictionary(approvals.map { ($0.subject, $0) }, uniquingKeysWith: { $0.at < $1.at ? $1 : $0 })
        self.mode = mode
        self.policy = policy
        self.allowsNew = allowsNew
        self.today = today
        self.reservations = reservations
        heldPeople = Set(self.holds.flatMap(\.people))
    }

    /// Everything that keeps `state` from being raised (or changed) with a partner of this release setting.
    package func blockers(of state: SubjectState, isFirst: Bool, release: Partner.Release) -> [ReleaseBlocker] {
        var blockers: [ReleaseBlocker] = []
        if let opensOn = state.opensOn, opensOn > today { blockers.append(.date(opensOn)) }
        if let hold = holdBlocker(on: state) { blockers.append(hold) }
        if !state.refusals.isEmpty { blockers.append(.refused) }
        if isTooSmall(state) { blockers.append(.belowMinimum) }
        if !allowsNew { blockers.append(.stale) }
        let approval = approvals[state.key].flatMap { $0.appearedOn == state.appearedOn ? $0 : nil }
        let isCovered = approval.map { covers($0, state) } ?? false
        if case .crisis = state.content {
            // Whatever the mode, and whatever of it changes.
            if !isCovered {
                if let groups = state.unannounced { blockers.append(.unannounced(groups)) }
                blockers.append(.crisis)
            }
            return blockers
        }
        if case .introduction = state.content {
            // A person is introduced by a person, each time, and never because a run found so.
            if !isCovered { blockers.append(state.unannounced.map(ReleaseBlocker.unannounced) ?? .review) }
            return blockers
        }
        if state.needsPerson, isFirst, approval == nil { blockers.append(.firstPublication) }
        if mode == .review || release == .review, !isCovered { blockers.append(.review) }
        return blockers
    }

    /// A cell below the minimum of today, whatever made it: composed under a lower one, or read from a store that somebody
    /// wrote to. The gate looks once more when it lets go.
    private func isTooSmall(_ state: SubjectState) -> Bool {
        if case .alert = state.content { return state.trueCount < policy.cellMinimum }
        return false
    }

    /// Whether a person took the subject itself back: outward it is absent.
    package func isWithdrawn(_ state: SubjectState) -> Bool {
        holds.contains { $0.kind == .withdraw && $0.targets(state) }
    }

    /// The hold that binds the subject, as a blocker: a person took it back, or keeps it in.
    func holdBlocker(on state: SubjectState) -> ReleaseBlocker? {
        if let hold = holds.last(where: { $0.kind == .withdraw && $0.targets(state) }) {
            return .takenBack(by: hold.by, reason: hold.reason, since: hold.since)
        }
        return hold(on: state).map { .hold(by: $0.by, reason: $0.reason, since: $0.since) }
    }

    /// The hold that binds the subject: one on itself, else one on people in it; of several the last, whose reason is
    /// the one that counts.
    package func hold(on state: SubjectState) -> Hold? {
        if let own = holds.last(where: { $0.targets(state) }) { return own }
        guard state.people.contains(where: heldPeople.contains) else { return nil }
        return holds.last { !Set($0.people).isDisjoint(with: state.people) }
    }

    /// Whether what a partner was told differs enough from the present state to be told again: for a cell 5 people, or as
    /// many fewer as the count asks for; for an offer or a crisis anything that the partner can see.
    package func isMaterial(from told: Publication, to state: SubjectState) -> Bool {
        if case .alert = state.content, let leastFall = state.leastFall, state.trueCount < told.trueCount,
            told.trueCount - state.trueCount < leastFall
        {
            return false
        }
        return isMaterial(from: told.content, count: told.trueCount, to: state.content, count: state.trueCount)
    }

    private func isMaterial(
        from old: SubjectState.Content, count oldCount: Int, to new: SubjectState.Content, count newCount: Int
    ) -> Bool {
        switch (old, new) {
        case (.alert, .alert): abs(newCount - oldCount) >= policy.materialChange
        default: old != new
        }
    }

    /// The rules as they are once these holds are released and this approval is given.
    func with(released: Set<String>, approval: Approval) -> ReleaseRules {
        ReleaseRules(
            holds: holds.filter { !released.contains($0.id) }, approvals: Array(approvals.values) + [approval],
            mode: mode,
            policy: policy, allowsNew: allowsNew, today: today, reservations: reservations)
    }

    private func covers(_ approval: Approval, _ state: SubjectState) -> Bool {
        // That partners have taken places is nothing that a person would have to look at again.
        let content = state.content.withPlaces(ofUpTo: approval.content)
        return !isMaterial(from: approval.content, count: approval.trueCount, to: content, count: state.trueCount)
            && Set(state.unannounced ?? []).isSubset(of: approval.unannounced ?? [])
    }
}
