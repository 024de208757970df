import DoorstroomConfiguration
import Foundation
import Logging
import Outreach
import Prevention
import Store
import Workforce

/// Records consents, introduces persons who agreed, and takes introductions back (domain rules §10, last point).
///
/// Whatever speaks against an introduction is looked at here, again by every run, by the release, and when the partner comes
/// with its reference.
struct IntroductionDesk {
    let instance: Instance
    let now: Date
    let today: CalendarDate

    var settings: Settings { instance.settings }

    init(_ instance: Instance) {
        self.instance = instance
        now = instance.clock.now()
        today = instance.today
    }

    func perform(_ request: IntroductionRequest) throws -> OperationReply {
        let message: String
        switch request.action {
        case .consent(let employee, let given, let partners):
            message = try recordConsent(of: employee, given, partners: partners, by: request.user)
        case .withdrawConsent(let employee): message = try withdrawConsent(of: employee, by: request.user)
        case .offer(let employee, let partner, let knowsUnannounced):
            message = try offer(
                employee, to: partner, knowsUnannounced: knowsUnannounced, isDryRun: request.isDryRun, by: request.user)
        case .renew(let key): message = try renew(key, by: request.user)
        case .details(let key, let given, let details):
            message = try addDetails(details, given, to: key, isDryRun: request.isDryRun, by: request.user)
        case .withdraw(let key): message = try withdraw(key, by: request.user)
        }
        return OperationReply(message: message)
    }

    private func offer(
        _ employee: String, to id: String, knowsUnannounced: Bool, isDryRun: Bool, by user: String
    ) throws -> String {
        try requireEnabled()
        let person = try person(employee)
        let partner = try partner(id, for: .profile)
        let record = try instance.database.outreach()
        if let other = record.introductions.first(where: {
            $0.isActive && $0.person == person && $0.partner == id
        }) {
            throw DaemonError(
                .failed, code: "introduction-exists",
                message: "The person is introduced to \(id) already, under \(other.key).",
                remedy: "Issue another reference with 'doorstroom introductions renew', or withdraw that one first.")
        }
        let situation = try openSituation(of: person, knowsUnannounced: knowsUnannounced)
        let consent = try consent(of: person, for: partner, situation, record, by: user)
        var generator = SystemRandomNumberGenerator()
        let key = SubjectKeys.opaqueKey(using: &generator)
        let profile = situation.profile(key: key, policy: settings.disclosure, agreement: partner.agreement)
        if isDryRun {
            // It shows a person as much as the offer would.
            try instance.database.audit(
                systemUser: user, verb: "introductions offer --dry-run", person: person, at: now)
            return profile.text
        }
        let introduction = Introduction(
            key: key, person: person, partner: id, profile: profile.text, consent: consent.id, introducedOn: today,
            by: user, at: now)
        try commit(introduction, situation, consents: [consent], verb: "introductions offer", by: user)
        return
            "\(key): goes out to \(id) \(releaseWords), once nothing keeps it in; what it tells: doorstroom introductions "
            + "show \(key)"
    }

    private func renew(_ key: String, by user: String) throws -> String {
        try requireEnabled()
        let (introduction, record) = try active(key)
        _ = try partner(introduction.partner, for: introduction.stage)
        guard record.publications.contains(where: { $0.subject == key && $0.status == .standing }) else {
            throw DaemonError(
                .failed, code: "introduction-not-out", message: "The partner has no reference yet.",
                remedy: "The next release gives it one; see 'doorstroom introductions show \(key)'.")
        }
        let situation = try openSituation(of: introduction.person, knowsUnannounced: true)
        try commit(introduction.renewed, situation, verb: "introductions renew", by: user)
        return "\(key): the reference that \(introduction.partner) has is dead; another goes out \(releaseWords)"
    }

    private func addDetails(
        _ details: CandidateDetails, _ given: IntroductionRequest.Given, to key: String, isDryRun: Bool, by user: String
    ) throws -> String {
        try requireEnabled()
        let (introduction, _) = try active(key)
        _ = try partner(introduction.partner, for: .details)
        let asked = try instance.database.references(of: key).contains { reference in
            reference.uses.contains { $0.outcome == .detailsAsked }
        }
        guard asked else {
            throw DaemonError(
                .failed, code: "details-not-asked", message: "\(introduction.partner) has not asked for details.",
                remedy: "It asks with the reference once it has seen the profile; the operator is told then.")
        }
        let situation = try openSituation(of: introduction.person, knowsUnannounced: true)
        let faults = details.faults(situation.othersGate)
        guard faults.isEmpty else {
            throw DaemonError(
                .refused, code: "details-refused",
                message: "These details are not handed out: \(faults.joined(separator: "; ")).",
                remedy: "Mend the file; nothing was written.")
        }
        let text = details.text(after: introduction.profile)
        if isDryRun {
            try instance.database.audit(
                systemUser: user, verb: "introductions details --dry-run", person: introduction.person, at: now)
            return text
        }
        let consent = try consent(
            of: introduction.person, given, stage: .details, partners: [introduction.partner], by: user)
        try commit(
            introduction.detailed(by: consent), situation, consents: [consent], details: text,
            verb: "introductions details", by: user)
        return "\(key): a reference to the details goes out to \(introduction.partner) \(releaseWords)"
    }

    private func withdraw(_ key: String, by user: String) throws -> String {
        let (introduction, record) = try active(key)
        let ended = introduction.ended(.withdrawn, on: today, by: user)
        try instance.database.endIntroductions(
            [ended], audit: entry("introductions withdraw", introduction.person, by: user), now: now)
        return try "\(key): taken back; " + tellWithdrawal(of: [ended], record: record)
    }

    /// The state, and the approval of exactly that, by whoever decided.
    private func commit(
        _ introduction: Introduction, _ situation: IntroductionSituation, consents: [Consent] = [],
        details: String? = nil, verb: String, by user: String
    ) throws {
        let state = introduction.state(situation.standing)
        try instance.database.commitIntroduction(
            introduction, state: state, approval: Approval(of: state, by: user, at: now), consents: consents,
            details: details, audit: entry(verb, introduction.person, by: user), now: now)
        instance.logger.notice(
            "A person decided on an introduction",
            metadata: ["decision": "\(verb)", "subject": "\(introduction.key)"])
    }

    /// Sends the withdrawals now: a person's word about one introduction waits for no release time, which may be weeks away.
    func tellWithdrawal(of ended: [Introduction], record: OutreachRecord) throws -> String {
        if ended.isEmpty { return "no introduction rested on it" }
        let keys = Set(ended.map(\.key))
        _ = try Release(instance).run(.regular, of: keys)
        let told = record.publications.filter { keys.contains($0.subject) && $0.status == .standing }.map(\.partner)
        if told.isEmpty { return "no partner had heard of it" }
        let now = Set(
            try instance.database.outreach().publications.filter { keys.contains($0.subject) }
                .filter { $0.status == .withdrawn }.map(\.partner))
        let later = told.filter { !now.contains($0) }.sorted()
        let hears = told.filter(now.contains).sorted()
        return "references are dead"
            + (hears.isEmpty ? "" : "; \(hears.joined(separator: ", ")) hears so now")
            + (later.isEmpty
                ? ""
                : "; \(later.joined(separator: ", ")) cannot be told: its endpoint is disabled or its agreement over")
    }
}
