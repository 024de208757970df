import Foundation
import Prevention
import Testing
import Workforce

@testable import Outreach

/// What the people inside see (interface: `alerts`, `offers`), and what the store keeps.
@Suite struct ListingTests {
    private func alerts(_ employer: Employer) -> [AlertListing] {
        AlertListing.list(
            states: employer.states, withheld: employer.last.withheld, publications: employer.publications,
            partners: employer.partners, rules: employer.rules(today: "2026-03-02"))
    }

    private func offers(_ employer: Employer, today: String = "2026-03-02") -> [OfferListing] {
        OfferListing.list(
            states: employer.states, withheld: employer.last.withheldOffers, publications: employer.publications,
            partners: employer.partners, rules: employer.rules(today: today))
    }

    @Test("Alerts are listed with their true count, what holds them, and who has them")
    func alertStates() throws {
        var employer = Employer()
        var night = Night()
        night.plan.append(Night.planRow(embargo: "2026-05-01"))
        night.planRows["stock@shop-1"] = [1]
        night.people =
            Night.crowd(13, from: 0) + Night.crowd(11, from: 100) { $0.job = "stock" }
            + Night.crowd(4, from: 200) {
                $0.phase = 3; $0.rules = .notice
            }
        employer.scan(night)
        employer.release()
        var listing = alerts(employer)
        let published = try #require(listing.first { $0.state == .published })
        #expect(
            published.count == 13 && published.partners == ["centre"] && published.blockers.isEmpty
                && published.fte == 15)
        let intended = try #require(listing.first { $0.state == .intended })
        #expect(intended.count == 11 && intended.blockers == [.date(CalendarDate(iso: "2026-05-01")!)])
        let withheld = try #require(listing.first { $0.state == .withheld })
        #expect(withheld.count == 4 && withheld.withheld == .belowMinimum && withheld.key == nil)
        night.people.removeFirst(13)
        employer.scan(night)
        listing = alerts(employer)
        #expect(listing.filter { $0.state == .withdrawing }.map(\.key) == [published.key])
        #expect(listing.count == 3)
    }

    @Test("An offer is listed in each state of its life")
    func offerStates() {
        var employer = Employer()
        var night = Night()
        night.units = [OfferTests.unit("team", establishment: "shop-1")]
        var internship = Internship(internship: "I1", unit: "team", places: 2)
        internship.starts = CalendarDate(iso: "2026-04-01")
        night.internships = [internship]
        func states() -> [OfferListing.State] { offers(employer).map(\.state) }
        employer.scan(night)
        #expect(states() == [.intended])
        employer.release()
        #expect(states() == [.published])
        night.internships[0].places = 0
        employer.scan(night)
        #expect(states() == [.withdrawing])
        employer.release()
        #expect(states() == [.filled])
        night.internships[0].places = 2
        night.people = Night.crowd(1, from: 0) { $0.unit = "team" }
        employer.scan(night)
        #expect(states() == [.withheld])
        #expect(offers(employer)[0].withheld == .displacement)
        night.people = []
        employer.scan(night)
        employer.release()
        #expect(states() == [.published])
        #expect(offers(employer, today: "2026-04-01").map(\.state) == [.expired])
        employer.holds = [
            ReleaseVerbs.withdraw(employer.onlyState, id: "w", by: "hr", reason: "", at: Date(timeIntervalSince1970: 0))
        ]
        #expect(states() == [.withdrawing])
        employer.release()
        #expect(states() == [.withdrawn])
        employer.holds = []
        employer.release()
        night.internships = []
        employer.scan(night)
        #expect(states() == [.withdrawing])
        employer.release()
        #expect(states() == [.withdrawn])
    }

    @Test("What the store keeps reads back as it was")
    func roundTrip() throws {
        var employer = Employer()
        var night = Night()
        night.units = [OfferTests.unit("team", establishment: "shop-3")]
        night.internships = [Internship(internship: "I1", unit: "team", places: 2)]
        night.people =
            Night.crowd(13, from: 0)
            + Night.crowd(4, from: 200) {
                $0.job = "unknown"; $0.exit = nil
            }
        employer.scan(night)
        employer.release()
        let alert = try #require(employer.states.first { !$0.people.isEmpty })
        let moment = Date(timeIntervalSince1970: 1_772_442_000)
        let hold = ReleaseVerbs.hold(alert, id: "h", by: "hr", reason: "asked", at: moment)
        func check<Value: Codable & Equatable>(_ value: Value) throws {
            let copy = try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
            #expect(copy == value)
        }
        try check(employer.states)
        try check(employer.memory)
        try check(employer.publications)
        try check(employer.last.withheld)
        try check([WithheldOffer(internship: "I1", reason: .displacement)])
        try check([hold, ReleaseVerbs.hold(internship: "I1", id: "i", by: "hr", reason: "", at: moment)])
        try check(Approval(of: alert, by: "hr", at: moment))
    }
}
