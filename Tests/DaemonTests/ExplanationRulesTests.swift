import DoorstroomConfiguration
import Foundation
import Prevention
import Testing
import Workforce

@testable import Daemon
@testable import Store

@Suite("The rules that a scan is explained with")
struct ExplanationRulesTests {
    /// One person on a fixed term that ends five months on: phase 2 while `contractEndMonths` is 6, phase 1 when it is 3.
    private func employer() async throws -> (Employer, ScanRecord) {
        let employer = try Employer.atNight(settings: "scorecard: scorecards/default.yaml")
        try await employer.take(
            "2026-11-20",
            [
                "employees.csv":
                    "employee_id,hire_date,job,establishment,contract,contract_end\n"
                    + "E1,2020-01-01,sales,S1,fixed_term,2027-04-15\n"
            ])
        try await employer.scanned()
        return (employer, try #require(try employer.database.lastLiveScan()))
    }

    private func phase(_ employer: Employer, _ scan: ScanRecord) throws -> (phase: Int, rules: ExplanationRules) {
        let database = employer.database
        let rules = try ExplanationRules(
            of: scan, in: database, settings: employer.instance.settings, aspect: .phase)
        let loaded = try database.workforce(of: scan, employerCountry: rules.rulebook.employerCountry)
        let engine = PreventionEngine(policy: rules.rulebook.prevention, statutes: rules.rulebook.statutes)
        let result = engine.assess(loaded.workforce)
        return (engine.evidence(of: 0, in: loaded.workforce, result: result).phase, rules)
    }

    @Test("A configuration that changed after the scan changes nothing in its explanation, and is told")
    func changed() async throws {
        let (employer, scan) = try await employer()
        let before = try phase(employer, scan)
        #expect(before.phase == 2)
        #expect(before.rules.areOfScan && before.rules.notes(isDutch: false) == [])
        try employer.reconfigure { $0 + "\nprevention: {contractEndMonths: 3}\n" }
        let after = try phase(employer, scan)
        #expect(after.phase == 2)
        #expect(
            after.rules.notes(isDutch: false) == [
                "The configuration has changed since (prevention.contractEndMonths was 6, now 3). This explanation follows "
                    + "the rules of the scan."
            ])
        #expect(after.rules.notes(isDutch: true)[0].hasPrefix("De configuratie is sindsdien gewijzigd"))
        // A scan under the new rules is explained with those, and the old one still with its own.
        try await employer.scanned()
        let next = try phase(employer, try #require(try employer.database.lastLiveScan()))
        #expect(next.phase == 1 && next.rules.differences.isEmpty)
        #expect(try phase(employer, scan).phase == 2)
    }

    @Test("A country that changed in the configuration stays what it was for people without one")
    func country() async throws {
        let (employer, scan) = try await employer()
        try employer.reconfigure { $0.replacing("country: NL,", with: "country: DE,") }
        let rules = try phase(employer, scan).rules
        #expect(rules.rulebook.employerCountry == "NL")
        #expect(rules.differences.map(\.name) == ["employer.country"])
    }

    @Test("A scorecard that changed is told to whoever asks for scores, and to nobody else")
    func scorecard() async throws {
        let (employer, scan) = try await employer()
        let path = employer.folder + "/scorecards/default.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing("low: 40, high: 140", with: "low: 50, high: 140")
            .write(toFile: path, atomically: true, encoding: .utf8)
        try employer.reconfigure { $0 }
        let database = employer.database
        let settings = employer.instance.settings
        let scores = try ExplanationRules(of: scan, in: database, settings: settings, aspect: .scores)
        #expect(scores.differences.map(\.name) == ["scorecard"])
        #expect(scores.differences.map(\.now) == ["another text under the same version"])
        #expect(scores.rulebook.scorecard != settings.scorecard)
        #expect(try phase(employer, scan).rules.differences.isEmpty)
    }

    @Test("A scan of before the rules were kept is explained with today's, and the reader is told so")
    func before() async throws {
        let (employer, scan) = try await employer()
        var old = scan
        old.rulebook = nil
        let (phase, rules) = try phase(employer, old)
        #expect(phase == 2)
        #expect(!rules.areOfScan)
        #expect(rules.notes(isDutch: false).count == 1)
        #expect(rules.notes(isDutch: false)[0].contains("follows the configuration of today"))
    }
}
