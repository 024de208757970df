import Outcomes
import Testing
import Workforce

@Suite("Weights, coverage, context, balance")
struct WeightTests {
    private let own = Indicator.Source.column("training_hours_12m")

    @Test("Dimensions weigh alike by default, indicators within them by their weights")
    func weights() {
        let workforce = Fixture.workforce(
            Fixture.people(1) { row, _ in
                row.trainingHours = 10_000
                row.skills = ["a"]
            })
        // Quality: (100 × 3 + 1 × 1)/4; speed: 1.
        let indicators = [
            Fixture.indicator("a", .quality, own, weight: 3),
            Fixture.indicator("b", .quality, .derived("number-of-skills")),
            Fixture.indicator("c", .speed, .derived("number-of-skills")),
        ]
        #expect(abs(Fixture.score(indicators, workforce).scores[0][0] - (75.25 + 1) / 2) < 1e-9)
        let weighted = ScoreEngine(scorecard: Fixture.scorecard(indicators, dimensions: ["speed": 3])).score(workforce)
        #expect(abs(weighted.scores[0][0] - (75.25 + 3) / 4) < 1e-9)
    }

    @Test("Half coverage is enough, less is not, and nothing is filled in", arguments: [(1.0, true), (1.01, false)])
    func coverage(missingWeight: Double, hasScore: Bool) {
        let workforce = Fixture.workforce(Fixture.people(1) { row, _ in row.trainingHours = 6_000 })
        let indicators = [
            Fixture.indicator("a", .quality, own),
            Fixture.indicator("b", .quality, .derived("number-of-skills"), weight: missingWeight),
        ]
        let result = Fixture.score(indicators, workforce)
        #expect(abs(result.coverage[0][0] - 1 / (1 + missingWeight)) < 1e-12)
        #expect(result.scores[0][0].isNaN == !hasScore)
        if hasScore { #expect(result.scores[0][0] == 60) }
    }

    @Test("Three of six equal dimensions are exactly half, whatever adding up rounds away")
    func thirdsAndSixths() {
        let workforce = Fixture.workforce(Fixture.people(1) { row, _ in row.trainingHours = 6_000 })
        let dimensions: [Dimension] = [
            .shareholderValue, .financialPerformance, .quality, .speed, .safety, .innovation,
        ]
        let indicators = dimensions.enumerated().map { place, dimension in
            Fixture.indicator("\(place)", dimension, place < 3 ? own : .derived("number-of-skills"))
        }
        #expect(Fixture.score(indicators, workforce).scores[0][0] == 60)
    }

    @Test("Context weighs at most half in a person's score")
    func contextIsLimited() {
        let workforce = Fixture.workforce(
            Fixture.people(5) { row, _ in row.trainingHours = 0 },
            [Fixture.value("x", .unit, "U", 100), Fixture.value("x", .organisation, "O", 100)])
        let indicators = [
            Fixture.indicator("own", .quality, own),
            Fixture.indicator("unit", .speed, .indicator("x", scope: .unit)),
            Fixture.indicator("org", .safety, .indicator("x", scope: .organisation), weight: 2),
        ]
        let result = Fixture.score(indicators, workforce)
        #expect(abs(result.scores[0][0] - 50) < 1e-9)
        // Under the limit, context keeps its weight: one of three dimensions.
        let light = indicators.prefix(2) + [Fixture.indicator("own2", .innovation, own)]
        #expect(abs(Fixture.score(Array(light), workforce).scores[0][0] - 100.0 / 3) < 1e-9)
    }

    @Test("Without half of their own part a person has no score, and the group has")
    func ownCoverage() {
        let workforce = Fixture.workforce(
            Fixture.people(5) { row, number in row.trainingHours = number == 0 ? nil : 4_000 },
            [Fixture.value("x", .unit, "U", 80)])
        let indicators = [
            Fixture.indicator("own", .quality, own),
            Fixture.indicator("unit", .speed, .indicator("x", scope: .unit)),
        ]
        let result = Fixture.score(indicators, workforce)
        #expect(result.scores[0][0].isNaN)
        #expect(result.coverage[0][0] == 0.5)
        #expect(result.scores[0][1] == 60)
        // Four people at 60, and the fifth with the team's 80.
        #expect(abs((result.aggregates.last?.scores[0] ?? 0) - 64) < 1e-6)
        let contextOnly = Fixture.score([indicators[1]], workforce)
        #expect(contextOnly.scores[0].allSatisfy { $0.isNaN })
        #expect(contextOnly.aggregates.last?.scores[0] == 80)
    }

    @Test("A missing indicator lowers coverage, and the score is the mean of the rest")
    func missingOnlyChangesCoverage() {
        let full = Fixture.people(1) { row, _ in
            row.trainingHours = 5_000
            row.skills = ["a", "b"]
        }
        let indicators = [
            Fixture.indicator("a", .quality, own), Fixture.indicator("b", .speed, .column("fte"), high: 1),
            Fixture.indicator("c", .safety, .derived("number-of-skills"), high: 2),
        ]
        let with = Fixture.score(indicators, Fixture.workforce(full))
        var missing = full
        missing[0].skills = []
        let without = Fixture.score(indicators, Fixture.workforce(missing))
        #expect(abs(with.scores[0][0] - 250.0 / 3) < 1e-9)
        #expect(with.coverage[0][0] == 1)
        #expect(without.scores[0][0] == 75)
        #expect(abs(without.coverage[0][0] - 2.0 / 3) < 1e-12)
    }

    @Test(
        "Balance is the geometric mean, floored at 1 each, and missing if one is missing",
        arguments: [
            (64.0, 27.0, 8.0, 24.0), (0.0, 100.0, 100.0, 21.544_35), (100.0, 100.0, 100.0, 100.0),
            (50.0, 50.0, .nan, .nan),
        ])
    func balance(economic: Double, wellbeing: Double, legitimacy: Double, expected: Double) {
        let dimensions: [Dimension] = [.quality, .engagement, .trust]
        let values = [economic, wellbeing, legitimacy]
        let indicators = dimensions.enumerated().map { place, dimension in
            Fixture.indicator("\(place)", dimension, .indicator("v\(place)", scope: .employee))
        }
        let rows = values.indices.filter { !values[$0].isNaN }
            .map { Fixture.value("v\($0)", .employee, "P0", values[$0]) }
        let balance = Fixture.score(
            indicators, Fixture.workforce(Fixture.people(1), rows), policy: Fixture.justified
        ).balance[0]
        #expect(expected.isNaN ? balance.isNaN : abs(balance - expected) < 1e-4)
    }
}
