import Prevention
import Testing
import Workforce

@Suite("By what an employer says it chooses")
struct StatedCriteriaTests {
    /// Three people in Belgium of whom nobody has a place: the law knows no order.
    private func order(stating criteria: [String: String]?) throws -> Statement {
        var test = TestWorkforce()
        test.asOf = day("2026-06-30")
        test.country = "BE"
        test.statutes = [try StatutePack.published("BE")]
        test.people = (1...3).map {
            EmployeeRow(id: "p\($0)", hireDate: day("2015-03-02"), job: "J", establishment: "E")
        }
        test.plan("J", "E", "2027-03-01", 0)
        test.policy.selectionCriteria = criteria
        let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
        let workforce = test.workforce
        let evidence = engine.evidence(of: 0, in: workforce, result: engine.assess(workforce))
        return try #require(evidence.order).statement
    }

    @Test("What is stated for the country is said, in the employer's words")
    func stated() throws {
        let said = try order(stating: ["BE": "Competences", "DE": "Sozialauswahl"])
        #expect(said.english.contains("“Competences”") && said.dutch.contains("“Competences”"))
        #expect(!said.english.contains("Sozialauswahl"))
    }

    @Test("Where nothing is stated, that is said", arguments: [nil, ["DE": "Sozialauswahl"]])
    func nothing(criteria: [String: String]?) throws {
        let said = try order(stating: criteria)
        #expect(said.english.contains("none are recorded yet") && said.dutch.contains("nog geen"))
    }
}
