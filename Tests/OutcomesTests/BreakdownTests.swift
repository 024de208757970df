import Outcomes
import Testing
import Workforce

@Suite("A score taken apart")
struct BreakdownTests {
    @Test("Every indicator says its value, goalposts, source, share, points, and why it is missing")
    func contributions() throws {
        var people = Fixture.people(5) { row, _ in row.trainingHours = 2_000 }
        people[0].monthlySalary = 300_000
        let indicators = [
            Fixture.indicator("hours", .talentDevelopment, .column("training_hours_12m"), high: 40),
            Fixture.percentile("pay", .talentDevelopment, .column("monthly_salary")),
            Fixture.indicator("team", .engagement, .indicator("engagement", scope: .unit)),
            Fixture.indicator("site", .vitality, .indicator("vitality", scope: .establishment)),
            Fixture.indicator("skills", .workLifeBalance, .derived("number-of-skills")),
            Fixture.indicator("own", .workLifeBalance, .indicator("balance", scope: .employee)),
        ]
        let rows = [
            Fixture.value("engagement", .unit, "U", 70, respondents: 3),
            Fixture.value("vitality", .establishment, "E", 80, respondents: 12),
        ]
        let engine = ScoreEngine(scorecard: Fixture.scorecard(indicators))
        let breakdown = engine.breakdown(0, in: Fixture.workforce(people, rows))[1]
        #expect(breakdown.outcome == .wellbeing)
        #expect(
            breakdown.contributions.map(\.missing) == [nil, .smallGroup, .fewRespondents, nil, .absent, .notAllowed])
        let hours = breakdown.contributions[0]
        #expect(hours.measured == 20 && hours.value == 50 && hours.low == 0 && hours.high == 40)
        #expect(
            hours.source == "column training_hours_12m" && hours.effectiveWeight == 0.125 && hours.level == .employee)
        #expect(breakdown.contributions[2].respondents == nil)
        let site = breakdown.contributions[3]
        #expect(site.respondents == 12 && site.source == "establishment vitality" && site.level == .organisation)
        #expect(breakdown.coverage == 0.375 && breakdown.score == nil && !breakdown.countsInGroups)
        #expect(breakdown.contributions.allSatisfy { $0.points == 0 })
    }

    @Test("Somebody out of service has no breakdown")
    func outOfService() {
        var gone = Fixture.person("P")
        gone.exitDate = Fixture.asOf
        let engine = ScoreEngine(scorecard: Fixture.scorecard([]))
        #expect(engine.breakdown(0, in: Fixture.workforce([gone])).isEmpty)
    }
}
