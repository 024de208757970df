import Prevention
import Testing
import Workforce

@Suite("Sensitivity of the selection order")
struct SensitivityTests {
    /// What a scenario flips, by id: "p3 4>3" becomes indicated, "p3 3>4" no longer is, with places before and after.
    struct Scenarios {
        let test: TestWorkforce
        let result: PreventionResult
        let analysis: SensitivityAnalysis

        init(_ test: TestWorkforce) {
            self.test = test
            (analysis, result) = SensitivityReferenceTests.analysis(of: test)
        }

        func outcome(_ scenario: SensitivityScenario, group: String = "J") -> ScenarioOutcome {
            let index = analysis.group(jobGroup: group, establishment: "E")!
            return analysis.outcomes(of: index).first { $0.scenario == scenario }!
        }

        func merge(_ first: String = "J", _ second: String = "K") -> ScenarioOutcome {
            analysis.merging(
                analysis.group(jobGroup: first, establishment: "E")!,
                with: analysis.group(jobGroup: second, establishment: "E")!)
        }

        func flips(_ outcome: ScenarioOutcome) -> [String] {
            outcome.flips.map { flip in
                let places = "\(flip.rankBefore.map(String.init) ?? "-")>\(flip.rankAfter.map(String.init) ?? "-")"
                return "\(test.people[flip.row].id) \(flip.from.code)>\(flip.to.code) \(places)"
            }
        }
    }

    /// Ten people of one age, the last hired the first to go, of whom `planned` hundredths of FTE stay.
    private static func ten(planned: Int) -> TestWorkforce {
        var test = TestWorkforce()
        for number in 1...10 { test.add("p\(number / 10)\(number % 10)", hired: "\(2025 - number)-01-01") }
        test.plan("J", "E", "2026-09-01", planned)
        return test
    }

    @Test("One fewer spares the last to go, one more takes the next; the line stays as it is")
    func number() {
        let scenarios = Scenarios(Self.ten(planned: 700))
        let fewer = scenarios.outcome(.oneFewer)
        #expect(scenarios.flips(fewer) == ["p03 indicated>exposed 3>3"])
        #expect((fewer.toGo, fewer.coveredCentiFTE, fewer.toCover, fewer.noLonger) == (2, 200, 300, 1))
        let more = scenarios.outcome(.oneMore)
        #expect(scenarios.flips(more) == ["p04 exposed>indicated 4>4"])
        #expect((more.toGo, more.coveredCentiFTE, more.becoming, more.heads) == (4, 400, 1, 10))
        #expect(more.decisiveDate == day("2026-09-01"))
        #expect(more.referenceDate == day("2026-06-30"))
    }

    @Test("One more to go can spare somebody: shares by largest remainder of 10 and of 11 in bands of 6, 6 and 2")
    func paradox() {
        var test = TestWorkforce()
        for (band, birth, count) in [("a", "2000-01-01", 6), ("b", "1990-01-01", 6), ("c", "1980-01-01", 2)] {
            for number in 1...count {
                test.add("\(band)\(number)", hired: "\(2025 - number)-01-01") { $0.birthDate = day(birth) }
            }
        }
        // 6·10/14 = 4.29, 4.29, 1.43: 4, 4, 2. 6·11/14 = 4.71, 4.71, 1.57: 5, 5, 1.
        test.plan("J", "E", "2026-09-01", 400)
        let scenarios = Scenarios(test)
        #expect(
            scenarios.flips(scenarios.outcome(.oneMore)) == [
                "a5 exposed>indicated 11>10", "b5 exposed>indicated 12>11", "c2 indicated>exposed 6>12",
            ])
    }

    struct ReferenceCase: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var earlier: [String]
        var later: [String]
        var change: @Sendable (inout EmployeeRow) -> Void
    }

    /// Two people of 40 and one who is changed and the first in service; one of the three has to go.
    static let referenceCases = [
        ReferenceCase(testDescription: "nothing changes", earlier: [], later: []) { _ in },
        ReferenceCase(
            testDescription: "a birthday into another band of one changes nothing", earlier: [], later: []
        ) { $0.birthDate = day("1991-07-30") },
        ReferenceCase(
            testDescription: "a fixed term comes within the weeks when the date is later",
            earlier: [], later: ["x exposed>indicated 3>1", "q indicated>exposed 1>2"]
        ) { ($0.contract, $0.contractEnd, $0.renewal) = (.fixedTerm, day("2027-03-25"), .yes) },
        ReferenceCase(
            testDescription: "a fixed term is out of reach when the date is earlier",
            earlier: ["q exposed>indicated 2>1", "x indicated>exposed 1>3"], later: []
        ) { ($0.contract, $0.contractEnd, $0.renewal) = (.fixedTerm, day("2027-01-25"), .yes) },
        ReferenceCase(
            testDescription: "a fixed term one day beyond the later limit stays where it is", earlier: [], later: []
        ) { ($0.contract, $0.contractEnd, $0.renewal) = (.fixedTerm, day("2027-03-26"), .yes) },
        ReferenceCase(
            testDescription: "pension age is passed on the last of the 30 days",
            earlier: [], later: ["x exposed>indicated 3>1", "q indicated>exposed 1>2"]
        ) { $0.birthDate = day("1959-07-30") },
        ReferenceCase(
            testDescription: "pension age was passed less than 30 days ago",
            earlier: ["q exposed>indicated 2>1", "x indicated>exposed 1>3"], later: []
        ) { $0.birthDate = day("1959-06-01") },
        ReferenceCase(testDescription: "pension age was passed 30 days ago", earlier: [], later: []) {
            $0.birthDate = day("1959-05-31")
        },
    ]

    @Test(
        "A reference date 30 days off moves ages, pension ages and the limit of the fixed terms",
        arguments: referenceCases)
    func referenceDate(_ reference: ReferenceCase) {
        var test = TestWorkforce()
        test.policy.leavesAtPensionAge = false
        test.add("x", hired: "2000-01-01", reference.change)
        test.add("p", hired: "2010-01-01")
        test.add("q", hired: "2011-01-01")
        test.plan("J", "E", "2026-09-01", 200)
        let scenarios = Scenarios(test)
        #expect(scenarios.flips(scenarios.outcome(.referenceEarlier)) == reference.earlier)
        #expect(scenarios.flips(scenarios.outcome(.referenceLater)) == reference.later)
        #expect(scenarios.outcome(.referenceLater).referenceDate == day("2026-07-30"))
        #expect(scenarios.outcome(.referenceEarlier).referenceDate == day("2026-05-31"))
    }

    @Test("A birthday within the 30 days changes the bands and with them who goes")
    func birthday() {
        var test = TestWorkforce()
        // Two of 35-44 and one of 25-34: of two to go, by 4/3 and 2/3, one each. A day after the birthday all three
        // are of one band, and the shortest service goes.
        test.add("young", hired: "2010-01-01") { $0.birthDate = day("1991-07-15") }
        test.add("p", hired: "2012-01-01") { $0.birthDate = day("1986-01-01") }
        test.add("q", hired: "2013-01-01") { $0.birthDate = day("1985-01-01") }
        test.plan("J", "E", "2026-09-01", 100)
        let scenarios = Scenarios(test)
        #expect(
            scenarios.flips(scenarios.outcome(.referenceLater)) == [
                "p exposed>indicated 3>2", "young indicated>exposed 2>3",
            ])
        #expect(scenarios.outcome(.referenceEarlier).flips.isEmpty)
    }

    @Test("Merged job groups share one line: the junior of the other group goes instead")
    func merging() {
        var test = TestWorkforce()
        for number in 1...4 { test.add("j\(number)", hired: "\(2015 - number)-01-01") }
        for number in 1...4 { test.add("k\(number)", hired: "\(2025 - number)-01-01", job: "K") }
        test.plan("J", "E", "2026-09-01", 300)
        let scenarios = Scenarios(test)
        let merged = scenarios.merge()
        #expect(scenarios.flips(merged) == ["k1 none>indicated ->1", "j1 indicated>exposed 1>5"])
        #expect((merged.heads, merged.toGo, merged.toCover) == (8, 1, 100))
        #expect(scenarios.flips(scenarios.merge("K", "J")) == scenarios.flips(merged))
    }

    @Test("Who is short in one group makes up for the surplus of the other")
    func makesUp() {
        var test = TestWorkforce()
        for number in 1...4 { test.add("j\(number)", hired: "\(2015 - number)-01-01") }
        test.add("k1", hired: "2020-01-01", job: "K")
        test.plan("J", "E", "2026-09-01", 200)
        test.plan("K", "E", "2026-12-01", 300)
        let merged = Scenarios(test).merge()
        // Short only from December: the surplus of September and October is the union's too, and is its largest.
        #expect(merged.toGo == 2)
        test.plan[1].date = day("2026-09-01")
        let scenarios = Scenarios(test)
        #expect(
            scenarios.flips(scenarios.merge()) == ["j1 indicated>none 1>-", "j2 indicated>none 2>-"])
        #expect(scenarios.merge().redundancyDate == nil)
    }

    @Test("A union closes only when both groups do, from the later date on", arguments: [(0, true), (100, false)])
    func closing(planned: Int, closes: Bool) {
        var test = TestWorkforce()
        for number in 1...2 { test.add("j\(number)", hired: "\(2015 - number)-01-01") }
        for number in 1...2 { test.add("k\(number)", hired: "\(2025 - number)-01-01", job: "K") }
        test.plan("J", "E", "2026-09-01", 0)
        test.plan("K", "E", "2027-01-01", planned)
        let merged = Scenarios(test).merge()
        #expect(merged.isClosing == closes)
        #expect(merged.decisiveDate == day("2027-01-01"))
        #expect(merged.redundancyDate == day("2026-09-01"))
        #expect(merged.toGo == (closes ? 4 : 3))
    }

    @Test(
        "The union's reference date is that of the later row in force which names one, of one day the earlier date",
        arguments: [
            ("2026-09-01", "2026-07-01", "2026-09-01", "2026-08-01", "2026-07-01"),
            ("2026-08-01", "2026-07-01", "2026-09-01", "2026-08-01", "2026-07-01"),
            ("2026-05-01", "2026-07-01", "2026-06-01", "2026-08-01", "2026-08-01"),
            ("2026-05-01", "2026-07-01", "2026-06-01", nil, "2026-07-01"),
            ("2026-05-01", nil, "2026-06-01", nil, "2026-06-30"),
        ])
    func referenceOfUnion(
        first: String, firstReference: String?, second: String, secondReference: String?, union: String
    ) {
        var test = TestWorkforce()
        for number in 1...3 { test.add("j\(number)", hired: "\(2015 - number)-01-01") }
        for number in 1...3 { test.add("k\(number)", hired: "\(2025 - number)-01-01", job: "K") }
        test.plan("J", "E", first, 200, reference: firstReference)
        test.plan("K", "E", second, 200, reference: secondReference)
        #expect(Scenarios(test).merge().referenceDate == day(union))
    }

    @Test("Where there is nothing to compute, it says why")
    func obstacles() {
        let closing = Scenarios(Self.ten(planned: 0))
        #expect(closing.outcome(.oneFewer).obstacle == .closing)
        #expect(closing.outcome(.oneMore).obstacle == .closing)
        #expect(closing.outcome(.referenceLater).obstacle == nil)
        #expect(closing.outcome(.referenceLater).flips.isEmpty)
        let nobody = Scenarios(Self.ten(planned: 960))
        #expect(nobody.result.groups[0].toGo == 0)
        #expect(nobody.outcome(.oneFewer).obstacle == .nobodyToGo)
        #expect(nobody.flips(nobody.outcome(.oneMore)) == ["p01 exposed>indicated 1>1"])
        let everybody = Scenarios(Self.ten(planned: 10))
        #expect(everybody.outcome(.oneMore).obstacle == .everybodyGoes)
        #expect(everybody.outcome(.oneFewer).toGo == 9)
        #expect(Scenarios(Self.ten(planned: 1_000)).outcome(.oneMore).obstacle == .noRedundancyDate)
        var belgium = Self.ten(planned: 500)
        belgium.country = "BE"
        belgium.add("k1", job: "K")
        #expect(Scenarios(belgium).outcome(.oneMore).obstacle == .noStatutoryOrder)
        #expect(Scenarios(belgium).merge().obstacle == .noStatutoryOrder)
        for obstacle in SensitivityObstacle.allCases {
            #expect(!obstacle.statement.english.isEmpty && !obstacle.statement.dutch.isEmpty)
        }
    }

    @Test("Whose place is not computed, now or then, is said to be undetermined, and nobody is guessed at")
    func missingBirthDates() {
        var test = Self.ten(planned: 900)
        test.people[9].birthDate = nil
        test.add("agency") { $0.contract = .agency }
        // Two to go: the external and one of the others, whose order is not computed. One fewer: the external alone.
        let scenarios = Scenarios(test)
        let fewer = scenarios.outcome(.oneFewer)
        #expect(fewer.flips.isEmpty)
        #expect(fewer.undetermined == Array(0...9))
        #expect(fewer.missingBirthDates == [9])
        // One to go now, the external; with one more the order of the others would be needed.
        test.plan[0].centiFTE = 1_000
        let more = Scenarios(test).outcome(.oneMore)
        #expect(more.flips.isEmpty && more.undetermined == Array(0...9))
        #expect(Scenarios(test).outcome(.oneFewer).undetermined.isEmpty)
    }

    @Test("The order of the rows changes nothing")
    func rowOrder() {
        for seed in 0..<40 {
            let test = RandomWorkforce(seed: UInt64(seed)).test
            var reversed = test
            reversed.people.reverse()
            let (one, other) = (Scenarios(test), Scenarios(reversed))
            for index in one.result.groups.indices {
                let outcomes = zip(one.analysis.outcomes(of: index), other.analysis.outcomes(of: index))
                for (left, right) in outcomes { #expect(one.flips(left) == other.flips(right)) }
            }
        }
    }

    @Test("The evidence of one person says what would flip, what would not, and why nothing can")
    func evidence() throws {
        func sensitivity(_ test: TestWorkforce, row: Int) -> Evidence.Sensitivity? {
            let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
            let workforce = test.workforce
            return engine.evidence(of: row, in: workforce, result: engine.assess(workforce)).sensitivity
        }
        let third = try #require(sensitivity(Self.ten(planned: 700), row: 2))
        #expect(third.scenarios.map(\.identifier) == ["n-1", "n+1", "reference-30d", "reference+30d"])
        #expect(third.scenarios.map(\.finding) == ["flips", "same", "same", "same"])
        #expect(third.scenarios[0].selection == "exposed")
        #expect(
            third.statements.map(\.english) == [
                "Would no longer be indicated if one person fewer had to go (2 instead of 3), at place 3.",
                "Would still be indicated if one person more had to go (4 instead of 3), if the reference date were 30 "
                    + "days earlier (31 May 2026) or if the reference date were 30 days later (30 July 2026).",
            ])
        #expect(
            third.statements.map(\.dutch) == [
                "Zou niet meer zijn aangewezen als er één persoon minder weg moest (2 in plaats van 3), op plaats 3.",
                "Zou ook zijn aangewezen als er één persoon meer weg moest (4 in plaats van 3), als de peildatum 30 "
                    + "dagen eerder lag (31 mei 2026) of als de peildatum 30 dagen later lag (30 juli 2026).",
            ])
        let fourth = try #require(sensitivity(Self.ten(planned: 700), row: 3))
        #expect(fourth.scenarios.map(\.finding) == ["same", "flips", "same", "same"])
        #expect(fourth.statements[0].dutch.hasPrefix("Zou wel zijn aangewezen als er één persoon meer weg moest"))
        #expect(fourth.statements[1].english.hasPrefix("Would not be indicated either if one person fewer"))
        let closing = try #require(sensitivity(Self.ten(planned: 0), row: 2))
        #expect(closing.scenarios.map(\.finding) == ["closing", "closing", "same", "same"])
        #expect(closing.statements.count == 2)
        var belgium = Self.ten(planned: 700)
        belgium.country = "BE"
        #expect(sensitivity(belgium, row: 2)?.statements == [SensitivityObstacle.noStatutoryOrder.statement])
        var missing = Self.ten(planned: 700)
        missing.people[0].birthDate = nil
        #expect(sensitivity(missing, row: 2)?.scenarios.map(\.finding).contains("undetermined") == true)
        var noticed = Self.ten(planned: 700)
        noticed.people[0].noticeDate = day("2026-06-01")
        #expect(sensitivity(noticed, row: 0) == nil)
        #expect(sensitivity(Self.ten(planned: 1_000), row: 0) == nil)
    }
}
