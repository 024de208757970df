import Foundation
import Prevention
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("A database that an older version left, which counted no history")
struct HistoryCompletionTests {
    private static let dates = ["2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30"]

    /// Sixty people, of whom two resign from snapshot to snapshot.
    private func files(_ date: String) -> [String: String] {
        let gone = 2 * (Self.dates.firstIndex(of: date) ?? 0)
        return CanonicalFiles.sideFiles.merging([
            "employees.csv": CanonicalFiles.employeesHeader
                + CanonicalFiles.people(60 - gone, from: 1 + gone, job: "sales"),
            "plan.csv": CanonicalFiles.plan("sales,S1,2027-03-31,50,2026-01-05,"),
        ]) { $1 }
    }

    private func employer(_ dates: some Sequence<String>) async throws -> Employer {
        let employer = try Employer(now: "2026-10-01T02:00:00Z")
        for date in dates { try await employer.take(date, files(date)) }
        return employer
    }

    private func history(_ employer: Employer) throws -> SnapshotHistory {
        try employer.database.loadWorkforce(
            asOf: try #require(CalendarDate(iso: "2026-10-01")), employerCountry: "NL", aftercareMonths: 12
        ).workforce.history
    }

    @Test("A scan counts it first, also one that takes a snapshot in, and forecasts from it")
    func scan() async throws {
        let reference = try await employer(Self.dates)
        try await reference.scanned()
        let upgraded = try await employer(Self.dates.dropLast())
        try upgraded.database.forgetHistory()
        let path = try upgraded.write(files("2026-09-30"), to: "bundles/2026-09-30")
        try await upgraded.scanned { $0.intake = .bundle(ImportRequest(path: path)) }
        #expect(try history(upgraded) == history(reference))
        let (own, expected) = (
            try upgraded.database.lastLiveScan()?.forecast, try reference.database.lastLiveScan()?.forecast
        )
        #expect(own == expected)
        #expect(own?.basis == .history && own?.snapshots == 4 && own?.exits == 6)
    }

    @Test("An older snapshot filled in before that leaves nothing of it uncounted")
    func filledIn() async throws {
        let reference = try await employer(Self.dates)
        let upgraded = try await employer(Self.dates.filter { $0 != "2026-07-31" })
        try upgraded.database.forgetHistory()
        var request = ImportRequest(path: try upgraded.write(files("2026-07-31"), to: "bundles/2026-07-31"))
        request.isBackfill = true
        try await upgraded.succeed(.importSnapshot(request))
        try await upgraded.scanned()
        #expect(try history(upgraded) == history(reference))
    }

    @Test("Rules of the scan before that this version cannot read are no reason to have no night")
    func unreadableRules() async throws {
        let employer = try await employer(Self.dates.prefix(1))
        _ = try await employer.scanned()
        try employer.database.spoilRules()
        #expect(try await employer.scanned().clocksMoved == nil)
    }
}
