import DoorstroomConfiguration
import Foundation
import Logging
import Outreach
import Store
import Workforce

/// What a person decides about an alert or an offer: hold, release, withdraw. Nothing goes out before the next release.
struct OutreachDecision {
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func apply(_ decision: Decision) throws -> OperationReply {
        let record = try instance.database.outreach()
        let now = instance.clock.now()
        let dueAt = instance.settings.schedule.nextRelease(after: now) ?? now
        guard let state = find(decision, in: record.states) else {
            return try releaseAbsent(decision, record: record, dueAt: dueAt, now: now)
        }
        let message: String
        switch decision.action {
        case .hold:
            let hold = ReleaseVerbs.hold(state, id: newID(now), by: decision.user, reason: decision.reason, at: now)
            try instance.database.commitDecision(holds: [hold], dueAt: dueAt, now: now)
            message = "held; what partners were told stays as it is"
        case .withdraw:
            let hold = ReleaseVerbs.withdraw(state, id: newID(now), by: decision.user, reason: decision.reason, at: now)
            try instance.database.commitDecision(holds: [hold], dueAt: dueAt, now: now)
            message = "taken back; partners that have it hear so at the next regular release"
        case .release:
            let settings = instance.settings
            let rules = ReleaseRules(
                holds: record.holds, approvals: record.approvals, mode: settings.release.mode,
                policy: settings.disclosure, today: instance.today)
            let release = ReleaseVerbs.release(state, rules: rules, by: decision.user, at: now)
            try instance.database.commitDecision(
                holds: release.holds, approvals: [release.approval], dueAt: dueAt, now: now)
            message =
                release.remaining.isEmpty
                ? "released; it goes out at the next release"
                : "released, and still kept in: " + release.remaining.map(\.words).joined(separator: "; ")
                    + otherHolds(on: state, record: record)
        }
        instance.logger.notice(
            "A person decided on a subject",
            metadata: ["decision": "\(decision.action.rawValue)", "subject": "\(state.key)"])
        return OperationReply(message: "\(decision.subject): \(message)")
    }

    /// Ends the holds on something that is not there any more, so that it does not stay held when it comes back.
    private func releaseAbsent(
        _ decision: Decision, record: OutreachRecord, dueAt: Date, now: Date
    ) throws -> OperationReply {
        let holds = ReleaseVerbs.release(key: decision.subject, holds: record.holds, by: decision.user, at: now)
        if decision.kind == .offer, decision.action == .hold,
            record.withheldOffers.contains(where: { $0.internship == decision.subject })
        {
            let hold = ReleaseVerbs.hold(
                internship: decision.subject, id: newID(now), by: decision.user, reason: decision.reason, at: now)
            try instance.database.commitDecision(holds: [hold], dueAt: dueAt, now: now)
            return OperationReply(message: "\(decision.subject): held, before any offer of it is made")
        }
        guard decision.action == .release, !holds.isEmpty else { throw unknown(decision, record: record) }
        try instance.database.commitDecision(holds: holds, dueAt: dueAt, now: now)
        return OperationReply(message: "\(decision.subject): it is not there now; its hold has ended")
    }

    private func find(_ decision: Decision, in states: [SubjectState]) -> SubjectState? {
        states.first { state in
            switch (decision.kind, state.content) {
            case (.alert, .alert): state.key == decision.subject
            case (.offer, .offer(let offer)): state.key == decision.subject || offer.internship == decision.subject
            default: false
            }
        }
    }

    private func unknown(_ decision: Decision, record: OutreachRecord) -> DaemonError {
        DaemonError(
            .failed, code: "subject-unknown",
            message: "There is no \(decision.kind.rawValue) '\(decision.subject)' now.",
            remedy: "See 'doorstroom \(decision.kind == .alert ? "alerts" : "offers") list'.")
    }

    /// Where else the people of a subject are held, with the way out.
    private func otherHolds(on state: SubjectState, record: OutreachRecord) -> String {
        let people = Set(state.people)
        let keys = record.holds.compactMap { hold -> String? in
            guard hold.isActive, !hold.targets(state), !people.isDisjoint(with: hold.people),
                case .subject(let key) = hold.target
            else { return nil }
            return key
        }
        return keys.map { " (through \($0): doorstroom alerts release \($0))" }.joined()
    }

    private func newID(_ now: Date) -> String {
        var generator = SystemRandomNumberGenerator()
        return UUIDv7.make(at: now, using: &generator)
    }
}
