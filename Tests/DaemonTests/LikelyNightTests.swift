import Foundation
import Outreach
import Prevention
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("Who is likely to be made redundant, night after night")
struct LikelyNightTests {
    /// Nobody leaves unforeseen, and the plan lies at the end of the horizon: probabilities can be told in one's head.
    private static let settings = "prevention: {defaultAttritionPerYear: 0, horizonMonths: 12}"

    private func employer() throws -> Employer {
        try Employer(Employer.sandbox, settings: Self.settings, now: "2026-06-30T02:00:00Z")
    }

    /// Ten cooks, of whom so many are wanted a year ahead.
    private func cooks(_ planned: String) -> [String: String] {
        CanonicalFiles.sideFiles.merging([
            "employees.csv": CanonicalFiles.employeesHeader + CanonicalFiles.people(10, from: 1, job: "cook"),
            "plan.csv": CanonicalFiles.plan("cook,S1,2027-06-30,\(planned),2026-01-05,"),
        ]) { $1 }
    }

    private func person(_ id: String, _ employer: Employer) throws -> AssessmentRow? {
        let scan = try #require(try employer.database.lastLiveScan())
        var found: AssessmentRow?
        try employer.database.forEachAssessment(scan) { if $0.employeeID == id { found = $0 } }
        return found
    }

    @Test("Entered at 0.20, kept at 0.16, left at 0.14, and not entered again at 0.16")
    func hysteresis() async throws {
        let employer = try employer()
        // Five go by the plan; the sixth in the order goes where the reduction is over 5.5.
        let nights = [
            ("2026-06-30", "5.39", 22, true), ("2026-07-01", "5.60", 16, true), ("2026-07-02", "5.67", 14, false),
            ("2026-07-03", "5.60", 16, false), ("2026-07-06", "5.39", 22, true),
        ]
        for (date, planned, probability, isLikely) in nights {
            employer.clock.turn(to: "\(date)T02:00:00Z")
            try await employer.take(date, cooks(planned))
            try await employer.scanned()
            let sixth = try #require(try person("E5", employer))
            #expect(sixth.probability == probability && sixth.rules.contains(.likely) == isLikely, "\(date)")
            #expect(sixth.phase == (isLikely ? 2 : 1))
        }
    }

    @Test("A night in which nothing changed writes no state and no group", arguments: [false, true])
    func quiet(hasNewSnapshot: Bool) async throws {
        let employer = try employer()
        try await employer.take("2026-06-30", cooks("5.39"))
        try await employer.scanned()
        let tables = ["assessment", "assessment_history", "selection_group"]
        let before = try tables.map(employer.database.rows)
        #expect(before[0] >= 9 && before[2] == 1)
        for date in ["2026-07-01", "2026-07-02", "2026-07-03"] {
            employer.clock.turn(to: "\(date)T02:00:00Z")
            if hasNewSnapshot { try await employer.take(date, cooks("5.39")) }
            let changed = try await employer.scanned().changedResults
            // The third snapshot makes rates of the employer's own of the configured ones: a new basis, once.
            #expect(changed == 0 || (hasNewSnapshot && date == "2026-07-02"))
            if !hasNewSnapshot { #expect(try tables.map(employer.database.rows) == before) }
        }
    }

    /// A hundred cooks, some of whom resign before mid-2026, and a plan for eighty.
    private func crowd(leavers: Int) -> [String: String] {
        CanonicalFiles.sideFiles.merging([
            "employees.csv": CanonicalFiles.employeesHeader
                + CanonicalFiles.people(100 - leavers, from: leavers, job: "cook"),
            "plan.csv": CanonicalFiles.plan("cook,S1,2027-03-31,80,2026-01-05,"),
        ]) { $1 }
    }

    @Test("A new snapshot every night, with nobody gone, moves no probability within the month")
    func nightlySnapshots() async throws {
        let employer = try Employer(now: "2025-12-31T02:00:00Z")
        for (date, leavers) in [("2025-12-31", 0), ("2026-03-31", 3), ("2026-06-30", 5)] {
            employer.clock.turn(to: "\(date)T02:00:00Z")
            try await employer.take(date, crowd(leavers: leavers))
        }
        // Rates take in what the first snapshot of a month adds.
        employer.clock.turn(to: "2026-07-01T02:00:00Z")
        try await employer.take("2026-07-01", crowd(leavers: 5))
        try await employer.scanned()
        #expect(try employer.database.lastLiveScan()?.forecast?.snapshots == 4)
        let tables = ["assessment", "assessment_history", "selection_group"]
        let before = try tables.map(employer.database.rows)
        for day in 2...9 {
            employer.clock.turn(to: "2026-07-0\(day)T02:00:00Z")
            try await employer.take("2026-07-0\(day)", crowd(leavers: 5))
            #expect(try await employer.scanned().changedResults == 0, "2026-07-0\(day)")
        }
        #expect(try tables.map(employer.database.rows) == before)
    }
}
