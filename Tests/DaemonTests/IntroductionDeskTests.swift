import Console
import DoorstroomConfiguration
import Foundation
import Logging
import Outreach
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("Introductions, from the verb to the partner and back")
struct IntroductionDeskTests {
    static let settings = """
        introductions: {enabled: true, consentTexts: ["2026-1", "2026-1d"]}
        partnerApi: {enabled: true, publicUrl: "https://partners.example"}
        """

    /// A night in which the first welder has notice; the sandbox may have persons.
    static func employer(
        consentColumn: String = "", settings: String = settings, logger: Logger = Employer.silence
    ) async throws -> Employer {
        let employer = try Employer.atNight(settings: settings, logger: logger)
        try employer.reconfigure {
            $0.replacing("events: [redundancies, internships]", with: "events: [candidates]")
                .replacing("disclosure: aggregate", with: "disclosure: personal")
        }
        try await take("2026-11-22", employer, notice: "2026-11-16", consent: consentColumn)
        return employer
    }

    static func take(_ date: String, _ employer: Employer, notice: String, consent: String = "") async throws {
        let bundle = Bundle(date) { bundle in
            bundle.changeEmployees = { text in
                text.split(separator: "\n").map { line in
                    if line.hasPrefix("employee_id") {
                        return line + ",notice_date,exit_reason,consent_introduction,skills\n"
                    }
                    if line.hasPrefix("P1001,") {
                        return line + ",\(notice),\(notice.isEmpty ? "" : "redundancy"),\(consent),lassen\n"
                    }
                    return line + ",,,,lassen\n"
                }.joined()
            }
        }
        try await employer.take(date, bundle.texts)
        try await employer.scanned { $0.asOf = CalendarDate(iso: date) }
    }

    @discardableResult
    private func perform(_ action: IntroductionRequest.Action, _ employer: Employer) async -> OperationReply {
        await employer.perform(.introduce(IntroductionRequest(action, user: "planner")))
    }

    private static let given = IntroductionRequest.Given(textVersion: "2026-1", channel: "letter", date: nil)
    private static let consent = IntroductionRequest.Action.consent(employee: "P1001", given, partners: nil)
    private static func offer(_ id: String = "P1001", unannounced: Bool = false) -> IntroductionRequest.Action {
        .offer(employee: id, partner: "sandbox", knowsUnannounced: unannounced)
    }

    /// The body of the newest event of a type.
    private func event(_ type: String, _ employer: Employer) async throws -> [String: Any]? {
        guard
            let listing = try await employer.deliveries.filter({ $0.type.hasSuffix(type) }).max(by: {
                $0.sequence < $1.sequence
            })
        else { return nil }
        let body = try await employer.database.outbox.show(listing.id).body
        return try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    }

    private func reference(_ employer: Employer) async throws -> String {
        let event = try #require(try await event("candidates.introduced.v1", employer))
        let address = try #require(event["dataref"] as? String)
        #expect(address.hasPrefix("https://partners.example/partner/v1/profiles/"))
        return String(address.split(separator: "/").last ?? "")
    }

    private enum Wish { case profile, details }

    /// As the partner API does.
    private func fetch(
        _ reference: String, _ employer: Employer, _ wish: Wish = .profile
    ) async throws -> ProfileAnswer {
        let partner = try #require(employer.instance.settings.partners.first)
        let terms = ProfileCounter(employer.instance).terms
        let request = try await terms.request(reference, partner)
        let answer =
            switch wish {
            case .profile: try await PartnerDesk(employer.database).handOut(request)
            case .details: try employer.database.askForDetails(request)
            }
        await terms.tell(answer, partner, [])
        return answer
    }

    private func introduced(logger: Logger = Employer.silence) async throws -> (Employer, String) {
        let employer = try await Self.employer(logger: logger)
        #expect(await perform(Self.consent, employer).error == nil)
        #expect(await perform(Self.offer(), employer).error == nil)
        try await employer.succeed(.release)
        let key = try #require(try employer.database.outreach().introductions.first).key
        return (employer, key)
    }

    @Test("What stands in the way is said, and nothing is written")
    func refused() async throws {
        let employer = try await Self.employer()
        #expect(await perform(Self.offer(), employer).error?.code == "no-consent")
        #expect(await perform(Self.offer("P1002"), employer).error?.code == "not-in-phase-3")
        #expect(await perform(Self.offer("nobody"), employer).error?.code == "employee-unknown")
        for (given, code) in [
            (IntroductionRequest.Given(textVersion: "2025-9", channel: "letter", date: nil), "consent-text-unknown"),
            (.init(textVersion: "2026-1", channel: "by phone", date: nil), "consent-channel"),
            (.init(textVersion: "2026-1", channel: "letter", date: CalendarDate(iso: "2026-11-24")), "consent-ahead"),
        ] {
            #expect(await perform(.consent(employee: "P1001", given, partners: nil), employer).error?.code == code)
        }
        #expect(await perform(Self.consent, employer).error == nil)
        try employer.reconfigure { $0.replacing("disclosure: personal", with: "disclosure: aggregate") }
        #expect(await perform(Self.offer(), employer).error?.code == "partner-not-entitled")
        #expect(try employer.database.outreach().introductions.isEmpty)
        try employer.reconfigure { $0.replacing("enabled: true, consentTexts", with: "enabled: false, consentTexts") }
        #expect(await perform(Self.offer(), employer).error?.code == "introductions-off")
    }

    @Test("A consent for another partner is none, and a dry run writes nothing")
    func dryRun() async throws {
        let employer = try await Self.employer()
        await perform(Self.consent, employer)
        var request = IntroductionRequest(Self.offer(), user: "planner")
        request.isDryRun = true
        let reply = await employer.perform(.introduce(request))
        #expect(reply.message?.contains(#""isco08":"7212""#) == true)
        #expect(reply.message?.contains("lassen") == true)
        #expect(reply.message?.contains("Nummer") == false)
        #expect(try employer.database.outreach().introductions.isEmpty)
    }

    @Test("Consent, introduction, release, one profile, a second use told to the operator")
    func whole() async throws {
        let log = LogRecord()
        let (employer, key) = try await introduced(logger: log.logger)
        #expect(await perform(Self.offer(), employer).error?.code == "introduction-exists")
        let reference = try await reference(employer)
        guard case .profile(let text, .profile) = try await fetch(reference, employer) else {
            Issue.record("nothing was handed out")
            return
        }
        #expect(text.contains("\"idWerkzoekende\":\"\(key)\""))
        #expect(try await fetch(reference, employer) == .gone(.again, introduction: key))
        #expect(try employer.noticeCodes.contains("profile-asked-again"))
        let told = ["code": "profile-asked-again", "partner": "sandbox"]
        #expect(
            log.lines.filter { $0.metadata["code"] == "profile-asked-again" } == [.init(level: .error, metadata: told)])
        // A night that changes nothing sends nothing.
        let before = try await employer.deliveries.count
        try await employer.scanned()
        try await employer.succeed(.release)
        #expect(try await employer.deliveries.count == before)
    }

    @Test("Consent taken back: the reference is dead and the withdrawal queued when the verb returns")
    func withdrawn() async throws {
        let (employer, key) = try await introduced()
        let reference = try await reference(employer)
        // As if it had been delivered, so that there is something to take back.
        try await markDelivered(employer)
        let reply = await perform(.withdrawConsent(employee: "P1001"), employer)
        #expect(reply.message?.contains("sandbox hears so now") == true, "\(reply)")
        #expect(try await fetch(reference, employer) == .gone(.withdrawn, introduction: key))
        let event = try #require(try await event("candidates.withdrawn.v1", employer))
        #expect((event["data"] as? [String: String]) == ["reason": "no-longer-available"])
        #expect(event["subject"] as? String == key)
        #expect(await perform(Self.offer(), employer).error?.code == "no-consent")
        #expect(await perform(.withdraw(introduction: key), employer).error?.code == "introduction-ended")
        #expect(await perform(.withdrawConsent(employee: "P1001"), employer).error?.code == "consent-unknown")
        // Agreed anew: another key, nothing that links the two.
        #expect(await perform(Self.consent, employer).error == nil)
        #expect(await perform(Self.offer(), employer).error == nil)
        #expect(Set(try employer.database.outreach().introductions.map(\.key)).count == 2)
    }

    private func notes(_ employer: Employer, isDutch: Bool = false) throws -> [String] {
        let outreach = try employer.database.outreach()
        let person = try #require(try employer.database.person("P1001"))
        return IntroductionNotes(of: person, outreach, isDutch: isDutch).lines
    }

    @Test("The person is told to whom they agreed, and of an introduction only what came of it")
    func notes() async throws {
        let employer = try await Self.employer()
        await perform(.consent(employee: "P1001", Self.given, partners: ["sandbox"]), employer)
        await perform(Self.offer(), employer)
        #expect(
            try notes(employer) == [
                "You agreed on 2026-11-23 to be introduced to sandbox (text 2026-1).",
                "It was decided on 2026-11-23 to introduce you to sandbox; that has not been done yet.",
            ])
        #expect(
            try notes(employer, isDutch: true) == [
                "U stemde op 2026-11-23 in met een introductie bij sandbox (tekst 2026-1).",
                "Op 2026-11-23 is besloten u voor te stellen bij sandbox; dat is nog niet gebeurd.",
            ])
        await perform(.withdrawConsent(employee: "P1001"), employer)
        #expect(
            try notes(employer).last
                == "It was decided on 2026-11-23 to introduce you to sandbox; ended on 2026-11-23: consent has ended.")
        let (other, _) = try await introduced()
        #expect(
            try notes(other) == [
                "You agreed on 2026-11-23 to be introduced to partners (text 2026-1).",
                "You were introduced to sandbox (decided on 2026-11-23).",
            ])
    }

    private func markDelivered(_ employer: Employer) async throws {
        for delivery in try await employer.deliveries where delivery.type.contains("candidates") {
            try employer.database.markDelivered(delivery.id)
        }
    }

    @Test("Before anybody was told, taking it back sends nothing")
    func silent() async throws {
        let employer = try await Self.employer()
        await perform(Self.consent, employer)
        await perform(Self.offer(), employer)
        let reply = await perform(.withdrawConsent(employee: "P1001"), employer)
        #expect(reply.message?.contains("no partner had heard of it") == true)
        try await employer.succeed(.release)
        #expect(try await employer.deliveries.filter { $0.type.contains("candidates") }.isEmpty)
    }

    @Test("Details: asked for by the partner, agreed to by the person, through a second reference")
    func details() async throws {
        let (employer, key) = try await introduced()
        var details = CandidateDetails()
        details.emailadres = ["somebody@example.org"]
        let given = IntroductionRequest.Given(textVersion: "2026-1d", channel: "conversation", date: nil)
        let action = IntroductionRequest.Action.details(introduction: key, given, details)
        #expect(await perform(action, employer).error?.code == "details-not-asked")
        let first = try await reference(employer)
        _ = try await fetch(first, employer)
        #expect(try await fetch(first, employer, .details) == .asked(introduction: key, isRepeat: false))
        #expect(try employer.noticeCodes.contains("details-asked"))
        details.persoonlijkePresentatie = "Ask Persoon Nummer2"
        #expect(await perform(.details(introduction: key, given, details), employer).error?.code == "details-refused")
        #expect(await perform(action, employer).error == nil)
        try await employer.succeed(.release)
        #expect(
            try notes(employer).contains(
                "You agreed on 2026-11-23 that sandbox gets your contact data and presentation (text 2026-1d)."))
        let second = try await reference(employer)
        #expect(second != first)
        #expect(try await event("candidates.introduced.v1", employer)?["dataclassification"] as? String == "personal")
        guard case .profile(let text, .details) = try await fetch(second, employer) else {
            Issue.record("nothing was handed out")
            return
        }
        let value = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(value["emailadres"] as? [String] == ["somebody@example.org"])
        #expect(value["idWerkzoekende"] as? String == key)
        let export = try SubjectExportTests.export(employer)
        func records(_ name: String) -> [[SubjectField]] { export.sections.first { $0.name == name }?.records ?? [] }
        #expect(records("consents").count == 2)
        #expect(records("introductions").contains { $0.contains { $0.name == "details" && $0.text == text } })
        #expect(
            records("profiles_handed_out").compactMap { $0.first { $0.name == "outcome" }?.text }
                == ["handed-out", "details-asked", "handed-out"])
    }

    @Test("A night in which the person is not in phase 3 any more ends it, and the partner hears at the release")
    func ended() async throws {
        let (employer, key) = try await introduced()
        try await markDelivered(employer)
        let reference = try await reference(employer)
        employer.clock.turn(to: "2026-11-24T02:00:00Z")
        try await Self.take("2026-11-23", employer, notice: "")
        #expect(try await fetch(reference, employer) == .gone(.withdrawn, introduction: key))
        #expect(try employer.database.outreach().introductions.first?.end?.reason == .phase)
        #expect(try await event("candidates.withdrawn.v1", employer) == nil)
        try await employer.succeed(.release)
        #expect(try await event("candidates.withdrawn.v1", employer) != nil)
    }

    @Test("A date of the HR system waits for a person, unless the configuration says what it stands for")
    func snapshotConsent() async throws {
        let waits = try await Self.employer(consentColumn: "2026-11-10")
        #expect(await perform(Self.offer(), waits).error?.remedy.contains("The HR system has a date") == true)
        let settings = Self.settings.replacing(
            "enabled: true, consentTexts",
            with: "enabled: true, snapshotConsent: {textVersion: \"2026-1\", channel: hr-portal}, consentTexts")
        let employer = try await Self.employer(consentColumn: "2026-11-10", settings: settings)
        #expect(await perform(Self.offer(), employer).error == nil)
        let consent = try #require(try employer.database.outreach().consents.first)
        #expect(consent.givenOn == CalendarDate(iso: "2026-11-10") && consent.channel == "hr-portal")
        #expect(consent.source == .snapshot)
        // Taken back here, the same date counts no more.
        await perform(.withdrawConsent(employee: "P1001"), employer)
        #expect(await perform(Self.offer(), employer).error?.code == "no-consent")
        // Taken back there.
        let other = try await Self.employer(consentColumn: "2026-11-10", settings: settings)
        await perform(Self.offer(), other)
        other.clock.turn(to: "2026-11-24T02:00:00Z")
        try await Self.take("2026-11-23", other, notice: "2026-11-16")
        #expect(try other.database.outreach().introductions.first?.end?.reason == .consent)
    }

    @Test("Held, the reference answers as if there were none; released, it works")
    func held() async throws {
        let (employer, key) = try await introduced()
        let reference = try await reference(employer)
        #expect(await employer.decide(.hold, .introduction, key).error == nil)
        #expect(try await fetch(reference, employer) == .unknown(.kept, introduction: key))
        #expect(await employer.decide(.release, .introduction, key).error == nil)
        guard case .profile = try await fetch(reference, employer) else {
            Issue.record("nothing was handed out")
            return
        }
    }

    @Test("Erased: nothing of the person is left, the partner hears, the reference is dead")
    func erased() async throws {
        let (employer, key) = try await introduced()
        try await markDelivered(employer)
        let reference = try await reference(employer)
        let reply = await employer.perform(.erase(EraseRequest(employee: "P1001", reason: "request 7", user: "o")))
        #expect(reply.error == nil, "\(reply)")
        let record = try employer.database.outreach()
        #expect(record.introductions.isEmpty && record.consents.isEmpty)
        #expect(!record.states.contains { $0.key == key })
        #expect(try await fetch(reference, employer) == .gone(.withdrawn, introduction: key))
        #expect(try await event("candidates.withdrawn.v1", employer)?["subject"] as? String == key)
    }
}
