import Foundation
import GRDB
import Testing
import Workforce

@testable import Outreach
@testable import Store

@Suite("A reference gives one partner one profile once")
struct HandOutTests {
    static let now = Date(timeIntervalSince1970: 1_772_000_000)
    static let today = CalendarDate(iso: "2026-02-25")!
    static let key = "00000000000000000000000000"

    /// One introduction, of which a release has issued the reference.
    private struct Fixture {
        let scratch: Scratch
        let database: Store.Database
        var reference: ProfileReference
        var introduction: Introduction
        var policy = IntroductionPolicy()
        var partner = Self.partner("centre")
        var isFresh = true
        var today = HandOutTests.today
        var now = HandOutTests.now

        static func partner(_ id: String) -> Partner {
            var partner = Partner(
                id: id, name: id, kind: .mobilityCentre, regions: ["*"], events: [.candidates],
                endpoint: Partner.Endpoint(url: "https://partner.example", secret: ""))
            partner.agreement.disclosure = .personal
            return partner
        }

        init() throws {
            scratch = try Scratch()
            database = try scratch.open()
            policy.isEnabled = true
            policy.consentTexts = ["2026-1"]
            introduction = Introduction(
                key: HandOutTests.key, person: 1, partner: "centre", profile: #"{"idWerkzoekende":"x"}"#,
                consent: "c1", introducedOn: HandOutTests.today, by: "planner", at: HandOutTests.now)
            reference = Self.reference(introduction, seed: 1)
            try keep(introduction, [Self.consent()])
            try issue(reference)
        }

        static func consent(_ id: String = "c1", _ stage: Consent.Stage = .profile) -> Consent {
            Consent(
                id: id, person: 1, stage: stage, givenOn: HandOutTests.today, textVersion: "2026-1", channel: "letter",
                recordedBy: "planner", recordedAt: HandOutTests.now)
        }

        static func reference(_ introduction: Introduction, seed: UInt64) -> ProfileReference {
            var generator = TestGenerator(seed)
            return ProfileReference(
                to: IntroductionContent(
                    partner: introduction.partner, stage: introduction.stage, issue: introduction.issue),
                subject: introduction.key, issued: HandOutTests.now, expires: HandOutTests.now + 86_400,
                using: &generator)
        }

        func keep(_ introduction: Introduction, _ consents: [Consent], details: String? = nil) throws {
            let state = introduction.state()
            try database.commitIntroduction(
                introduction, state: state, approval: Approval(of: state, by: "planner", at: now), consents: consents,
                details: details, audit: entry, now: now)
        }

        func issue(_ reference: ProfileReference) throws {
            var plan = ReleasePlan()
            plan.references = [reference]
            _ = try database.commitRelease(plan, dueAt: now, now: now)
        }

        var entry: AuditEntry { AuditEntry(time: now, systemUser: "planner", verb: "test", person: 1) }

        var request: ProfileRequest {
            ProfileRequest(
                reference: reference.text, partner: partner, policy: policy, isFresh: isFresh, today: today, now: now)
        }

        func handOut() throws -> ProfileAnswer { try database.profileDesk(request) { try $0.handOut() } }

        func askForDetails() throws -> ProfileAnswer { try database.profileDesk(request) { try $0.askForDetails() } }

        var outcomes: [ProfileUse.Outcome] {
            get throws { try database.references(of: HandOutTests.key).flatMap(\.uses).map(\.outcome) }
        }
    }

    @Test("The first gets it, the second does not, and both are kept with who and when")
    func once() throws {
        let fixture = try Fixture()
        #expect(try fixture.handOut() == .profile(#"{"idWerkzoekende":"x"}"#, stage: .profile))
        #expect(try fixture.handOut() == .gone(.again, introduction: Self.key))
        #expect(try fixture.outcomes == [.handedOut, .again])
        let uses = try fixture.database.references(of: Self.key)[0].uses
        #expect(uses.allSatisfy { $0.partner == "centre" && $0.at == Self.now })
        #expect(try fixture.database.auditLog().map(\.verb) == ["profile handed out", "test"])
    }

    @Test("Of many at the same moment exactly one gets it")
    func together() async throws {
        let fixture = try Fixture()
        let (database, request) = (fixture.database, fixture.request)
        let answers = await withTaskGroup(of: ProfileAnswer?.self) { group in
            for _ in 0..<8 { group.addTask { try? database.profileDesk(request) { try $0.handOut() } } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count { if case .profile = $0 { true } else { false } } == 1)
        #expect(answers.count { $0 == .gone(.again, introduction: Self.key) } == 7)
    }

    @Test("Nothing of it can be read off the file: only its digest is kept")
    func digest() throws {
        let fixture = try Fixture()
        try fixture.database.emptyLog()
        let bytes = try Data(contentsOf: URL(filePath: fixture.scratch.path))
        #expect(bytes.range(of: Data(fixture.reference.text.utf8)) == nil)
    }

    /// What keeps a profile in without using the reference up.
    private static let kept: [@Sendable (inout Fixture) throws -> Void] = [
        { $0.policy.isEnabled = false }, { $0.policy.consentTexts = [] }, { $0.isFresh = false },
        { $0.partner.agreement.disclosure = .aggregate }, { $0.partner.events = [.redundancies] },
        { $0.partner.agreement.validUntil = CalendarDate(iso: "2026-02-24") },
        { $0.today = CalendarDate(iso: "2026-02-24")! },
        { fixture in
            try fixture.database.commitDecision(
                holds: [
                    Hold(
                        id: "h", target: .subject(HandOutTests.key), kind: .hold, people: [], by: "p", reason: "r",
                        since: fixture.now)
                ], dueAt: fixture.now, now: fixture.now)
        },
        { fixture in
            // A hold on another subject that the person is in.
            try fixture.database.commitDecision(
                holds: [
                    Hold(
                        id: "h", target: .subject("cell"), kind: .hold, people: [1], by: "p", reason: "r",
                        since: fixture.now)
                ], dueAt: fixture.now, now: fixture.now)
        },
        { fixture in
            try fixture.database.write { db in
                try db.execute(sql: "INSERT INTO outbox_endpoint (partner, disabled) VALUES ('centre', 1)")
            }
        },
    ]

    @Test("What keeps it in answers as if there were none, and does not use it up", arguments: kept.indices)
    func keptIn(_ index: Int) throws {
        var fixture = try Fixture()
        try Self.kept[index](&fixture)
        #expect(try fixture.handOut() == .unknown(.kept, introduction: Self.key))
        #expect(try fixture.outcomes == [.kept])
        #expect(try fixture.database.references(of: Self.key)[0].used == nil)
    }

    @Test("Nobody else gets it, nor for a reference that is none, and the one it is for still does")
    func others() throws {
        var fixture = try Fixture()
        fixture.partner = Fixture.partner("other")
        #expect(try fixture.handOut() == .unknown(.otherPartner, introduction: Self.key))
        fixture.partner = Fixture.partner("centre")
        let reference = fixture.reference
        for text in ["", "short", String(repeating: "0", count: 52), reference.text.uppercased(), reference.text + "0"]
        {
            fixture.reference.text = text
            #expect(try fixture.handOut() == .unknown(nil, introduction: nil))
        }
        fixture.reference = reference
        #expect(try fixture.handOut() == .profile(#"{"idWerkzoekende":"x"}"#, stage: .profile))
    }

    @Test("Late it gives nothing")
    func late() throws {
        var fixture = try Fixture()
        fixture.now = fixture.reference.expires
        #expect(try fixture.handOut() == .gone(.expired, introduction: Self.key))
    }

    @Test("Consent withdrawn, it is dead when the call returns, and the intent is gone")
    func withdrawn() throws {
        let fixture = try Fixture()
        var consent = Fixture.consent()
        consent.withdrawn = Consent.End(on: Self.today, by: "planner", at: Self.now)
        try fixture.database.commitConsent(
            [consent], ending: [fixture.introduction.ended(.consent, on: Self.today)], audit: fixture.entry,
            now: Self.now)
        #expect(try fixture.handOut() == .gone(.withdrawn, introduction: Self.key))
        #expect(try fixture.database.outreach().states.isEmpty)
        #expect(try fixture.database.outreach().consents == [consent])
    }

    @Test("Another reference kills the former, used or not")
    func renewed() throws {
        var fixture = try Fixture()
        let former = fixture.reference
        try fixture.keep(fixture.introduction.renewed, [])
        #expect(try fixture.handOut() == .gone(.withdrawn, introduction: Self.key))
        fixture.reference = Fixture.reference(fixture.introduction.renewed, seed: 2)
        try fixture.issue(fixture.reference)
        guard case .profile = try fixture.handOut() else { Issue.record("nothing"); return }
        fixture.reference = former
        #expect(try fixture.handOut() == .gone(.withdrawn, introduction: Self.key))
    }

    @Test(
        "Details are asked for by whoever got the profile, and come through a reference of their own, encrypted at rest"
    )
    func details() throws {
        var fixture = try Fixture()
        #expect(try fixture.askForDetails() == .gone(.withdrawn, introduction: Self.key))
        _ = try fixture.handOut()
        #expect(
            try fixture.askForDetails() == .asked(introduction: Self.key, isRepeat: false))
        #expect(try fixture.askForDetails() == .asked(introduction: Self.key, isRepeat: true))
        let consent = Fixture.consent("c2", .details)
        let detailed = fixture.introduction.detailed(by: consent)
        let text = #"{"emailadres":["somebody@example.org"]}"#
        try fixture.keep(detailed, [consent], details: text)
        fixture.reference = Fixture.reference(detailed, seed: 3)
        try fixture.issue(fixture.reference)
        try fixture.database.emptyLog()
        #expect(try Data(contentsOf: URL(filePath: fixture.scratch.path)).range(of: Data("somebody@".utf8)) == nil)
        // Without the second consent they stay in.
        var ended = consent
        ended.withdrawn = Consent.End(on: Self.today, by: "planner", at: Self.now)
        try fixture.database.commitConsent([ended], audit: fixture.entry, now: Self.now)
        #expect(try fixture.handOut() == .unknown(.kept, introduction: Self.key))
        try fixture.database.commitConsent([consent], audit: fixture.entry, now: Self.now)
        #expect(try fixture.handOut() == .profile(text, stage: .details))
        // Under another identity key as before.
        try fixture.database.rotateIdentityKey(to: try IdentityKey(bytes: Data(repeating: 9, count: 32)))
        #expect(try fixture.database.details(of: Self.key) == text)
    }

    @Test("A restored backup gives nothing for references that had not been used")
    func restored() throws {
        let fixture = try Fixture()
        let backup = fixture.scratch.folder + "/a.backup"
        try fixture.database.backup(to: backup)
        try fixture.database.close()
        let path = fixture.scratch.folder + "/restored.sqlite"
        try Store.Database.restore(from: backup, to: path, identityKey: fixture.scratch.key, force: false)
        let restored = try Store.Database.openForWriting(path, identityKey: fixture.scratch.key)
        #expect(
            try restored.profileDesk(fixture.request) { try $0.handOut() } == .gone(.withdrawn, introduction: Self.key))
    }

    @Test("Retention removes what ended long ago, and what stands stays")
    func purged() throws {
        let fixture = try Fixture()
        _ = try fixture.handOut()
        func purge() throws {
            _ = try fixture.database.purge(
                Retention(
                    personsBefore: CalendarDate(iso: "2028-03-01")!, deliveriesBefore: Self.now))
        }
        try purge()
        #expect(try fixture.database.outreach().introductions.count == 1)
        try fixture.database.endIntroductions(
            [fixture.introduction.ended(.withdrawn, on: Self.today)], audit: fixture.entry, now: Self.now)
        try purge()
        let left = try fixture.database.outreach()
        #expect(left.introductions.isEmpty && left.consents.isEmpty && left.approvals.isEmpty)
        #expect(try fixture.database.references(of: Self.key).isEmpty)
    }
}

extension Store.Database {
    /// As the partner API asks, in one transaction.
    fileprivate func profileDesk(
        _ request: ProfileRequest, _ body: (ProfileDesk) throws -> ProfileAnswer
    ) throws -> ProfileAnswer {
        let key = try requireIdentityKey()
        return try write { db in try body(ProfileDesk(db: db, key: key, request: request)) }
    }
}
