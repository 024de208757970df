import Prevention
import Foundation
import Testing
import Workforce

@testable import Outreach

/// Announcement, embargo, hold and review, each combination: the strictest wins (domain rules §10).
@Suite struct ReleaseCombinationTests {
    enum Day: String, CaseIterable, CustomStringConvertible {
        case absent, reached, today, ahead
        var iso: String? {
            switch self {
            case .absent: nil
            case .reached: "2026-01-01"
            case .today: "2026-03-02"
            case .ahead: "2026-05-01"
            }
        }
        var description: String { rawValue }
    }

    struct Combination: CustomStringConvertible {
        var announced: Day
        var embargo: Day
        var isHeld: Bool
        var mode: Partner.Release
        var partnerRelease: Partner.Release
        var isReleasedByPerson: Bool

        /// Written from the rules, not from the code: what has to be true for the first publication to go out.
        var goesOut: Bool {
            let datesReached = announced != .ahead && embargo != .ahead
            let wantsPerson = announced == .absent || mode == .review || partnerRelease == .review
            return datesReached && !isHeld && (!wantsPerson || isReleasedByPerson)
        }
        var description: String {
            "announced \(announced), embargo \(embargo), held \(isHeld), mode \(mode), partner \(partnerRelease), "
                + "released \(isReleasedByPerson)"
        }

        static let all: [Combination] = Day.allCases.flatMap { announced in
            Day.allCases.flatMap { embargo in
                [false, true].flatMap { isHeld in
                    Partner.Release.allCases.flatMap { mode in
                        Partner.Release.allCases.flatMap { partner in
                            [false, true].map {
                                Combination(
                                    announced: announced, embargo: embargo, isHeld: isHeld, mode: mode,
                                    partnerRelease: partner, isReleasedByPerson: $0)
                            }
                        }
                    }
                }
            }
        }
    }

    private func employer(_ combination: Combination) -> Employer {
        var employer = Employer()
        employer.partners = [Employer.partner("centre", release: combination.partnerRelease)]
        employer.mode = combination.mode
        var night = Night()
        night.plan = [Night.planRow(announced: combination.announced.iso, embargo: combination.embargo.iso)]
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        let state = employer.onlyState
        if combination.isReleasedByPerson {
            let verb = ReleaseVerbs.release(
                state, told: [], partners: employer.partners, rules: employer.rules(today: "2026-03-02"), by: "hr",
                at: .init(timeIntervalSince1970: 0))
            employer.approvals = [verb.approval]
        }
        if combination.isHeld {
            employer.holds = [
                ReleaseVerbs.hold(state, id: "h", by: "hr", reason: "asked", at: .init(timeIntervalSince1970: 0))
            ]
        }
        return employer
    }

    @Test("A first publication goes out exactly when nothing stands in its way", arguments: Combination.all)
    func firstPublication(_ combination: Combination) {
        var regular = employer(combination)
        #expect(regular.told() == (combination.goesOut ? ["raised 5223 10 Twente"] : []))
        var atOnce = employer(combination)
        #expect(atOnce.told("2026-03-02", .atOnce) == (combination.goesOut ? ["raised 5223 10 Twente"] : []))
        let listing = AlertListing.list(
            states: regular.states, withheld: [], publications: [], partners: regular.partners,
            rules: regular.rules(today: "2026-03-02"))
        #expect(listing[0].blockers.isEmpty == combination.goesOut)
    }

    @Test("A date is reached on the day itself, by the scan of that day")
    func dateReached() {
        for row in [Night.planRow(announced: "2026-03-04"), Night.planRow(embargo: "2026-03-04")] {
            var employer = Employer()
            var night = Night()
            night.plan = [row]
            night.people = Night.crowd(12, from: 0)
            for (day, expected) in [("2026-03-03", []), ("2026-03-04", ["raised 5223 10 Twente"])]
                as [(String, [String])]
            {
                night.asOf = CalendarDate(iso: day)!
                employer.scan(night)
                #expect(employer.told(day) == expected)
            }
        }
    }

    @Test("An unannounced cell changes by itself once a person released it, and waits again when it comes back")
    func laterPublications() {
        var employer = Employer()
        var night = Night()
        night.plan = [Night.planRow(announced: nil)]
        func scan(_ count: Int, _ employer: inout Employer) {
            night.asOf = night.asOf.adding(days: 1)
            night.people = Night.crowd(count, from: 0)
            employer.scan(night)
        }
        scan(12, &employer)
        #expect(employer.told() == [])
        employer.approvals = [Approval(of: employer.onlyState, by: "hr", at: .init(timeIntervalSince1970: 0))]
        #expect(employer.told() == ["raised 5223 10 Twente"])
        scan(20, &employer)
        #expect(employer.told() == ["changed 5223 20 Twente"])
        scan(3, &employer)
        #expect(employer.told() == ["withdrawn 5223 20 Twente"])
        scan(20, &employer)
        #expect(employer.told() == [])
        employer.approvals = [Approval(of: employer.onlyState, by: "hr", at: .init(timeIntervalSince1970: 1))]
        #expect(employer.told() == ["raised 5223 20 Twente"])
    }

    @Test(
        "With review, a person's release covers what was seen and less than five people more",
        arguments: [(16, true), (17, false)])
    func reviewCovers(count: Int, goesOut: Bool) {
        var employer = Employer()
        employer.mode = .review
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        employer.approvals = [Approval(of: employer.onlyState, by: "hr", at: .init(timeIntervalSince1970: 0))]
        night.people = Night.crowd(count, from: 0)
        employer.scan(night)
        #expect(employer.told().isEmpty != goesOut)
    }

    @Test("With review, a change needs a person again, a withdrawal does not")
    func reviewOfChanges() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        employer.release()
        employer.mode = .review
        night.people = Night.crowd(30, from: 0)
        employer.scan(night)
        #expect(employer.told() == [])
        night.people = []
        employer.scan(night)
        #expect(employer.told() == ["withdrawn 5223 10 Twente"])
    }

    @Test("With a stale snapshot nothing new goes out")
    func stale() {
        var employer = Employer()
        var night = Night()
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        employer.allowsNew = false
        #expect(employer.told() == [])
        employer.allowsNew = true
        #expect(employer.told() == ["raised 5223 10 Twente"])
    }
}
