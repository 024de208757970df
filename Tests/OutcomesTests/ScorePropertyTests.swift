import Outcomes
import Testing
import Workforce

@Suite("Scores of random workforces")
struct ScorePropertyTests {
    private static func isClose(_ left: Double?, _ right: Double?) -> Bool {
        let (left, right) = (left ?? .nan, right ?? .nan)
        if left.isNaN || right.isNaN { return left.isNaN && right.isNaN }
        return abs(left - right) < 0.001
    }

    @Test("The engine agrees with the rules written down plainly", arguments: 0..<60)
    func agreesWithNaive(seed: Int) {
        var random = RandomWorkforce(seed: UInt64(seed))
        let (workforce, scorecard) = (random.workforce(), random.scorecard())
        let naive = NaiveScores(scorecard, workforce)
        let result = ScoreEngine(scorecard: scorecard, policy: Fixture.justified, threads: 1 + seed % 4).score(
            workforce)
        for row in 0..<workforce.employees.count {
            let people = Outcome.allCases.map { naive.person(row, $0) }
            for outcome in Outcome.allCases {
                #expect(Self.isClose(result.scores[outcome.rawValue][row], people[outcome.rawValue].score))
                #expect(Self.isClose(result.coverage[outcome.rawValue][row], people[outcome.rawValue].coverage))
            }
            let scores = people.compactMap(\.score)
            let product = scores.map { Double.maximum(1, $0) }.reduce(1, *)
            let balance = result.balance[row]
            #expect(
                scores.count == 3 ? Self.isClose(balance * balance * balance / 1_000, product / 1_000) : balance.isNaN)
        }
        for aggregate in result.aggregates {
            let expected = naive.aggregate { row in
                switch aggregate.scope {
                case .group: row.establishment == aggregate.code && naive.jobGroup(row) == aggregate.jobGroup
                case .unit: row.unit == aggregate.code
                case .establishment: row.establishment == aggregate.code
                case .organisation: true
                }
            }
            #expect(aggregate.people == expected.people)
            for outcome in 0..<3 { #expect(Self.isClose(aggregate.scores[outcome], expected.scores[outcome])) }
        }
    }

    @Test("Points add up to exactly the score, and shares to one", arguments: 0..<60)
    func contributionsAddUp(seed: Int) {
        var random = RandomWorkforce(seed: UInt64(1_000 + seed))
        let (workforce, scorecard) = (random.workforce(), random.scorecard())
        let engine = ScoreEngine(scorecard: scorecard, policy: Fixture.justified)
        let result = engine.score(workforce)
        for row in 0..<min(12, workforce.employees.count) {
            for breakdown in engine.breakdown(row, in: workforce) {
                let outcome = breakdown.outcome.rawValue
                #expect(breakdown.coverage == result.coverage[outcome][row])
                let points = breakdown.contributions.map(\.points).reduce(0, +)
                guard let score = breakdown.score else {
                    #expect(result.scores[outcome][row].isNaN)
                    continue
                }
                #expect(points == score)
                #expect(score == result.scores[outcome][row])
                #expect(abs(breakdown.contributions.map(\.share).reduce(0, +) - 1) < 1e-9)
            }
        }
    }

    @Test("The order of rows and the number of threads change nothing at all", arguments: 0..<40)
    func permutationInvariance(seed: Int) {
        var random = RandomWorkforce(seed: UInt64(2_000 + seed))
        let (workforce, scorecard) = (random.workforce(), random.scorecard())
        let engine = ScoreEngine(scorecard: scorecard, policy: Fixture.justified, threads: 1)
        let result = engine.score(workforce)
        let order = (0..<workforce.employees.count).shuffled(using: &random.generator)
        var shuffled = workforce
        shuffled.employees = EmployeeColumns(rows: order.map { workforce.employees.row($0) })
        let again = ScoreEngine(scorecard: scorecard, policy: Fixture.justified, threads: 7).score(shuffled)
        for (place, row) in order.enumerated() {
            for outcome in 0..<3 {
                #expect(again.scores[outcome][place].bitPattern == result.scores[outcome][row].bitPattern)
                #expect(again.coverage[outcome][place] == result.coverage[outcome][row])
            }
            #expect(again.balance[place].bitPattern == result.balance[row].bitPattern)
        }
        #expect(again.aggregates == result.aggregates)
    }

    @Test("Scores lie within 0 and 100, coverage within 0 and 1", arguments: 0..<30)
    func bounds(seed: Int) {
        var random = RandomWorkforce(seed: UInt64(3_000 + seed))
        let result = ScoreEngine(scorecard: random.scorecard(), policy: Fixture.justified).score(random.workforce())
        for score in result.scores.joined() where !score.isNaN { #expect((0...100.000_001).contains(score)) }
        for coverage in result.coverage.joined() { #expect((0...1).contains(coverage)) }
        for balance in result.balance where !balance.isNaN { #expect((1...100.000_001).contains(balance)) }
    }

    @Test("Adding somebody to another job group and team changes nobody else", arguments: 0..<20)
    func strangersChangeNothing(seed: Int) {
        var random = RandomWorkforce(seed: UInt64(4_000 + seed))
        let (workforce, scorecard) = (random.workforce(), random.scorecard())
        let engine = ScoreEngine(scorecard: scorecard, policy: Fixture.justified)
        var stranger = Fixture.person("stranger", job: "elsewhere", establishment: "far", unit: "other")
        stranger.trainingHours = 12_000
        var larger = workforce
        larger.employees.append(stranger)
        let (before, after) = (engine.score(workforce), engine.score(larger))
        for outcome in 0..<3 {
            for row in 0..<workforce.employees.count {
                #expect(before.scores[outcome][row].bitPattern == after.scores[outcome][row].bitPattern)
            }
        }
    }
}
