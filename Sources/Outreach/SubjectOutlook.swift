/// What the next release does about one subject, over all partners, as things stand (domain rules §10).
///
/// Listings, the replies of verbs and the morning summary ask here, and the release itself asks the same
/// ``ReleaseRules/step(of:told:for:)``: what people inside read is what partners will hear.
package struct SubjectOutlook: Equatable, Sendable {
    /// Ids of the partners that have it now, in order.
    package private(set) var known: [String] = []
    /// Ids of those that a regular release raises it with, tells a change, or withdraws it from, in the order given.
    package private(set) var raised: [String] = []
    package private(set) var changed: [String] = []
    package private(set) var withdrawn: [String] = []
    /// Whether a partner that has it would hear of a change if it were not kept in.
    package private(set) var keepsChange = false
    /// What keeps it in from at least one partner that it is meant for; of a subject meant for none, from any.
    package private(set) var blockers: [ReleaseBlocker] = []

    /// Whether a person took it back.
    package private(set) var isTakenBack = false
    /// Whether it is there and no partner asks for its kind and region.
    package private(set) var isMeantForNobody = false

    /// - Parameters:
    ///   - state: what the subject is; nil when it is not there any more.
    ///   - told: what every partner was last told of it.
    ///   - partners: those that a release sends to; without the ones whose endpoint is disabled.
    package init(of state: SubjectState?, told: [Publication], partners: [Partner], rules: ReleaseRules) {
        let state = state.map { rules.asPublished($0, told: told) }
        known = told.filter { $0.status == .standing }.map(\.partner).sorted()
        isTakenBack = state.map(rules.isWithdrawn) ?? false
        isMeantForNobody = state.map { $0.isMeantForNone(of: partners, rules) } ?? false
        for partner in partners {
            let last = told.filter { $0.partner == partner.id }.max { $0.sequence < $1.sequence }
            let offered = state.flatMap { rules.reservations.left(of: $0, for: partner.id) }
            switch rules.step(of: offered, told: last, for: partner) {
            case .nothing: continue
            case .raise: raised.append(partner.id)
            case .change: changed.append(partner.id)
            case .withdraw: withdrawn.append(partner.id)
            case .keep(let isFirst, let reasons):
                keepsChange = keepsChange || !isFirst
                for reason in reasons where !blockers.contains(reason) { blockers.append(reason) }
            }
        }
        guard let state, blockers.isEmpty else { return }
        if known.isEmpty, isMeantForNobody {
            // What would keep it in, so that a person sees it before there is a partner.
            blockers = rules.blockers(of: state, isFirst: true, release: .automatic)
        } else if let hold = rules.holdBlocker(on: state) {
            // A person's hold stands also while there is nothing to tell.
            blockers = [hold]
        }
    }

    /// Whether a partner that has it was told otherwise than it is now.
    package var tellsChange: Bool { !changed.isEmpty || keepsChange }

    /// Whether nobody has it after the next regular release: of whoever has it, none is to hear of it any more.
    package var isWithdrawnFromAll: Bool { !known.isEmpty && raised.isEmpty && Set(known) == Set(withdrawn) }

    /// Whether a release sends anything of it.
    package var sends: Bool { !(raised.isEmpty && changed.isEmpty && withdrawn.isEmpty) }
}

extension SubjectState {
    fileprivate func isMeantForNone(of partners: [Partner], _ rules: ReleaseRules) -> Bool {
        !rules.isWithdrawn(self) && !content.hasStarted(by: rules.today)
            && !partners.contains { rules.reaches($0) && rules.isMeant(self, for: $0) }
    }
}
