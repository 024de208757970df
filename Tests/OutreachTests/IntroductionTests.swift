import Foundation
import Prevention
import Testing
import Workforce

@testable import Outreach

@Suite("Introductions: what a night, a release and an event make of them")
struct IntroductionTests {
    private func event(_ event: RenderedEvent) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(event.body)) as? [String: Any])
    }

    @Test("The one partner hears of an introduction, thin, with a reference of 256 random bits")
    func told() throws {
        var fixture = IntroductionFixture()
        fixture.introduce()
        fixture.employer.scan(fixture.night)
        let events = fixture.employer.release().filter { $0.subject == IntroductionFixture.key }
        #expect(events.map(\.partner) == ["centre"])
        let body = try event(try #require(events.first))
        let reference = try #require(fixture.employer.references.first)
        #expect(body["type"] as? String == "nl.doorstroom.candidates.introduced.v1")
        #expect(body["dataref"] as? String == "https://partners.example/partner/v1/profiles/" + reference.text)
        #expect(body["data"] == nil)
        #expect(body["dataclassification"] as? String == "pseudonymous")
        #expect(body["expirytime"] as? String == Timestamp.text(reference.expires))
        #expect(reference.text.utf8.count == 52 && ProfileReference.isWellFormed(reference.text))
        #expect(reference.expires.timeIntervalSince(reference.issued) == 14 * 86_400)
    }

    @Test("No introduction goes out without a person's approval of exactly it, whatever the mode")
    func neverAutomatic() {
        for release in Partner.Release.allCases {
            var fixture = IntroductionFixture(release: release)
            fixture.introduce(approving: false)
            fixture.employer.scan(fixture.night)
            #expect(fixture.employer.release().isEmpty)
            fixture.introduce()
            #expect(fixture.employer.release().count == 1)
            // Another reference is another decision.
            fixture.introduce(fixture.introduction.renewed, approving: false)
            #expect(fixture.employer.release("2026-03-03").isEmpty)
        }
    }

    @Test("A night that finds nothing against it says nothing; renewed, it goes out once more with another reference")
    func quietAndRenewed() {
        var fixture = IntroductionFixture()
        fixture.publish()
        fixture.night.asOf = CalendarDate(iso: "2026-03-03")!
        fixture.employer.scan(fixture.night)
        #expect(fixture.employer.told("2026-03-03").isEmpty)
        fixture.introduce(fixture.introduction.renewed)
        #expect(fixture.employer.told("2026-03-04") == ["introduced profile 2"])
        #expect(Set(fixture.employer.references.map(\.text)).count == 2)
    }

    /// Everything that ends an introduction, by what it does to the night.
    static let ends: [(Introduction.EndReason, @Sendable (inout IntroductionFixture) -> Void)] = [
        (.phase, { $0.night.people[0].phase = 4 }),
        (.phase, { $0.night.people[0].phase = 1 }),
        (.absent, { $0.night.people.removeFirst() }),
        (.embargo, { $0.night.plan.append(Night.planRow(jobGroup: "sales", embargo: "2026-06-01")) }),
        (.embargo, { $0.night.plan.append(Night.planRow(establishment: "shop-1", announced: "2026-06-01")) }),
        (.consent, { $0.employer.consents[0].withdrawn = Consent.End(on: $0.night.asOf, by: "planner", at: .now) }),
        (.consent, { $0.employer.consents = [] }),
        (.consent, { $0.employer.introductionPolicy.consentTexts = ["2026-2"] }),
        (.consent, { $0.employer.consents[0].partners = ["other"] }),
        (.consent, { $0.employer.consents[0].source = .snapshot }),
        (.agreement, { $0.employer.partners.removeFirst() }),
        (.agreement, { $0.employer.partners[0].agreement.disclosure = .aggregate }),
        (.agreement, { $0.employer.partners[0].events = [.redundancies] }),
        (.agreement, { $0.employer.partners[0].agreement.validUntil = CalendarDate(iso: "2026-03-01") }),
        (.agreement, { $0.employer.introductionPolicy.isEnabled = false }),
    ]

    @Test("What speaks against an introduction ends it for good in the night that finds it", arguments: ends.indices)
    func ended(_ index: Int) {
        let (reason, change) = Self.ends[index]
        var fixture = IntroductionFixture()
        fixture.publish()
        let before = fixture
        change(&fixture)
        fixture.employer.scan(fixture.night)
        #expect(fixture.employer.introductions.first?.end?.reason == reason)
        #expect(!fixture.employer.states.contains { $0.key == IntroductionFixture.key })
        // What ended it is over: it does not come back by itself.
        let introductions = fixture.employer.introductions
        let reached = fixture.employer.partners.contains {
            $0.id == "centre" && $0.receives(.profile, on: fixture.night.asOf)
        }
        if reached { #expect(fixture.employer.told("2026-03-03") == ["withdrawn profile 1"]) }
        fixture.night = before.night
        fixture.employer.partners = before.employer.partners
        fixture.employer.consents = before.employer.consents
        fixture.employer.introductionPolicy = before.employer.introductionPolicy
        fixture.employer.scan(fixture.night)
        #expect(fixture.employer.introductions == introductions)
        #expect(!fixture.employer.told("2026-03-04").contains { $0.hasPrefix("introduced") })
    }

    @Test("A run of a day before the introduction does not end it")
    func madeUp() {
        var fixture = IntroductionFixture()
        fixture.employer.consents[0].givenOn = CalendarDate(iso: "2026-03-02")!
        fixture.introduce()
        fixture.night.asOf = CalendarDate(iso: "2026-03-01")!
        fixture.employer.scan(fixture.night)
        #expect(fixture.employer.introductions.first?.isActive == true)
        #expect(fixture.employer.told().contains("introduced profile 1"))
    }

    @Test("Before anybody heard, an embargo keeps an introduction in until its day, and no approval lets it out")
    func embargoed() {
        var fixture = IntroductionFixture()
        fixture.introduce()
        fixture.night.plan.append(Night.planRow(jobGroup: "sales", embargo: "2026-06-01"))
        fixture.employer.scan(fixture.night)
        #expect(fixture.employer.introductions.first?.isActive == true)
        #expect(fixture.employer.release().isEmpty)
        fixture.night.asOf = CalendarDate(iso: "2026-06-01")!
        fixture.employer.scan(fixture.night)
        #expect(fixture.employer.told("2026-06-01").contains("introduced profile 1"))
    }

    @Test("A plan without announcement date needs a person who says that they know")
    func unannounced() {
        var fixture = IntroductionFixture()
        fixture.introduce()
        fixture.night.plan.append(Night.planRow(jobGroup: "sales", announced: nil))
        fixture.employer.scan(fixture.night)
        #expect(fixture.employer.release().isEmpty)
        fixture.introduce(unannounced: [PlannedGroup(jobGroup: "sales", establishment: "shop-1")])
        fixture.employer.scan(fixture.night)
        #expect(fixture.employer.told().contains("introduced profile 1"))
    }

    @Test("A hold on the person's cell keeps the introduction in; a stale snapshot lets no new one out")
    func heldAndStale() {
        var fixture = IntroductionFixture()
        fixture.introduce()
        fixture.employer.holds = [
            Hold(
                id: "h", target: .subject("cell"), kind: .hold, people: [1], by: "planner", reason: "talks",
                since: IntroductionFixture.moment)
        ]
        #expect(fixture.employer.release().isEmpty)
        fixture.employer.holds = []
        fixture.employer.allowsNew = false
        #expect(fixture.employer.release().isEmpty)
        fixture.employer.allowsNew = true
        #expect(fixture.employer.release().count == 1)
    }

    @Test("Where partners cannot be told where the profile is, nothing goes out and the operator hears why")
    func withoutAddress() {
        var fixture = IntroductionFixture()
        fixture.introduce()
        fixture.employer.profileBase = nil
        #expect(fixture.employer.release().isEmpty)
        #expect(fixture.employer.problems.map(\.code) == ["introductions-without-address"])
        #expect(fixture.employer.references.isEmpty)
    }

    @Test("A release of one subject tells of nothing else")
    func oneSubject() {
        var fixture = IntroductionFixture()
        fixture.publish()
        fixture.employer.partners[1].events = [.redundancies]
        fixture.employer.partners[1].regions = ["*"]
        fixture.employer.scan(fixture.night)
        fixture.employer.states.removeAll { $0.key == IntroductionFixture.key }
        var request = ReleaseRequest(
            states: fixture.employer.states, publications: fixture.employer.publications,
            partners: fixture.employer.partners, rules: fixture.employer.rules(today: "2026-03-02"),
            settings: EventSettings(source: "urn:x:y"), now: IntroductionFixture.moment)
        #expect(ReleasePlanner.plan(request, using: &fixture.employer.generator).events.count == 2)
        request.subjects = [IntroductionFixture.key]
        let events = ReleasePlanner.plan(request, using: &fixture.employer.generator).events
        #expect(events.map(\.type) == ["nl.doorstroom.candidates.withdrawn.v1"])
    }

    @Test("The detail stage is classified as personal and needs its own consent and agreement")
    func details() throws {
        var fixture = IntroductionFixture()
        fixture.publish()
        let consent = IntroductionFixture.consent("c2", .details)
        fixture.employer.consents.append(consent)
        fixture.introduce(fixture.introduction.detailed(by: consent))
        fixture.employer.scan(fixture.night)
        let body = try event(try #require(fixture.employer.release("2026-03-03").first))
        #expect(body["dataclassification"] as? String == "personal")
        #expect(fixture.employer.references.map(\.stage) == [.profile, .details])
        fixture.employer.partners[0].agreement.disclosure = .pseudonymous
        fixture.employer.scan(fixture.night)
        #expect(fixture.employer.introductions.first?.end?.reason == .agreement)
    }

    @Test("Consents count by their stage, text, day, partner and end")
    func consent() {
        let day = CalendarDate(iso: "2026-03-02")!
        func allows(
            _ partner: String = "centre", _ stage: Consent.Stage = .profile, _ texts: [String] = ["2026-1"],
            on today: CalendarDate = day, change: (inout Consent) -> Void = { _ in }
        ) -> Bool {
            var consent = IntroductionFixture.consent()
            change(&consent)
            return consent.allows(partner, stage: stage, texts: texts, today: today)
        }
        #expect(allows())
        #expect(!allows("centre", .details))
        #expect(!allows("centre", .profile, ["2026-2"]))
        #expect(!allows(on: CalendarDate(iso: "2026-02-19")!))
        #expect(allows { $0.partners = ["centre"] } && !allows("other") { $0.partners = ["centre"] })
        #expect(!allows { $0.withdrawn = Consent.End(on: day, by: "x", at: .now) })
        #expect(Consent.isCode("2026-1") && !Consent.isCode("") && !Consent.isCode("by phone"))
    }
}
