import DoorstroomConfiguration
import Foundation
import Logging
import Outreach
import Prevention
import Store
import Workforce

/// What a person decides about an alert or an offer: hold, release, withdraw. Nothing goes out before the next release.
struct OutreachDecision {
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func apply(_ decision: Decision) throws -> OperationReply {
        guard decision.reason.count <= Decision.longestReason else {
            throw DaemonError(
                .usage, code: "reason-too-long",
                message:
                    "The reason has \(decision.reason.count) characters; at most \(Decision.longestReason) are kept.",
                remedy: "Say it shorter; nothing was decided.")
        }
        let record = try instance.database.outreach()
        let now = instance.clock.now()
        let dueAt = instance.settings.schedule.nextRelease(after: now) ?? now
        guard let state = find(decision, in: record.states) else {
            return try releaseAbsent(decision, record: record, dueAt: dueAt, now: now)
        }
        if decision.action == .release, let groups = state.unannounced, !decision.knowsUnannounced {
            throw DaemonError(
                .failed, code: "crisis-unannounced",
                message:
                    "Plans behind it have not been announced, and partners would know first: \(groups.list.english).",
                remedy: "Fill in announced_on of these plan rows; or, if partners may know before, add --unannounced.")
        }
        let settings = instance.settings
        let told = record.publications.filter { $0.subject == state.key }
        let partners = try instance.reachablePartners()
        let rules = try instance.releaseRules(record, on: instance.nextRelease.day)
        let reply = DecisionReply(
            before: SubjectOutlook(of: state, told: told, partners: partners, rules: rules),
            wasTakenBack: rules.isWithdrawn(state), wasEverTold: !told.isEmpty,
            release: instance.nextRelease.moment.map { WallClock(zone: settings.employer.timeZone).text($0) })
        let message: String
        switch decision.action {
        case .hold:
            let hold = ReleaseVerbs.hold(state, id: newID(now), by: decision.user, reason: decision.reason, at: now)
            try instance.database.commitDecision(holds: [hold], dueAt: dueAt, now: now)
            message = reply.held
        case .withdraw:
            let hold = ReleaseVerbs.withdraw(state, id: newID(now), by: decision.user, reason: decision.reason, at: now)
            try instance.database.commitDecision(holds: [hold], dueAt: dueAt, now: now)
            message = reply.takenBack
        case .release:
            let release = ReleaseVerbs.release(
                state, told: told, partners: partners, rules: rules, by: decision.user, at: now)
            try instance.database.commitDecision(
                holds: release.holds, approvals: [release.approval], dueAt: dueAt, now: now)
            message = reply.released(release.outlook) + otherHolds(on: state, record: record)
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
        guard decision.action == .release, !holds.isEmpty else { throw absent(decision, record: record) }
        try instance.database.commitDecision(holds: holds, dueAt: dueAt, now: now)
        return OperationReply(message: "\(decision.subject): it is not there now; its hold has ended")
    }

    private func find(_ decision: Decision, in states: [SubjectState]) -> SubjectState? {
        states.first { state in
            switch (decision.kind, state.content) {
            case (.alert, .alert), (.crisis, .crisis), (.introduction, .introduction): state.key == decision.subject
            case (.offer, .offer(let offer)): state.key == decision.subject || offer.internship == decision.subject
            default: false
            }
        }
    }

    /// Of something that partners were told and that is gone, what became of it; else that there never was such a thing.
    private func absent(_ decision: Decision, record: OutreachRecord) -> DaemonError {
        let told = record.publications.filter { publication in
            switch (decision.kind, publication.content) {
            case (.alert, .alert), (.crisis, .crisis), (.introduction, .introduction):
                publication.subject == decision.subject
            case (.offer, .offer(let offer)):
                publication.subject == decision.subject || offer.internship == decision.subject
            default: false
            }
        }
        if !told.isEmpty {
            let isStanding = told.contains { $0.status == .standing }
            return DaemonError(
                .failed, code: "subject-gone",
                message: "The \(decision.kind.rawValue) '\(decision.subject)' is not there any more; "
                    + (isStanding
                        ? "partners that have it hear so at the next regular release." : "no partner has it."),
                remedy: "Nothing is to be decided on it until it comes back.")
        }
        return DaemonError(
            .failed, code: "subject-unknown",
            message: "There is no \(decision.kind.rawValue) '\(decision.subject)' now.",
            remedy: "See 'doorstroom \(decision.kind.verb) list'.")
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
        var seen: Set<String> = []
        return keys.filter { seen.insert($0).inserted }.map { " (through \($0): doorstroom alerts release \($0))" }
            .joined()
    }

    private func newID(_ now: Date) -> String {
        var generator = SystemRandomNumberGenerator()
        return UUIDv7.make(at: now, using: &generator)
    }
}

extension Decision.Kind {
    /// The verb that lists such subjects.
    package var verb: String {
        switch self {
        case .alert: "alerts"
        case .offer: "offers"
        case .crisis: "crises"
        case .introduction: "introductions"
        }
    }
}
