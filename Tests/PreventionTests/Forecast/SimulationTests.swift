import Testing
import Workforce

@testable import Prevention

@Suite("The draws of a group's future")
struct SimulationTests {
    /// Ten bakers, hired year after year, of whom `planned` hundredths of FTE are wanted from 2027 on.
    private func bakery(planned: Int, draws: Int = 1_000) -> TestWorkforce {
        var test = TestWorkforce()
        test.policy.draws = draws
        for number in 0..<10 { test.add("p\(number)", hired: "20\(10 + number)-01-01") }
        test.plan("J", "E", "2027-01-01", planned)
        return test
    }

    @Test("What one draw finds is what the rules find of that future: leavers drawn, order applied")
    func oneDrawIsTheRules() {
        var compared = 0
        for seed in 0..<1_500 {
            var test = RandomWorkforce(seed: UInt64(seed)).test
            test.policy.leavesAtPensionAge = true
            // One draw has no error of the plan: what is left is who leaves.
            test.policy.draws = 1
            test.policy.simulationSeed = seed
            test.policy.defaultAttritionPerYear = 0.4
            for index in test.plan.indices { test.plan[index].referenceDate = nil }
            let drawn = test.assess()
            let naive = NaiveFuture(test, drawn)
            for row in test.people.indices where drawn.groups[Int(drawn.group[row])].forecast != nil {
                guard drawn.probability[row] != PreventionResult.noProbability else { continue }
                compared += 1
                #expect(
                    abs(Double(drawn.probability[row]) / 100 - naive.chance(of: row)) < 0.005_001,
                    "seed \(seed), row \(row)")
            }
        }
        #expect(compared > 10_000)
    }

    @Test("A plan that is looked at second finds what it would have found alone")
    func secondPlan() {
        var shared = 0
        for seed in 0..<300 {
            var test = RandomWorkforce(seed: UInt64(seed)).test
            test.policy.draws = 40
            let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
            let workforce = test.workforce
            let plan = workforce.plan.enumerated().filter { ($0.offset + seed) % 4 != 0 }.map(\.element)
            var both = engine.run(on: workforce)
            let first = both.assess(plan: workforce.plan)
            let second = both.assess(plan: plan)
            var alone = engine.run(on: workforce)
            let expected = alone.assess(plan: plan)
            #expect(second.groups == expected.groups, "seed \(seed)")
            #expect(second.probability == expected.probability, "seed \(seed)")
            #expect(second.rules == expected.rules, "seed \(seed)")
            if first.groups != second.groups { shared += expected.groups.count { $0.forecast != nil } }
        }
        #expect(shared > 100)
    }

    @Test("Whoever goes first in the order is likeliest to go, and expected redundancies add up")
    func order() throws {
        let result = bakery(planned: 500).assess()
        let group = try #require(result.group("J", "E")?.forecast)
        // The latest hired goes first.
        for row in 1..<10 { #expect(result.probability[row] + 2 >= result.probability[row - 1]) }
        #expect(result.probability[9] >= 95)
        #expect(result.probability[0] <= 5)
        let total = result.probability.reduce(0) { $0 + Int($1) }
        #expect(abs(total - group.expected) <= 10)
        #expect(group.low <= 5 && group.high >= 5 && group.low < group.high)
        #expect(group.chance >= 99)
        #expect(group.median == day("2027-01-01"))
        #expect(group.basis == .default)
        #expect(group.planRows == [0])
    }

    @Test("The spread of a planned change of five in ten is a quarter of it at a year, and nobody leaves")
    func planError() throws {
        var test = bakery(planned: 500)
        test.policy.defaultAttritionPerYear = 0
        test.policy.horizonMonths = 12
        test.plan[0].date = day("2027-06-30")
        let result = test.assess()
        // A change of 5 ± 1.25: at least 6 go when it is over 5.5, at 0.4 standard deviations: 34.5 %.
        #expect(abs(Int(result.probability[4]) - 34) <= 1)
        // At least 4 where it is over 3.5, at -1.2: 88.5 %.
        #expect(abs(Int(result.probability[6]) - 88) <= 1)
        #expect(abs(try #require(result.group("J", "E")?.forecast).expected - 500) <= 5)
    }

    @Test("Expected exits cover a small decrease")
    func attrition() throws {
        var test = TestWorkforce()
        test.policy.draws = 1_000
        for number in 0..<100 { test.add("p\(number)", hired: "\(1_990 + number % 30)-01-01") }
        test.plan("J", "E", "2027-06-30", 9_500)
        // 8 % a year: some eight of a hundred leave by then, and five are to go.
        let group = try #require(test.assess().group("J", "E")?.forecast)
        #expect(group.chance < 20)
        #expect(group.expected < 60)
        test.policy.defaultAttritionPerYear = 0
        #expect(try #require(test.assess().group("J", "E")?.forecast).expected > 450)
    }

    @Test("A group without a planned decrease has probability 0 and no forecast")
    func notDrawn() {
        let result = bakery(planned: 1_000).assess()
        #expect(result.groups[0].forecast == nil)
        #expect(result.probability == Array(repeating: 0, count: 10))
        #expect((0..<10).allSatisfy { result.basis(of: $0) == .none })
    }

    @Test("Under notice it is no longer a question of chance")
    func notice() {
        var test = bakery(planned: 500)
        test.people[3].noticeDate = day("2026-06-01")
        let result = test.assess()
        #expect(result.probability[3] == PreventionResult.noProbability)
        #expect(result.basis(of: 3) == .none)
    }

    @Test("Likely is entered at 0.20, left below 0.15, and says phase 2 because of a surplus")
    func hysteresis() throws {
        // A year ahead, six are over the cut with a chance of 34 %, seven with 12 %, at no exits.
        var test = bakery(planned: 500)
        test.policy.defaultAttritionPerYear = 0
        test.policy.horizonMonths = 12
        test.plan[0].date = day("2027-06-30")
        func rules(_ row: Int, enter: Double, leave: Double, before: Bool) -> PhaseRules {
            test.policy.likelyThreshold = enter
            test.policy.likelyLeaveThreshold = leave
            let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
            return engine.assess(test.workforce, likelyBefore: before ? [Int32(row)] : []).rules[row]
        }
        #expect(rules(4, enter: 0.20, leave: 0.15, before: false) == .likely)
        #expect(rules(4, enter: 0.40, leave: 0.30, before: false) == .base)
        #expect(rules(4, enter: 0.40, leave: 0.30, before: true) == .likely)
        #expect(rules(4, enter: 0.40, leave: 0.36, before: true) == .base)
        (test.policy.likelyThreshold, test.policy.likelyLeaveThreshold) = (0.20, 0.15)
        let result = test.assess()
        #expect(result.phase[4] == 2)
        #expect(result.cause[4] == .surplus)
        #expect(result.selection[4] == .exposed)
        #expect(result.expectedExit[4] == result.redundancyDate[4])
        #expect(result.rules[6] == [.indicated, .likely])
    }

    @Test("A night later with the same snapshot nothing moves, nor for other people who come or go")
    func stability() {
        let test = bakery(planned: 600)
        let first = test.assess()
        var workforce = test.workforce
        workforce.asOf = day("2026-07-03")
        workforce.snapshotDate = day("2026-06-30")
        let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
        #expect(engine.assess(workforce).probability == first.probability)

        var others = test
        for number in 0..<30 { others.add("q\(number)", job: "K") }
        others.plan("K", "E", "2027-01-01", 1_000)
        #expect(Array(others.assess().probability.prefix(10)) == first.probability)
    }

    @Test("Probabilities and forecasts are bit for bit the same on any number of threads, and in any order of people")
    func threads() throws {
        var test = TestWorkforce()
        test.policy.draws = 300
        for group in 0..<40 {
            for number in 0..<(6 + group % 9) {
                test.add("g\(group)-\(number)", hired: "20\(10 + number)-03-01", job: "J\(group)")
            }
            test.plan("J\(group)", "E", "2027-0\(1 + group % 9)-01", 100 * (3 + group % 4))
        }
        let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
        func result(_ workforce: Workforce, pieces: Int) -> PreventionResult {
            var run = engine.run(on: workforce)
            return run.assess(plan: workforce.plan, pieces: pieces)
        }
        let workforce = test.workforce
        let alone = result(workforce, pieces: 1)
        #expect(alone.groups.count(where: { $0.forecast != nil }) > 30)
        #expect(Set(alone.probability).count > 10)
        for pieces in [2, 7, 64] {
            let shared = result(workforce, pieces: pieces)
            #expect(shared.probability == alone.probability && shared.groups == alone.groups)
            #expect(shared.rules == alone.rules && shared.phase == alone.phase)
        }

        var random = SeededGenerator(seed: 3)
        let order = (0..<workforce.employees.count).shuffled(using: &random)
        var shuffled = workforce
        shuffled.employees = EmployeeColumns(rows: order.map { workforce.employees.row($0) })
        let other = result(shuffled, pieces: 7)
        #expect(other.probability == order.map { alone.probability[$0] })
        let forecasts = { (result: PreventionResult) in
            Dictionary(uniqueKeysWithValues: result.groups.map { ($0.jobGroup, $0.forecast) })
        }
        #expect(forecasts(other) == forecasts(alone))
    }

    @Test("Another seed draws other futures, that agree within chance")
    func seeds() {
        var test = bakery(planned: 600)
        let first = test.assess().probability
        test.policy.simulationSeed = 2
        let second = test.assess().probability
        #expect(first != second)
        for (left, right) in zip(first, second) { #expect(abs(Int(left) - Int(right)) <= 8) }
    }

    @Test("Where no order is set by law everybody is as likely")
    func withoutOrder() throws {
        var test = bakery(planned: 500)
        test.country = "BE"
        let result = test.assess()
        #expect(result.probability.max()! - result.probability.min()! <= 3)
        #expect((40...55).contains(Int(result.probability[0])))
        #expect(result.rules[0] == .likely)
        #expect(result.selection[0] == .exposed)
    }
}
