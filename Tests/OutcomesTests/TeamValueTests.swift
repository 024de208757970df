import Outcomes
import Testing
import Workforce

@Suite("Values of indicators.csv")
struct TeamValueTests {
    private func wellbeing(
        _ rows: [IndicatorRow], people: [EmployeeRow] = Fixture.people(6), policy: OutcomesPolicy = OutcomesPolicy()
    )
        -> Double?
    {
        let indicator = Fixture.indicator("e", .engagement, .indicator("engagement", scope: .unit))
        let result = Fixture.score([indicator], Fixture.workforce(people, rows), policy: policy)
        return result.aggregates.first { $0.scope == .unit }?.scores[1]
    }

    @Test(
        "A team value counts over at least five respondents, and their number must be known",
        arguments: [(5, 70.0), (4, nil), (0, nil), (nil, nil)] as [(Int?, Double?)])
    func respondents(count: Int?, expected: Double?) {
        #expect(wellbeing([Fixture.value("engagement", .unit, "U", 70, respondents: count)]) == expected)
    }

    @Test("Outside wellbeing a value without respondents counts, one that names fewer than five does not")
    func otherOutcomes() {
        let indicator = Fixture.indicator("x", .safety, .indicator("x", scope: .unit))
        func score(_ respondents: Int?) -> Double? {
            Fixture.score(
                [indicator],
                Fixture.workforce(Fixture.people(5), [Fixture.value("x", .unit, "U", 30, respondents: respondents)])
            ).aggregates.first { $0.scope == .unit }?.scores[0]
        }
        #expect(score(nil) == 30)
        #expect(score(5) == 30)
        #expect(score(4) == nil)
    }

    @Test("The newest value on or before the date of the run counts; of one date the later row corrects")
    func newest() {
        let rows = [
            Fixture.value("engagement", .unit, "U", 10, respondents: 9, on: "2026-03-31"),
            Fixture.value("engagement", .unit, "U", 20, respondents: 9, on: "2026-06-30"),
            Fixture.value("engagement", .unit, "U", 30, respondents: 9, on: "2026-07-01"),
            Fixture.value("engagement", .unit, "U", 40, respondents: 9),
        ]
        #expect(wellbeing(rows) == 20)
        #expect(wellbeing(rows + [Fixture.value("engagement", .unit, "U", 25, respondents: 9, on: "2026-06-30")]) == 25)
        #expect(wellbeing([rows[2], rows[3]]) == 40)
    }

    @Test(
        "Individuals' answers become the team's value over five respondents in service",
        arguments: [(5, 30.0), (4, nil)] as [(Int, Double?)])
    func answers(count: Int, expected: Double?) {
        var people = Fixture.people(7)
        people[6].exitDate = Fixture.asOf
        let rows =
            (0..<count).map { Fixture.value("engagement", .employee, "P\($0)", Double(10 + 10 * $0)) }
            + [Fixture.value("engagement", .employee, "P6", 100)]
        #expect(wellbeing(rows, people: people) == expected)
    }

    @Test("A team's own row goes before its people's answers, and a withheld one is not got round")
    func rowGoesFirst() {
        let answers = (0..<6).map { Fixture.value("engagement", .employee, "P\($0)", 10) }
        #expect(wellbeing(answers + [Fixture.value("engagement", .unit, "U", 90, respondents: 6)]) == 90)
        #expect(wellbeing(answers + [Fixture.value("engagement", .unit, "U", 90, respondents: 2)]) == nil)
    }

    @Test("Answers and ratings of individuals stay out unless policy justifies both references")
    func policy() {
        let indicators = [
            Fixture.indicator("e", .engagement, .indicator("engagement", scope: .employee)),
            Fixture.indicator("p", .quality, .column("performance")),
        ]
        let workforce = Fixture.workforce(
            Fixture.people(1) { row, _ in row.performance = 400 }, [Fixture.value("engagement", .employee, "P0", 70)])
        let refused = Fixture.score(indicators, workforce)
        #expect(refused.scores[0][0].isNaN && refused.scores[1][0].isNaN)
        let half = OutcomesPolicy(
            individualWellbeing: .init(lawfulBasis: "GDPR 6(1)(a)", impactAssessment: " "),
            performanceRatings: .init(lawfulBasis: "", impactAssessment: "DPIA"))
        let halfway = Fixture.score(indicators, workforce, policy: half)
        #expect(halfway.scores[0][0].isNaN && halfway.scores[1][0].isNaN)
        let allowed = Fixture.score(indicators, workforce, policy: Fixture.justified)
        #expect(allowed.scores[0][0] == 4)
        #expect(allowed.scores[1][0] == 70)
    }

    @Test("The operator hears of indicators without values, of strange codes and of missing respondents")
    func warnings() {
        let indicators = [
            Fixture.indicator("a", .engagement, .indicator("engagement", scope: .unit)),
            Fixture.indicator("b", .safety, .indicator("injuries", scope: .establishment)),
        ]
        let rows = [
            Fixture.value("engagement", .unit, "U", 3),
            Fixture.value("engagement", .unit, "nowhere", 3, respondents: 8),
        ]
        let codes = Fixture.score(indicators, Fixture.workforce(Fixture.people(5), rows)).warnings.map(\.code)
        #expect(codes == ["indicator-unknown-code", "indicator-respondents-missing", "indicator-without-values"])
    }

    @Test("A unit under 40 shows low vitality; only with enough respondents, and people enough to be shown")
    func vitality() {
        // Five people in each unit, four in U3.
        let people = Fixture.people(19) { row, number in row.unit = "U\(number / 5)" }
        let rows = [
            Fixture.value("vitality", .unit, "U0", 39.99, respondents: 5),
            Fixture.value("vitality", .unit, "U1", 40, respondents: 5),
            Fixture.value("vitality", .unit, "U2", 10, respondents: 4),
            Fixture.value("vitality", .unit, "U3", 10, respondents: 5),
        ]
        let scorecard = Fixture.scorecard([
            Fixture.indicator("v", .vitality, .indicator("vitality", scope: .unit)),
            Fixture.indicator("e", .engagement, .indicator("engagement", scope: .unit)),
        ])
        let scores = ScoreEngine(scorecard: scorecard).score(Fixture.workforce(people, rows)).aggregates
        let units = scores.filter { $0.scope == .unit }
        #expect(units.map(\.code) == ["U0", "U1", "U2", "U3"])
        #expect(units.map(\.vitality) == [39.99, 40, nil, nil])
        #expect(units.compactMap(\.unitVitality).map(\.isLow) == [true, false])
        #expect(scores.allSatisfy { $0.scope == .unit || $0.vitality == nil })
    }
}
