import DoorstroomConfiguration
import Foundation
import Logging
import Outreach
import Prevention
import Store
import Workforce

/// What speaks against an introduction, and the way out.
extension IntroductionDesk {
    func requireEnabled() throws {
        guard settings.introductions.isEnabled else {
            throw DaemonError(
                .usage, code: "introductions-off", message: "Introductions are off.",
                remedy:
                    "Write introductions: {enabled: true, consentTexts: […]} in the configuration; see the handbook, "
                    + "\"Introductions\".")
        }
    }

    func person(_ employee: String) throws -> PersonKey {
        guard let person = try instance.database.person(employee) else { throw DaemonError.employeeUnknown }
        return person
    }

    func active(_ key: String) throws -> (Introduction, OutreachRecord) {
        let record = try instance.database.outreach()
        guard let introduction = record.introductions.first(where: { $0.key == key }) else {
            throw DaemonError(
                .failed, code: "introduction-unknown", message: "There is no introduction '\(key)'.",
                remedy: "See 'doorstroom introductions list'.")
        }
        guard introduction.isActive else {
            throw DaemonError(
                .failed, code: "introduction-ended", message: "The introduction '\(key)' has ended, for good.",
                remedy: "Introduce the person anew, if they agree: it gets a key of its own.")
        }
        return (introduction, record)
    }

    func partner(_ id: String, for stage: Consent.Stage) throws -> Partner {
        guard let partner = settings.partners.first(where: { $0.id == id }) else {
            throw PartnerTest.unknown(id, among: settings.partners)
        }
        guard partner.receives(stage, on: today) else {
            let needed = stage == .profile ? "pseudonymous" : "personal"
            throw DaemonError(
                .failed, code: "partner-not-entitled",
                message: "The agreement with \(id) does not allow this today.",
                remedy:
                    "It needs disclosure: \(needed) (or more), candidates among its events, and a validUntil to come.")
        }
        guard try !instance.database.disabledPartners().contains(id) else {
            throw DaemonError(
                .failed, code: "partner-disabled", message: "The endpoint of \(id) is disabled.",
                remedy: "Let it in again first: doorstroom partners enable \(id).")
        }
        return partner
    }

    func openSituation(of person: PersonKey, knowsUnannounced: Bool) throws -> IntroductionSituation {
        guard let situation = try IntroductionSituation(of: person, instance, identity: .everything) else {
            throw DaemonError(
                .failed, code: "person-not-listed", message: "The newest snapshot does not list the person.",
                remedy: "Only people in phase 3 are introduced.")
        }
        guard !situation.isStale else {
            throw DaemonError(
                .failed, code: "snapshot-stale", message: "The newest snapshot is too old to tell who is in phase 3.",
                remedy: "Import a newer one.")
        }
        switch situation.standing {
        case .open: break
        case .unannounced where knowsUnannounced: break
        case .unannounced(let groups):
            throw DaemonError(
                .failed, code: "introduction-unannounced",
                message: "The plan of the person's group has not been announced, and a partner would know first: "
                    + "\(groups.list.english).",
                remedy:
                    "Fill in announced_on of these plan rows; or, if the partner may know before, add --unannounced.")
        case .embargo(let day):
            throw DaemonError(
                .failed, code: "introduction-embargoed",
                message: "The plan of the person's group may not be known before \(day).",
                remedy: "Introduce the person then; no verb bypasses an embargo.")
        case .otherPhase(let phase):
            throw DaemonError(
                .failed, code: "not-in-phase-3",
                message: phase == 0 ? "The person has no phase." : "The person is in phase \(phase).",
                remedy: "Only people in phase 3 are introduced; see 'doorstroom explain'.")
        }
        return situation
    }

    func consent(
        of person: PersonKey, for partner: Partner, _ situation: IntroductionSituation, _ record: OutreachRecord,
        by user: String
    ) throws -> Consent {
        let recorded = record.consents.last {
            $0.person == person
                && $0.allows(
                    partner.id, stage: .profile, texts: settings.introductions.consentTexts, today: today)
                && ($0.source == .recorded || situation.confirms($0))
        }
        if let recorded { return recorded }
        if let policy = settings.introductions.snapshotConsent,
            let dated = situation.consent(policy, record: record, id: newID(), recordedBy: user, at: now)
        {
            return dated
        }
        let isDated = situation.consentDate != nil
        throw DaemonError(
            .failed, code: "no-consent", message: "No consent of that person for \(partner.id) is recorded.",
            remedy: (isDated
                ? "The HR system has a date, which does not count by itself: see which text it was for. " : "")
                + "Record what the person agreed to: doorstroom introductions consent.")
    }

    var releaseWords: String {
        instance.nextRelease.moment.map {
            "at the next release, \(WallClock(zone: settings.employer.timeZone).text($0))"
        }
            ?? "at the next release"
    }

    func entry(_ verb: String, _ person: PersonKey, by user: String) -> AuditEntry {
        AuditEntry(time: now, systemUser: user, verb: verb, person: person)
    }

    func newID() -> String {
        var generator = SystemRandomNumberGenerator()
        return UUIDv7.make(at: now, using: &generator)
    }
}
