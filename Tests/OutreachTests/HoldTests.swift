import Foundation
import Prevention
import Testing
import Workforce

@testable import Outreach

/// Holds and withdrawals by hand, across nights (domain rules §10).
@Suite struct HoldTests {
    private let moment = Date(timeIntervalSince1970: 0)

    private func hold(_ state: SubjectState, id: String = "h") -> Hold {
        ReleaseVerbs.hold(state, id: id, by: "hr", reason: "asked", at: moment)
    }

    private func release(_ employer: inout Employer, _ state: SubjectState) -> ReleaseVerbs.Release {
        let release = ReleaseVerbs.release(
            state, told: employer.publications.filter { $0.subject == state.key }, partners: employer.partners,
            rules: employer.rules(today: "2026-03-02"), by: "hr", at: moment)
        for hold in release.holds { employer.holds[employer.holds.firstIndex { $0.id == hold.id }!] = hold }
        employer.approvals.append(release.approval)
        return release
    }

    @Test("A held cell is not raised, and its numbers start at one when it is let go")
    func neverRaised() throws {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        employer.holds = [hold(employer.onlyState)]
        #expect(employer.told() == [])
        night.people = Night.crowd(30, from: 0)
        employer.scan(night)
        #expect(employer.told() == [])
        let release = release(&employer, employer.onlyState)
        #expect(release.outlook.blockers.isEmpty)
        let events = employer.release()
        #expect(events.map(\.sequence) == [1])
    }

    @Test("What was published of a held cell stands still; below the minimum it is withdrawn")
    func frozen() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        employer.release()
        employer.holds = [hold(employer.onlyState)]
        night.people = Night.crowd(40, from: 0)
        employer.scan(night)
        #expect(employer.told() == [])
        #expect(employer.publications.map(\.status) == [.standing])
        night.people = Night.crowd(5, from: 0)
        employer.scan(night)
        #expect(employer.told() == ["withdrawn 5223 10 Twente"])
    }

    @Test("A hold binds every cell that later holds its people, also those who joined while it lasted")
    func bindsPeople() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        employer.holds = [hold(employer.onlyState)]
        night.people = Night.crowd(13, from: 0)
        employer.scan(night)
        #expect(employer.holds[0].people == (0...12).map(Int64.init))
        // Person 12 joined; with notice given, she is in a cell of phase 3 among others.
        night.people =
            Night.crowd(1, from: 12) {
                $0.phase = 3; $0.rules = .notice
            }
            + Night.crowd(20, from: 100) {
                $0.phase = 3; $0.rules = .notice
            }
        employer.scan(night)
        #expect(employer.told() == [])
        let blockers = employer.rules(today: "2026-03-02").blockers(
            of: employer.onlyState, isFirst: true, release: .automatic)
        #expect(blockers == [.hold(by: "hr", reason: "asked", since: moment)])
        night.people.removeFirst()
        employer.scan(night)
        #expect(employer.told() == ["raised 5223 20 Twente"])
    }

    @Test("Releasing a cell does not end the hold on another that shares its people")
    func releaseBypassesNothing() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        employer.holds = [hold(employer.onlyState)]
        night.people = Night.crowd(12, from: 0) {
            $0.phase = 3; $0.rules = .notice
        }
        employer.scan(night)
        let release = release(&employer, employer.onlyState)
        #expect(release.holds.isEmpty)
        #expect(release.outlook.blockers.map(\.code) == ["hold"])
        #expect(employer.told() == [])
    }

    @Test("A subject taken back is withdrawn at the next regular release and stays away until let go")
    func withdraw() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        employer.release()
        employer.holds = [ReleaseVerbs.withdraw(employer.onlyState, id: "w", by: "hr", reason: "error", at: moment)]
        #expect(employer.told("2026-03-02", .atOnce) == [])
        let listing = AlertListing.list(
            states: employer.states, withheld: [], publications: employer.publications,
            partners: employer.partners, rules: employer.rules(today: "2026-03-02"))
        #expect(listing.map(\.state) == [.withdrawing])
        #expect(employer.told() == ["withdrawn 5223 10 Twente"])
        employer.scan(night)
        #expect(employer.told() == [])
        #expect(release(&employer, employer.onlyState).outlook.blockers.isEmpty)
        #expect(employer.told() == ["raised 5223 10 Twente"])
    }

    @Test("A withdrawal for one cell only holds the others that share its people")
    func withdrawBindsPeople() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        employer.holds = [ReleaseVerbs.withdraw(employer.onlyState, id: "w", by: "hr", reason: "error", at: moment)]
        night.people = Night.crowd(12, from: 0) {
            $0.phase = 3; $0.rules = .notice
        }
        employer.scan(night)
        #expect(employer.told() == [])
        #expect(!employer.rules(today: "2026-03-02").isWithdrawn(employer.onlyState))
    }

    @Test("An internship can be held by its code, before and after its offer is out")
    func internship() {
        var employer = Employer()
        var night = Night()
        night.units = [OfferTests.unit("team", establishment: "shop-1")]
        night.internships = [Internship(internship: "I1", unit: "team", places: 2)]
        employer.holds = [ReleaseVerbs.hold(internship: "I1", id: "h", by: "hr", reason: "asked", at: moment)]
        employer.scan(night)
        #expect(employer.told() == [])
        let release = release(&employer, employer.onlyState)
        #expect(release.holds.map(\.releasedBy) == ["hr"])
        #expect(employer.told() == ["published I1 2"])
        employer.holds = [ReleaseVerbs.hold(internship: "I1", id: "h", by: "hr", reason: "asked", at: moment)]
        night.internships[0].places = 3
        employer.scan(night)
        #expect(employer.told() == [])
    }

    @Test("A hold whose subject is gone still binds its people, and can be ended by its key")
    func releaseByKey() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        let key = employer.onlyState.key
        employer.holds = [hold(employer.onlyState)]
        night.people = Night.crowd(12, from: 0) {
            $0.phase = 3; $0.rules = .notice
        }
        employer.scan(night)
        #expect(employer.told() == [])
        #expect(ReleaseVerbs.release(key: "other", holds: employer.holds, by: "hr", at: moment).isEmpty)
        employer.holds = ReleaseVerbs.release(key: key, holds: employer.holds, by: "hr", at: moment)
        #expect(employer.holds.map(\.isActive) == [false])
        #expect(employer.told() == ["raised 5223 10 Twente"])
    }

    @Test("A released hold binds nobody and gathers nobody")
    func released() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        employer.holds = [hold(employer.onlyState)]
        employer.holds[0].releasedAt = moment
        night.people = Night.crowd(20, from: 0)
        employer.scan(night)
        #expect(employer.holds[0].people.count == 12)
        #expect(employer.told() == ["raised 5223 20 Twente"])
    }
}
