import Testing
import Workforce

@testable import Prevention

@Suite("Draws in which the plan is called off")
struct CalledOffDrawTests {
    /// Ten bakers of whom five are wanted from 2027 on, a year after asOf but for a day; nobody leaves and the plan is
    /// carried out to the letter, so that nothing but its being called off is uncertain.
    private func bakery(_ date: String = "2027-06-30") -> TestWorkforce {
        var test = TestWorkforce()
        test.policy = PreventionPolicy()
        test.policy.defaultAttritionPerYear = 0
        test.policy.planUncertainty = 0
        for number in 0..<10 { test.add("p\(number)", hired: "20\(10 + number)-01-01") }
        test.plan("J", "E", date, 500)
        return test
    }

    /// Plans of which nine stay for a year and `calledOff` do not.
    private func history(calledOff: Int) -> SnapshotHistory {
        func rows(_ count: Int) -> [PlanRow] {
            (0..<count).map { number in
                var row = PlanRow(jobGroup: "past \(number)", establishment: "E", date: day("2030-01-01"), centiFTE: 0)
                row.announcedOn = day("2024-01-01")
                return row
            }
        }
        var history = SnapshotHistory()
        history.plans.append(day("2025-06-30"), rows(9 + calledOff))
        history.plans.append(day("2026-06-30"), rows(9))
        return history
    }

    private func assess(_ test: TestWorkforce, _ history: SnapshotHistory) -> PreventionResult {
        var workforce = test.workforce
        workforce.history = history
        return PreventionEngine(policy: test.policy, statutes: test.statutes).assess(workforce)
    }

    /// Called off by the first reduction, of a hundred draws: 1 - e^(-rate · years), written out.
    @Test(
        "As many draws have no surplus as the rate says for the time until the plan is in force",
        arguments: [
            // 11 of 20 years and as many: 11 / 40 = 0.275 a year; half a year, a year, seventeen months.
            (11, "2027-01-01", 87.1), (11, "2027-06-30", 76.0), (11, "2027-12-01", 67.7),
            // 1 of 30.
            (1, "2027-06-30", 96.7), (0, "2027-06-30", 100),
        ] as [(Int, String, Double)])
    func share(calledOff: Int, date: String, chance: Double) throws {
        let result = assess(bakery(date), history(calledOff: calledOff))
        let forecast = try #require(result.group("J", "E")?.forecast)
        #expect(abs(Double(forecast.chance) - chance) <= 0.6)
        #expect(abs(Double(forecast.expected) - 5 * chance) <= 3)
        #expect(abs(Double(result.probability[9]) - chance) <= 0.6)
        #expect(result.probability[0] == 0)
        #expect(forecast.planRows == [0])
        let years = (9 + Double(calledOff)) * 365 / 365.25
        #expect(result.grounds?.plans == .init(years: (years * 10).rounded() / 10, calledOff: calledOff))
    }

    @Test("Without anything called off, forecasts are what they would be without a history, to the bit")
    func nothingCalledOff() {
        for seed in 0..<100 {
            var test = RandomWorkforce(seed: UInt64(seed)).test
            test.policy.draws = 40
            let plain = assess(test, SnapshotHistory())
            let found = assess(test, history(calledOff: 0))
            #expect(found.groups == plain.groups)
            #expect(found.probability == plain.probability)
            #expect(plain.grounds?.plans == nil)
        }
    }

    @Test("What is in force already is not called off, and a trend neither")
    func inForce() throws {
        var test = bakery("2026-06-30")
        let forecast = try #require(assess(test, history(calledOff: 11)).group("J", "E")?.forecast)
        #expect(forecast.chance == 100)
        // Nor does a later step make it less sure.
        test.plan("J", "E", "2027-06-30", 300)
        #expect(try #require(assess(test, history(calledOff: 11)).group("J", "E")?.forecast).chance == 100)
    }

    @Test("Neither the order of people nor other groups change which draws are called off")
    func order() {
        var test = bakery()
        test.policy.planUncertainty = 0.25
        test.policy.defaultAttritionPerYear = 0.1
        let alone = assess(test, history(calledOff: 11))
        var other = test
        other.people.reverse()
        for number in 0..<30 { other.add("q\(number)", job: "K\(number % 3)") }
        for job in 0..<3 { other.plan("K\(job)", "E", "2027-01-01", 100) }
        let among = assess(other, history(calledOff: 11))
        #expect(among.group("J", "E")?.forecast == alone.group("J", "E")?.forecast)
        for row in 0..<10 { #expect(among.probability[9 - row] == alone.probability[row]) }
    }

    @Test("What is called off has nothing to do with how the plan turns out otherwise, nor with other groups")
    func independent() throws {
        var test = bakery()
        test.policy.planUncertainty = 0.25
        let sure = assess(test, SnapshotHistory())
        let found = assess(test, history(calledOff: 11))
        // Everybody's probability falls by the same share, whether they go in half of the draws or in all.
        for row in 0..<10 {
            #expect(abs(Double(found.probability[row]) - 0.76 * Double(sure.probability[row])) <= 4)
        }
    }

    @Test(
        "An explanation tells of it where it was seen, in both languages",
        arguments: [
            (
                11, "earlier plans were ahead for 20 years together, and 11 were called off.",
                "stonden samen 20 jaar in het vooruitzicht, en 11 gingen niet door."
            ),
            (
                1, "earlier plans were ahead for 10 years together, and 1 was called off.",
                "stonden samen 10 jaar in het vooruitzicht, en 1 ging niet door."
            ), (0, nil, nil),
        ] as [(Int, String?, String?)])
    func explained(calledOff: Int, english: String?, dutch: String?) throws {
        let test = bakery()
        var workforce = test.workforce
        workforce.history = history(calledOff: calledOff)
        let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
        let evidence = engine.evidence(of: 9, in: workforce, result: engine.assess(workforce))
        let said = try #require(evidence.likelihood?.statements.last)
        #expect(said.english.contains("called off") == (english != nil))
        #expect(said.dutch.contains("niet door") == (dutch != nil))
        if let english, let dutch { #expect(said.english.hasSuffix(english) && said.dutch.hasSuffix(dutch)) }
    }

    @Test("A second plan finds what it would have found alone")
    func secondPlan() {
        for seed in 0..<100 {
            var test = RandomWorkforce(seed: UInt64(seed)).test
            test.policy.draws = 40
            var workforce = test.workforce
            workforce.history = history(calledOff: 11)
            let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
            let plan = workforce.plan.enumerated().filter { ($0.offset + seed) % 4 != 0 }.map(\.element)
            var both = engine.run(on: workforce)
            _ = both.assess(plan: workforce.plan)
            var alone = engine.run(on: workforce)
            #expect(both.assess(plan: plan).groups == alone.assess(plan: plan).groups, "seed \(seed)")
        }
    }
}
