import Foundation
import Prevention
import Testing
import Workforce

@testable import Outreach

/// Who is told what at a release (domain rules §10; delivery rules, "Outbox").
@Suite struct ReleasePlannerTests {
    private func employer(_ count: Int = 12, partners: [Partner]) -> (Employer, Night) {
        var employer = Employer()
        employer.partners = partners
        var night = Night()
        night.people = Night.crowd(count, from: 0)
        employer.scan(night)
        return (employer, night)
    }

    @Test("Raised, changed by five, withdrawn and raised again: one sequence without gaps")
    func sequence() {
        var (employer, night) = employer(partners: [Employer.partner("centre")])
        var numbers: [Int] = []
        for (count, expected) in [
            (12, ["raised 5223 10 Twente"]), (16, []), (17, ["changed 5223 15 Twente"]), (13, []),
            (12, ["changed 5223 10 Twente"]),
            (9, ["withdrawn 5223 10 Twente"]), (14, []), (15, ["raised 5223 15 Twente"]), (15, []),
        ] {
            night.people = Night.crowd(count, from: 0)
            employer.scan(night)
            let before = employer.publications
            #expect(employer.told() == expected)
            numbers += employer.publications.filter { !before.contains($0) }.map(\.sequence)
        }
        #expect(numbers == [1, 2, 3, 4, 5])
        #expect(Set(employer.publications.map(\.subject)).count == 1)
    }

    @Test("A cell under the minimum of the release's own policy stays in, whatever made it")
    func tooSmallByNow() {
        var (employer, _) = employer(partners: [Employer.partner("centre")])
        employer.policy.outwardMinimum = 13
        #expect(employer.told() == [])
        employer.policy.outwardMinimum = 12
        #expect(employer.told() == ["raised 5223 10 Twente"])
    }

    @Test("Raised and withdrawn before a release, nothing is told")
    func neverTold() {
        var (employer, night) = employer(partners: [Employer.partner("centre")])
        night.people = []
        employer.scan(night)
        #expect(employer.told() == [])
        #expect(employer.publications.isEmpty)
    }

    @Test(
        "A partner hears of its regions and families only",
        arguments: [
            (["Twente"], [Partner.Family.redundancies], 1), (["*"], [.redundancies], 1),
            (["Zeeland"], [.redundancies], 0), (["Twente"], [.internships], 0), ([], [.redundancies], 0),
        ])
    func entitlement(regions: [String], events: [Partner.Family], told: Int) {
        var (employer, _) = employer(partners: [Employer.partner("centre", regions: regions, events: events)])
        #expect(employer.release().count == told)
    }

    @Test("Every partner has events of its own, told the same")
    func perPartner() {
        var (employer, _) = employer(partners: [Employer.partner("one"), Employer.partner("two", regions: ["Twente"])])
        let events = employer.release()
        #expect(events.map(\.partner) == ["one", "two"])
        #expect(Set(events.map(\.id)).count == 2)
        #expect(Set(events.map(\.subject)).count == 1)
    }

    @Test("A partner that loses a region or a family has its subjects withdrawn, and gets them back later")
    func losesEntitlement() {
        for lost in [
            Employer.partner("centre", regions: ["Zeeland"]), Employer.partner("centre", events: [.internships]),
        ] {
            var (employer, _) = employer(partners: [Employer.partner("centre")])
            employer.release()
            employer.partners = [lost]
            #expect(employer.told("2026-03-02", .atOnce) == [])
            #expect(employer.told() == ["withdrawn 5223 10 Twente"])
            employer.partners = [Employer.partner("centre")]
            #expect(employer.told() == ["raised 5223 10 Twente"])
            #expect(employer.publications.map(\.sequence) == [3])
        }
    }

    @Test("After the last day of its agreement, or disabled, a partner gets nothing, not even a withdrawal")
    func ended() {
        var (employer, night) = employer(partners: [Employer.partner("centre", validUntil: "2026-03-05")])
        #expect(employer.told("2026-03-05") == ["raised 5223 10 Twente"])
        night.people = []
        employer.scan(night)
        #expect(employer.told("2026-03-06") == [])
        #expect(employer.publications.map(\.status) == [.standing])
        employer.disabledPartners = ["centre"]
        #expect(employer.told("2026-03-05") == [])
        employer.disabledPartners = []
        #expect(employer.told("2026-03-05") == ["withdrawn 5223 10 Twente"])
    }

    @Test("A release at once withdraws nothing, and tells of no cell while a withdrawal waits")
    func atOnce() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        employer.release()
        // The cell falls apart, its parent comes up; elsewhere a new one comes up.
        night.people =
            Night.crowd(9, from: 0) + Night.crowd(9, from: 100) { $0.job = "cashier" }
            + Night.crowd(16, from: 200) { $0.establishment = "shop-3" }
        employer.scan(night)
        #expect(employer.told("2026-03-02", .atOnce) == [])
        #expect(employer.told() == ["raised 52 20 Twente", "raised 5223 15 Zeeland", "withdrawn 5223 10 Twente"])
        night.people += Night.crowd(16, from: 300) {
            $0.establishment = "shop-3"; $0.phase = 4
        }
        employer.scan(night)
        #expect(employer.told("2026-03-02", .atOnce) == ["raised 5223 15 Zeeland"])
    }

    @Test("Nobody is in two cells that a partner has, whatever cell they move to and however it is released")
    func movers() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        employer.release()
        let moves: [(inout Night.Person) -> Void] = [
            { $0.exit = CalendarDate(iso: "2026-12-31") }, { $0.establishment = "shop-3" }, { $0.phase = 4 },
            { $0.cause = .contractEnd },
        ]
        for move in moves {
            for index in night.people.indices { move(&night.people[index]) }
            employer.scan(night)
            #expect(employer.told("2026-03-02", .atOnce) == [])
            let told = employer.told()
            #expect(told.count == 2)
            #expect(employer.publications.filter { $0.status == .standing }.count == 1)
        }
    }

    @Test("Withdrawals are queued before what takes their place")
    func order() {
        var (employer, night) = employer(partners: [Employer.partner("centre")])
        employer.release()
        night.people = Night.crowd(9, from: 0) + Night.crowd(9, from: 100) { $0.job = "cashier" }
        employer.scan(night)
        #expect(employer.release().map { $0.type.hasSuffix("alert-withdrawn.v1") } == [true, false])
    }

    @Test("An event over 64 KB is refused, and the operator is told")
    func tooLarge() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        guard case .alert(var alert) = employer.onlyState.content else { return }
        alert.skills = [String(repeating: "x", count: 65_536)]
        employer.states[0].content = .alert(alert)
        let request = ReleaseRequest(
            states: employer.states, publications: [], partners: employer.partners,
            rules: employer.rules(today: "2026-03-02"),
            settings: EventSettings(source: "urn:x"), now: Date(timeIntervalSince1970: 0))
        let plan = ReleasePlanner.plan(request, using: &employer.generator)
        #expect(plan.events.isEmpty && plan.publications.isEmpty)
        #expect(plan.problems.map(\.code) == ["event-too-large"])
    }

    @Test("A subject that the gate refused is neither raised nor changed")
    func refused() {
        var employer = Employer()
        employer.partners = [Employer.partner("centre", freeText: true)]
        var night = Night()
        night.units = [OfferTests.unit("team", establishment: "shop-1")]
        night.people = Night.crowd(1, from: 0) { person in
            person.phase = 1
            person.rules = .base
            person.name = "Sanne de Visser"
        }
        night.internships = [Internship(internship: "I1", unit: "team", places: 2)]
        night.internships[0].description = "Ask Sanne de Visser."
        employer.scan(night)
        #expect(employer.told() == [])
        #expect(employer.last.warnings.map(\.code) == ["disclosure-full-name"])
        #expect(employer.last.warnings.map(\.value) == ["I1"])
        #expect(!String(describing: employer.last.warnings).contains("Visser"))
        night.internships[0].description = "Ask at the desk."
        employer.scan(night)
        #expect(employer.told() == ["published I1 2"])
        night.internships[0].description = "Ask Sanne de Visser."
        night.internships[0].places = 4
        employer.scan(night)
        #expect(employer.told() == [])
        #expect(employer.publications.map(\.status) == [.standing])
    }

    @Test("A skill that reads like personal data is left out, the alert goes out")
    func refusedSkill() throws {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0) { $0.skills = ["selling", "mail jan@voorbeeld.nl"] }
        employer.scan(night)
        guard case .alert(let alert) = employer.onlyState.content else { throw Unexpected() }
        #expect(alert.skills == ["selling"])
        #expect(employer.last.warnings.map(\.code) == ["disclosure-skill"])
        #expect(employer.told() == ["raised 5223 10 Twente"])
    }
}
