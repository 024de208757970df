import Foundation
import Testing
import Workforce

@testable import Outreach

/// Partners who lay side by side what each of them was told (domain rules §10, "exactly these cells and no other cut").
@Suite struct ComparedNotesTests {
    /// What each partner has of the one cell after the releases of the nights before, or "-".
    private func has(_ employer: Employer) -> [String] {
        employer.partners.map { partner in
            let word = employer.publications.first { $0.partner == partner.id && $0.status == .standing }
            guard let word, case .alert(let alert) = word.content else { return "-" }
            return "\(alert.people)"
        }
    }

    private func night(_ count: Int, _ asOf: String = "2026-03-02") -> Night {
        var night = Night()
        night.asOf = CalendarDate(iso: asOf)!
        night.people = Night.crowd(count, from: 0)
        return night
    }

    @Test("A partner that comes later is told what the others have, and all hear of changes at the same counts")
    func latecomer() {
        var employer = Employer()
        employer.scan(night(12))
        employer.release()
        employer.partners.append(Employer.partner("late"))
        var story: [[String]] = []
        for count in [14, 16, 17, 19, 21, 22, 13] {
            employer.scan(night(count))
            employer.release()
            story.append(has(employer))
        }
        #expect(
            story == [
                ["10", "10"], ["10", "10"], ["15", "15"], ["15", "15"], ["15", "15"], ["20", "20"], ["15", "15"],
            ])
    }

    @Test("A partner whose releases are reviewed is let know what the others have")
    func reviewed() {
        var employer = Employer()
        employer.partners.append(Employer.partner("slow", release: .review))
        employer.scan(night(12))
        employer.release()
        #expect(has(employer) == ["10", "-"])
        employer.scan(night(15))
        let release = ReleaseVerbs.release(
            employer.onlyState, told: employer.publications, partners: employer.partners,
            rules: employer.rules(today: "2026-03-02"), by: "hr", at: Date(timeIntervalSince1970: 0))
        employer.approvals.append(release.approval)
        employer.release()
        #expect(has(employer) == ["10", "10"])
    }

    @Test(
        "Taken back and let go again, a cell is told as it was unless five people moved",
        arguments: [(14, 10), (17, 15)])
    func takenBack(count: Int, people: Int) {
        var employer = Employer()
        employer.scan(night(12))
        employer.release()
        let moment = Date(timeIntervalSince1970: 0)
        employer.holds = [ReleaseVerbs.withdraw(employer.onlyState, id: "w", by: "hr", reason: "error", at: moment)]
        employer.release("2026-03-03")
        #expect(has(employer) == ["-"])
        employer.holds = []
        employer.scan(night(count, "2026-03-04"))
        employer.release("2026-03-04")
        #expect(has(employer) == ["\(people)"])
    }

    @Test("What a partner that is reached no more still has binds nothing once the others were withdrawn from")
    func unreached() {
        var employer = Employer()
        employer.partners.append(Employer.partner("ended", validUntil: "2026-03-02"))
        employer.scan(night(12))
        employer.release()
        employer.scan(night(9, "2026-03-03"))
        employer.release("2026-03-03")
        employer.scan(night(16, "2026-03-04"))
        employer.release("2026-03-04")
        #expect(has(employer) == ["15", "10"])
    }
}
