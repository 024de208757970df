import Foundation
import Outreach
import Store
import Testing
import Workforce

@testable import Daemon

/// What partners hear where people are on the edge of being likely to be made redundant, with and without a plan row
/// that they may not know of (domain rules §10, "Announcement").
@Suite("Likely people beside a hidden plan row")
struct LikelyEmbargoTests {
    /// One night: what the announced row leaves of forty people, and whether the hidden row is in the plan.
    struct Night: Sendable {
        var date: String
        var planned: String
        var isHiddenIn = false
    }

    /// Whom the night composes for.
    enum Kind: String, CaseIterable, Sendable { case composed, withoutSending, ahead }

    /// In Belgium everybody in the group is as likely: a reduction of 8.8 of forty people is a chance of 0.22 for each of
    /// them, 6.4 one of 0.16, 5.6 one of 0.14. Forty people come and go at once.
    private static let nights = [
        Night(date: "2026-06-30", planned: "31.20"),
        // Entered while the row is hidden, kept, left, and not kept by what the hidden row makes of them.
        Night(date: "2026-07-01", planned: "33.60", isHiddenIn: true),
        Night(date: "2026-07-02", planned: "34.40", isHiddenIn: true),
        Night(date: "2026-07-03", planned: "33.60", isHiddenIn: true),
        Night(date: "2026-07-06", planned: "31.20", isHiddenIn: true),
        // Taken out again: whoever was likely outside stays so, and whoever was not does not begin to be.
        Night(date: "2026-07-07", planned: "33.60"),
        Night(date: "2026-07-08", planned: "34.40", isHiddenIn: true),
        Night(date: "2026-07-09", planned: "33.60"),
        Night(date: "2026-07-10", planned: "31.20"),
    ]

    private func files(_ night: Night, hides: Bool) -> [String: String] {
        var plan = ["sales,B1,2027-06-30,\(night.planned),2026-01-05,"]
        if hides, night.isHiddenIn { plan.append("sales,B1,2027-03-31,0,2026-01-05,2027-12-31") }
        return CanonicalFiles.sideFiles.merging([
            "employees.csv": CanonicalFiles.employeesHeader
                + CanonicalFiles.people(40, from: 1, job: "sales", establishment: "B1"),
            "establishments.csv":
                "establishment,name,country,region,statutory_area\nS1,Enschede,NL,Twente,Oost\nB1,Gent,BE,Gent,\n",
            "plan.csv": "job_group,establishment,date,planned_fte,announced_on,embargo_until\n"
                + plan.map { $0 + "\n" }.joined(),
        ]) { $1 }
    }

    /// What may be known outside: open subjects, what partners were told, and every event with its number.
    private func outside(_ employer: Employer) async throws -> [String] {
        let record = try employer.database.outreach()
        let open = record.states.filter { $0.opensOn == nil && !$0.needsPerson }.map {
            "open \($0.content) \($0.trueCount)"
        }
        let told = record.publications.map { "told \($0.partner) \($0.status) \($0.sequence) \($0.content)" }
        let events = try await employer.deliveries.map { "event \($0.partner) \($0.type) \($0.sequence) \($0.time)" }
        return open.sorted() + told.sorted() + events
    }

    /// Runs the nights, and after each says what may be known outside.
    private func run(hides: Bool, third kind: Kind) async throws -> [[String]] {
        let employer = try Employer(
            Employer.sandbox,
            settings: """
                prevention: {defaultAttritionPerYear: 0, horizonMonths: 12}
                disclosure: {cellChanges: every-scan}
                """,
            now: "2026-06-30T02:00:00Z")
        var outside: [[String]] = []
        for (number, night) in Self.nights.enumerated() {
            employer.clock.turn(to: "\(night.date)T02:00:00Z")
            try await employer.take(night.date, files(night, hides: hides))
            try await employer.scanned { request in
                guard number == 2 else { return }
                request.sendsNothing = kind == .withoutSending
                if kind == .ahead { request.asOf = CalendarDate(iso: "2026-07-03") }
            }
            employer.clock.turn(to: "\(night.date)T08:00:00Z")
            try await employer.succeed(.release)
            outside.append(try await self.outside(employer))
        }
        return outside
    }

    @Test("Nobody outside can tell, whether the row is entered, kept or taken out", arguments: Kind.allCases)
    func equality(third: Kind) async throws {
        let (with, without) = (
            try await run(hides: true, third: third), try await run(hides: false, third: third)
        )
        for (night, (one, other)) in zip(Self.nights, zip(with, without)) { #expect(one == other, "\(night.date)") }
        // The nights are such that there is something to tell: forty people raised, withdrawn, and raised again.
        let events = try #require(without.last).filter { $0.hasPrefix("event") }.map {
            $0.split(separator: " ")[2].split(separator: ".")[3]
        }
        #expect(events.filter { $0.hasPrefix("alert") }.count == 5, "\(events)")
    }
}
