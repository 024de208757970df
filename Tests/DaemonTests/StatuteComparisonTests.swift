import DoorstroomConfiguration
import Foundation
import Prevention
import Testing
import Workforce

@testable import Daemon
@testable import Store

@Suite("What a changed statute file moved")
struct StatuteComparisonTests {
    /// One person given notice on 1 November 2026 after ten years: three months.
    private func employer() async throws -> Employer {
        let employer = try Employer.atNight(settings: "statutes: [statutes/nl.yaml, statutes/be.yaml]")
        try await employer.take(
            "2026-11-20",
            [
                "employees.csv":
                    "employee_id,hire_date,job,establishment,notice_date,monthly_salary\n"
                    + "E1,2016-01-01,sales,S1,2026-11-01,3000\nE2,2020-01-01,sales,S1,,3000\n"
            ])
        try await employer.scanned()
        return employer
    }

    /// Raises the version of the Dutch file, and gives ten years of service another length.
    private func amend(_ employer: Employer, version: String, months: Int) throws {
        let path = employer.folder + "/statutes/nl.yaml"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { line in
            if line.hasPrefix("version:") { return "version: \"\(version)\"" }
            return line.contains("fromYears: 10,") ? "      - {fromYears: 10, months: \(months)}" : String(line)
        }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        try employer.reconfigure { $0 }
    }

    private func moved(_ comparison: StatuteComparison, in employer: Employer) throws -> [ClockDifference] {
        let loaded = try employer.database.workforce(of: comparison.scan, employerCountry: "NL")
        let policy = comparison.rulebook.prevention
        let result = PreventionEngine(policy: policy, statutes: comparison.now).assess(loaded.workforce)
        return ClockDifferences(
            of: loaded.workforce, result: result, policy: policy, from: comparison.former, to: comparison.now
        ).of(row: 0)
    }

    @Test("Configured packs are held against the last scan's, then its packs against those before")
    func compares() async throws {
        let employer = try await employer()
        func comparison() throws -> StatuteComparison? {
            try StatuteComparison(in: employer.database, settings: employer.instance.settings)
        }
        #expect(try comparison() == nil)
        try amend(employer, version: "test-2", months: 4)
        let configured = try #require(try comparison())
        #expect(configured.isConfigured)
        let differences = try moved(configured, in: employer)
        #expect(differences.map(\.rule) == [.noticeEnd, .redeploymentEnd, .transitionPayment])
        #expect(differences[0].former?.date == CalendarDate(iso: "2027-02-28"))
        #expect(differences[0].now?.date == CalendarDate(iso: "2027-03-31"))
        try await employer.scanned()
        try await employer.scanned()
        // Two runs under the new packs: the last run under others is the one before both.
        let kept = try #require(try comparison())
        #expect(!kept.isConfigured && kept.formerScan.id == configured.scan.id)
        #expect(try moved(kept, in: employer) == differences)
    }

    @Test("The scan under changed packs says whose dates moved, by rule, and the next says nothing of it")
    func summary() async throws {
        let employer = try await employer()
        try amend(employer, version: "test-2", months: 4)
        let summary = try await employer.scanned()
        let tally = try #require(summary.clocksMoved)
        #expect(tally.people == 1)
        #expect(
            tally.rules == [
                "notice-end": .init(moved: 1), "redeployment-end": .init(moved: 1),
                "transition-payment": .init(moved: 1),
            ])
        let english = SummaryText(summary).text
        #expect(english.contains("→ test-2; statutory dates or amounts of 1 person moved: doorstroom clocks --changes"))
        #expect(english.contains("    notice-end: 1 moved"))
        #expect(SummaryText(summary, isDutch: true).text.contains("van 1 persoon zijn wettelijke data of bedragen"))
        #expect(try await employer.scanned().clocksMoved == nil)
    }

    @Test("A pack that moves nobody's dates is told with just that")
    func nobody() async throws {
        let employer = try await employer()
        try amend(employer, version: "test-3", months: 3)
        let summary = try await employer.scanned()
        #expect(summary.clocksMoved?.people == 0)
        #expect(summary.changes?.isUnchanged == false)
        #expect(SummaryText(summary).text.contains("no statutory date or amount moved"))
    }
}
