import DoorstroomConfiguration
import Foundation
import Logging
import Outreach
import Prevention
import Store
import Workforce

/// What persons agree to, and what follows when they take it back.
extension IntroductionDesk {
    func recordConsent(
        of employee: String, _ given: IntroductionRequest.Given, partners: [String]?, by user: String
    ) throws -> String {
        try requireEnabled()
        for partner in partners ?? [] where !settings.partners.contains(where: { $0.id == partner }) {
            throw PartnerTest.unknown(partner, among: settings.partners)
        }
        let person = try person(employee)
        let consent = try consent(of: person, given, stage: .profile, partners: partners, by: user)
        try instance.database.commitConsent(
            [consent], audit: entry("introductions consent", person, by: user), now: now)
        return "consent of \(consent.givenOn) to text \(consent.textVersion) by \(consent.channel) recorded, for "
            + (partners.map { $0.joined(separator: ", ") } ?? "any partner")
            + "; nobody is introduced by it: doorstroom introductions offer"
    }

    /// Ends every consent of the person and whatever rests on one, now; partners that have an introduction hear so at once.
    func withdrawConsent(of employee: String, by user: String) throws -> String {
        let person = try person(employee)
        let record = try instance.database.outreach()
        var consents = record.consents.filter { $0.person == person && $0.isActive }
        if let dated = try snapshotConsent(of: person, record: record, by: user) { consents.append(dated) }
        let ended = record.introductions.filter { $0.person == person && $0.isActive }
            .map { $0.ended(.consent, on: today, by: user) }
        guard !consents.isEmpty || !ended.isEmpty else {
            throw DaemonError(
                .failed, code: "consent-unknown", message: "No consent of that person is recorded.",
                remedy: "Nothing is to be withdrawn; see 'doorstroom introductions list'.")
        }
        let end = Consent.End(on: today, by: user, at: now)
        for index in consents.indices { consents[index].withdrawn = end }
        try instance.database.commitConsent(
            consents, ending: ended, audit: entry("introductions withdraw-consent", person, by: user), now: now)
        return try "consent withdrawn; " + tellWithdrawal(of: ended, record: record)
    }

    /// The consent that the HR system's date stands for by the configuration; nil where it stands for none, or where the
    /// person withdrew since.
    func snapshotConsent(of person: PersonKey, record: OutreachRecord, by user: String) throws -> Consent? {
        guard let policy = settings.introductions.snapshotConsent,
            let situation = try IntroductionSituation(of: person, instance, identity: .ids)
        else { return nil }
        return situation.consent(policy, record: record, id: newID(), recordedBy: user, at: now)
    }

    func consent(
        of person: PersonKey, _ given: IntroductionRequest.Given, stage: Consent.Stage, partners: [String]?,
        by user: String
    ) throws -> Consent {
        let date = given.date ?? today
        guard date <= today else {
            throw DaemonError(
                .usage, code: "consent-ahead", message: "A consent cannot be given on a day to come, \(date).",
                remedy: "Write the day on which the person agreed.")
        }
        guard settings.introductions.consentTexts.contains(given.textVersion) else {
            throw DaemonError(
                .usage, code: "consent-text-unknown",
                message: "The consent text '\(given.textVersion)' is none that counts.",
                remedy: "Configured are: \(settings.introductions.consentTexts.joined(separator: ", ")) "
                    + "(introductions.consentTexts).")
        }
        guard Consent.isCode(given.channel) else {
            throw DaemonError(
                .usage, code: "consent-channel", message: "The channel is not a word.",
                remedy:
                    "Write one such as letter, form or conversation: letters, digits, dots, hyphens, underscores; at "
                    + "most 40.")
        }
        return Consent(
            id: newID(), person: person, stage: stage, givenOn: date, textVersion: given.textVersion,
            channel: given.channel, partners: partners, recordedBy: user, recordedAt: now)
    }
}
