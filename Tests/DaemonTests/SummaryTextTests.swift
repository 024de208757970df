import Foundation
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("The morning summary")
struct SummaryTextTests {
    private static func files(sales: Int = 40, _ plan: String...) -> [String: String] {
        [
            "employees.csv": CanonicalFiles.employeesHeader + CanonicalFiles.people(sales, from: 1, job: "sales")
                + CanonicalFiles.people(30, from: 101, job: "stock", establishment: "S2")
                + CanonicalFiles.people(20, from: 201, job: "cook"),
            "plan.csv": "job_group,establishment,date,planned_fte,announced_on,embargo_until\n"
                + plan.map { $0 + "\n" }.joined(),
            "internships.csv": "internship,unit,job,places,starts\nKEUKEN,team,cook,2,2027-02-01\n",
        ].merging(CanonicalFiles.sideFiles) { first, _ in first }
    }

    /// A closure that is announced, a reduction that is not, and an internship where nothing is wrong.
    private func firstNight() async throws -> (Employer, ScanSummary) {
        let employer = try Employer.atNight()
        try await employer.take(
            "2026-11-20", Self.files("sales,S1,2027-06-30,0,2026-01-05,", "stock,S2,2027-03-31,15,,"))
        return (employer, try await employer.scanned())
    }

    /// After the release: the closure is off, the reduction is larger and sooner, and another one came up.
    private func secondNight(_ employer: Employer) async throws -> ScanSummary {
        employer.clock.turn(to: "2026-11-23T08:00:00Z")
        try await employer.succeed(.release)
        try await employer.take(
            "2026-11-23",
            Self.files(
                sales: 39, "sales,S1,2027-06-30,40,2026-01-05,", "stock,S2,2027-01-31,12,,",
                "cook,S1,2027-05-31,8,2026-11-23,"))
        employer.clock.turn(to: "2026-11-24T01:00:00Z")
        return try await employer.scanned()
    }

    @Test("A first night lists everything once")
    func first() async throws {
        let (_, summary) = try await firstNight()
        #expect(summary.changes == nil)
        #expect(
            SummaryText(summary).text == """
                Scan as of 2026-11-23, snapshot of 2026-11-20
                  The first scan: there is nothing yet to hold it against.

                People, 90 in service
                  phase 1  healthy organisation         35
                  phase 2  impending redundancy         55
                  phase 3  notice given                  0
                  phase 4  contract ended                0

                Ahead, by date (2 groups)
                  2027-03-31  Stock clerk (stock), Hengelo: surplus 15.00 FTE, 15 of 30 indicated (covers 15.00 \
                FTE) [not announced]
                  2027-06-30  Shop assistant (sales), Enschede: closes, 40 people [announced]

                Alerts for partners (2)
                  needs-release  Twente, occupation 4321, phase 2, surplus, 2027-Q1, 15 people (the plan row has no \
                announcement date: a person must release it)
                  intended       Twente, occupation 5223, phase 2, surplus, 2027-Q2, 40 people

                Internship offers (1)
                  intended       internship KEUKEN, 2 places

                Next release, 2026-11-23 09:00: 1 alert raised, 1 offer published
                """)
    }

    @Test("A later night leads with what changed, and says briefly how things stand")
    func changed() async throws {
        let (employer, _) = try await firstNight()
        let summary = try await secondNight(employer)
        #expect(summary.changes?.isUnchanged == false)
        #expect(
            SummaryText(summary).text == """
                Scan as of 2026-11-24, snapshot of 2026-11-23

                Changed since the scan of 2026-11-23
                  People: 15 entered phase 2; 39 back in phase 1; -1 in service; 36 whose phase ended, or whose \
                date, rank or rule moved
                  Groups
                    moved  2027-01-31  Stock clerk (stock), Hengelo: surplus 18.00 FTE, 18 of 30 indicated (covers \
                18.00 FTE) [not announced]; was 2027-03-31, surplus 15.00 FTE, 15 indicated
                    new    2027-05-31  Cook (cook), Enschede: surplus 12.00 FTE, 12 of 20 indicated (covers 12.00 \
                FTE) [announced]
                    gone   2027-06-30  Shop assistant (sales), Enschede: no longer at risk
                  For partners, at the release of 2026-11-24 09:00
                    withdrawn     Twente, occupation 5223, phase 2, surplus, 2027-Q2, from sandbox
                    withdrawn     internship KEUKEN, from sandbox (jobs in the same group are at risk)

                People, 89 in service
                  phase 1  healthy organisation         59   +24 since the last scan
                  phase 2  impending redundancy         30   -25 since the last scan, 15 entered
                  phase 3  notice given                  0   unchanged
                  phase 4  contract ended                0   unchanged

                How things stand
                  groups    2 at risk, the first on 2027-01-31: doorstroom groups --at-risk
                  alerts    1 needs-release, 1 withdrawing: doorstroom alerts list
                  withheld  2, inside only: doorstroom alerts list --withheld

                Waits for a person (1)
                  needs-release  Twente, occupation 4321, phase 2, surplus, 2027-Q1, 18 people (the plan row has no \
                announcement date: a person must release it)

                Next release, 2026-11-24 09:00: 1 alert withdrawn, 1 offer withdrawn
                """)
    }

    @Test("A night on which nothing changed says so in one line")
    func unchanged() async throws {
        let (employer, _) = try await firstNight()
        _ = try await secondNight(employer)
        employer.clock.turn(to: "2026-11-25T01:00:00Z")
        let summary = try await employer.scanned()
        #expect(summary.changes?.isUnchanged == true)
        #expect(summary.changedResults == 0)
        #expect(
            SummaryText(summary).text == """
                Scan as of 2026-11-25, snapshot of 2026-11-23

                Nothing changed since the scan of 2026-11-24.

                People, 89 in service
                  phase 1  healthy organisation         59   unchanged
                  phase 2  impending redundancy         30   unchanged
                  phase 3  notice given                  0   unchanged
                  phase 4  contract ended                0   unchanged

                How things stand
                  groups    2 at risk, the first on 2027-01-31: doorstroom groups --at-risk
                  alerts    1 needs-release, 1 withdrawing: doorstroom alerts list
                  withheld  2, inside only: doorstroom alerts list --withheld

                Waits for a person (1)
                  needs-release  Twente, occupation 4321, phase 2, surplus, 2027-Q1, 18 people (the plan row has no \
                announcement date: a person must release it)

                Next release, 2026-11-25 09:00: 1 alert withdrawn, 1 offer withdrawn
                """)
    }

    @Test("What an immediate release sent is told as sent, and what waits as waiting")
    func releasedNow() async throws {
        let (employer, _) = try await firstNight()
        let next = try await employer.scanned { $0.releasesNow = true }
        #expect(next.released == ["sandbox": 2])
        #expect(next.upcoming.isEmpty)
        #expect(next.alerts.map(\.state) == ["needs-release", "published"])
        // They were to go out already: that they went is told below, and nothing else is otherwise.
        #expect(next.changes?.isUnchanged == true)
        try await employer.take(
            "2026-11-22",
            Self.files(
                "sales,S1,2027-06-30,0,2026-01-05,", "stock,S2,2027-03-31,15,2026-11-01,", "cook,S1,2027-05-31,8,,"))
        let later = try await employer.scanned { $0.releasesNow = true }
        let changes = try #require(later.changes).outward
        #expect(changes.map(\.kind) == [.raised, .waits, .withdrawn])
        #expect(changes.map(\.isOut) == [true, false, false])
        let text = SummaryText(later).text
        #expect(text.contains("\n  Told to partners now\n    raised        Twente, occupation 4321"))
        #expect(
            text.contains("\n    withdrawn     internship KEUKEN, from sandbox (jobs in the same group are at risk)"))
        #expect(text.contains("\nReleased now: sandbox 1\n"))
        #expect(text.hasSuffix("\nNext release, 2026-11-23 09:00: 1 offer withdrawn"))
    }

    @Test("A hold of the day is no change of the night; what newly waits for a person is")
    func waits() async throws {
        let (employer, first) = try await firstNight()
        let key = try #require(first.alerts.first { $0.state == "intended" }?.subject)
        let decision = Decision(kind: .alert, action: .hold, subject: key, user: "hr", reason: "asked")
        try await employer.succeed(.decide(decision))
        let held = try await employer.scanned()
        #expect(held.changes?.isUnchanged == true)
        #expect(held.alerts.map(\.state) == ["needs-release", "held"])
        #expect(held.upcoming.map(\.title) == ["internship KEUKEN"])
        try await employer.take(
            "2026-11-22", Self.files("sales,S1,2027-06-30,0,,", "stock,S2,2027-03-31,15,,", "cook,S1,2027-05-31,20,,"))
        let waits = try await employer.scanned()
        let changes = try #require(waits.changes).outward
        #expect(changes.filter { $0.kind == .waits }.map(\.state) == ["held"])
        #expect(SummaryText(waits).text.contains("\n  Waits, new tonight\n    held          Twente, occupation 5223"))
    }

    @Test("A replay is held against nothing and tells partners nothing")
    func replay() async throws {
        let (employer, _) = try await firstNight()
        _ = try await secondNight(employer)
        let replay = try await employer.scanned { $0.asOf = CalendarDate(iso: "2026-11-23") }
        #expect(replay.kind == .replay && replay.changes == nil)
        let text = SummaryText(replay).text
        #expect(!text.contains("since the"))
        #expect(!text.contains("Next release"))
    }

    @Test("A dry run says what would change")
    func dryRun() async throws {
        let (employer, _) = try await firstNight()
        let same = try await employer.scanned { $0.isDryRun = true }
        #expect(same.changes?.isUnchanged == true)
        try await employer.take(
            "2026-11-22", Self.files("sales,S1,2027-07-31,0,2026-01-05,", "stock,S2,2027-03-31,15,,"))
        let other = try await employer.scanned { $0.isDryRun = true }
        #expect(other.changes?.groups.map(\.kind) == [.moved])
        #expect(SummaryText(other).text.contains("closes, 40 people [announced]; was 2027-06-30"))
    }

    @Test("The fields that scripts read stay, beside the new ones")
    func fields() async throws {
        let (employer, _) = try await firstNight()
        let summary = try await secondNight(employer)
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary))
        let fields = Set(try #require(object as? [String: Any]).keys)
        #expect(
            fields.isSuperset(of: [
                "kind", "asOf", "snapshotDate", "isStale", "isAhead", "people", "phases", "formerPhases", "entered",
                "changedResults", "groups", "groupsAtRisk", "scores", "alerts", "offers", "withheld", "released",
                "nextRelease", "warnings", "seconds",
            ]))
        #expect(fields.isSuperset(of: ["changes", "upcoming", "formerPeople", "nextReleaseLocal"]))
    }
}
