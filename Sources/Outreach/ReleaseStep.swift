import Workforce

/// What a regular release does about one subject with one partner.
package enum ReleaseStep: Equatable, Sendable {
    /// Nothing is sent: the partner was told already, is not to hear of it, or has an offer that lapsed by itself.
    case nothing
    case raise
    case change
    case withdraw
    /// It would be raised (`isFirst`) or changed, and something keeps it in.
    case keep(isFirst: Bool, [ReleaseBlocker])
}

extension ReleaseRules {
    /// - Parameters:
    ///   - state: what the subject is; nil when it is not there any more.
    ///   - told: what the partner was last told of it; nil when nothing ever.
    package func step(of state: SubjectState?, told: Publication?, for partner: Partner) -> ReleaseStep {
        guard reaches(partner) else { return .nothing }
        let standing = told.flatMap { $0.status == .standing ? $0 : nil }
        guard let state, isMeant(state, for: partner) else {
            guard let standing, !standing.content.hasStarted(by: today) else { return .nothing }
            return .withdraw
        }
        var disclosed = state
        disclosed.content = state.content.disclosed(freeText: partner.agreement.freeText)
        if let standing, !isMaterial(from: standing, to: disclosed) { return .nothing }
        let blockers = blockers(of: state, isFirst: standing == nil, release: partner.agreement.release)
        guard blockers.isEmpty else { return .keep(isFirst: standing == nil, blockers) }
        return standing == nil ? .raise : .change
    }

    /// Nothing is attempted after the agreement has ended, so nothing is queued either: what the partner was told
    /// stays as it is, for the operator to see.
    package func reaches(_ partner: Partner) -> Bool { partner.agreement.validUntil.map { today <= $0 } ?? true }

    /// Whether the partner is to hear of the subject: it asked for the kind and serves a region of it, and the subject has
    /// neither begun nor been taken back.
    package func isMeant(_ state: SubjectState, for partner: Partner) -> Bool {
        if case .introduction(let introduction) = state.content {
            return introduction.partner == partner.id && partner.receives(introduction.stage, on: today)
                && !isWithdrawn(state)
        }
        return !state.content.families.isDisjoint(with: partner.events)
            && state.content.regions.contains(where: partner.serves)
            && !state.content.hasStarted(by: today) && !isWithdrawn(state)
    }
}
