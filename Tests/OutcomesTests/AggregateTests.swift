import Outcomes
import Testing
import Workforce

@Suite("Scores of groups")
struct AggregateTests {
    private let indicator = Fixture.indicator("t", .talentDevelopment, .column("training_hours_12m"))

    @Test("A group's score is weighted by FTE")
    func weighted() {
        let workforce = Fixture.workforce(
            Fixture.people(5) { row, number in
                row.trainingHours = number == 0 ? 10_000 : 0
                row.centiFTE = number == 0 ? 100 : 25
            })
        for aggregate in Fixture.score([indicator], workforce).aggregates {
            #expect(aggregate.people == 5)
            #expect(aggregate.scores[1] == 50)
            #expect(aggregate.scores[0] == nil && aggregate.balance == nil)
        }
    }

    @Test("Under five people with FTE nothing of the group is shown", arguments: [(5, true), (4, false)])
    func withheld(withFTE: Int, isShown: Bool) {
        let workforce = Fixture.workforce(
            Fixture.people(8) { row, number in
                row.trainingHours = 2_000
                row.centiFTE = number < withFTE ? 80 : 0
            })
        for aggregate in Fixture.score([indicator], workforce).aggregates {
            #expect(aggregate.people == (isShown ? 5 : nil))
            #expect(aggregate.scores[1] == (isShown ? 20 : nil))
        }
    }

    @Test(
        "A higher minimum withholds more, of the whole and of one outcome; a lower one than five counts as five",
        arguments: [(7, 7, 7), (8, 7, nil), (9, nil, nil), (1, 7, 7)] as [(Int, Int?, Int?)])
    func minimum(fewest: Int, heads: Int?, valued: Int?) {
        let workforce = Fixture.workforce(
            Fixture.people(8) { row, number in row.trainingHours = number < 7 ? 2_000 : nil })
        let engine = ScoreEngine(scorecard: Fixture.scorecard([indicator]), groupMinimum: fewest)
        for aggregate in engine.score(workforce).aggregates {
            #expect(aggregate.people == (heads == nil ? nil : 8))
            #expect(aggregate.scores[1] == (valued == nil ? nil : 20))
        }
    }

    @Test("An outcome that fewer than five of them have is withheld alone")
    func withheldOutcome() {
        let workforce = Fixture.workforce(
            Fixture.people(6) { row, number in row.trainingHours = number < 4 ? 2_000 : nil })
        let fte = Fixture.indicator("f", .quality, .column("fte"), high: 1)
        let organisation = Fixture.score([indicator, fte], workforce).aggregates.last
        #expect(organisation?.people == 6)
        #expect(organisation?.scores == [100, nil, nil])
    }

    @Test("Groups come in code order, job group first; then units, establishments, the organisation")
    func order() {
        let workforce = Fixture.workforce(
            Fixture.people(8) { row, number in
                row.job = ["b", "a", "B", "c"][number % 4]
                row.establishment = number < 4 ? "Z" : "E"
                row.unit = number % 2 == 0 ? "u2" : "u10"
            }, jobs: [Job(job: "c", jobGroup: "a")])
        let aggregates = Fixture.score([indicator], workforce).aggregates
        #expect(
            aggregates.filter { $0.scope == .group }.map { "\($0.jobGroup ?? "")/\($0.code)" }
                == ["B/E", "B/Z", "a/E", "a/Z", "b/E", "b/Z"])
        #expect(aggregates.suffix(5).map(\.code) == ["u10", "u2", "E", "Z", ""])
    }

    @Test("Without people there are no scores, and nothing fails")
    func nobody() {
        let result = Fixture.score([indicator], Fixture.workforce([]))
        #expect(result.scores == [[], [], []])
        #expect(result.aggregates.map(\.people) == [nil])
    }
}
