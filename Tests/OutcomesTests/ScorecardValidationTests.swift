import Outcomes
import Testing
import Workforce

@Suite("Scorecards that are wrong")
struct ScorecardValidationTests {
    private static let good = Fixture.indicator("good", .quality, .column("fte"))

    /// One broken indicator, what it is called, where it is found, and what is advised.
    struct Defect: Sendable, CustomTestStringConvertible {
        var code: String
        var path: String
        var remedy: String
        var indicator: Indicator

        init(_ code: String, _ path: String, remedy: String, _ change: (inout Indicator) -> Void) {
            self.code = code
            self.path = path
            self.remedy = remedy
            indicator = ScorecardValidationTests.good
            indicator.code = "bad"
            change(&indicator)
        }

        var testDescription: String { code + " at " + path }
    }

    static let defects: [Defect] = [
        Defect("scorecard-goalposts", "goalposts", remedy: "two different numbers") {
            $0.normalisation = .goalposts(low: 3, high: 3)
        },
        Defect("scorecard-goalposts", "goalposts", remedy: "two numbers") {
            $0.normalisation = .goalposts(low: .nan, high: 3)
        },
        Defect("scorecard-unknown-column", "source.column", remedy: "did you mean training_hours_12m?") {
            $0.source = .column("traning_hours_12m")
        },
        Defect("scorecard-unknown-column", "source.column", remedy: "write one of: fte") {
            $0.source = .column("shoes")
        },
        Defect("scorecard-unknown-derived-value", "source.derived", remedy: "did you mean years-in-job?") {
            $0.source = .derived("year-in-job")
        },
        Defect("scorecard-personal-trait", "source.column", remedy: "remove") { $0.source = .column("birth_date") },
        Defect("scorecard-personal-trait", "source.derived", remedy: "remove") { $0.source = .derived("age") },
        Defect("scorecard-source", "source.indicator", remedy: "indicators.csv") {
            $0.source = .indicator("", scope: .unit)
        },
        Defect("scorecard-weight", "weight", remedy: "write 0") { $0.weight = -1 },
        Defect("scorecard-weight", "weight", remedy: "write 0") { $0.weight = .infinity },
        Defect("scorecard-unknown-dimension", "dimension", remedy: "did you mean quality?") { $0.dimension = "qualty" },
        Defect("scorecard-unknown-outcome", "outcome", remedy: "did you mean economic?") { $0.outcome = "economics" },
        Defect("scorecard-unknown-level", "level", remedy: "did you mean society?") { $0.level = "socity" },
        Defect("scorecard-dimension-outcome", "outcome", remedy: "write outcome: economic") {
            $0.outcome = "wellbeing"
        },
        Defect("scorecard-percentile-context", "percentile", remedy: "goalposts") {
            $0.source = .indicator("x", scope: .unit)
            $0.normalisation = .percentile(reversed: false)
        },
        Defect("scorecard-performance", "source.column", remedy: "impact assessment") {
            $0.source = .column("performance")
        },
        Defect("scorecard-individual-wellbeing", "source.scope", remedy: "scope: unit") {
            $0.dimension = "engagement"
            $0.outcome = "wellbeing"
            $0.source = .indicator("engagement", scope: .employee)
        },
        Defect("scorecard-code", "code", remedy: "code of its own") { $0.code = "good" },
    ]

    @Test("Each defect is named, found at its key and given a remedy", arguments: defects)
    func defect(_ defect: Defect) {
        let problems = Fixture.scorecard([Self.good, defect.indicator]).validate().filter { $0.severity == .error }
        #expect(problems.map(\.code) == [defect.code])
        #expect(problems.first?.column == "indicators[1].\(defect.path)")
        #expect(problems.first?.remedy.contains(defect.remedy) == true)
    }

    @Test("Several problems are reported together, with the scorecard's own")
    func together() {
        let bad = Self.defects.prefix(3).enumerated().map { place, defect in
            var indicator = defect.indicator
            indicator.code = "bad\(place)"
            return indicator
        }
        var scorecard = Fixture.scorecard(bad, dimensions: ["qualty": 1, "speed": -1])
        scorecard.name = ""
        scorecard.version = ""
        #expect(
            scorecard.validate().filter { $0.severity == .error }.map(\.code) == [
                "scorecard-name", "scorecard-version", "scorecard-unknown-dimension", "scorecard-weight",
                "scorecard-goalposts", "scorecard-goalposts", "scorecard-unknown-column",
            ])
    }

    @Test("Policy lifts what it justifies")
    func policy() {
        var performance = Self.good
        performance.source = .column("performance")
        let answers = Fixture.indicator("e", .engagement, .indicator("engagement", scope: .employee))
        let scorecard = Fixture.scorecard([performance, answers])
        #expect(scorecard.validate().filter { $0.severity == .error }.count == 2)
        #expect(!scorecard.validate(policy: Fixture.justified).contains { $0.severity == .error })
    }

    @Test("A wellbeing answer stays one under another outcome")
    func answersInDisguise() {
        let team = Fixture.indicator("t", .engagement, .indicator("engagement", scope: .unit))
        let disguised = Fixture.indicator("d", .innovation, .indicator("engagement", scope: .employee))
        let codes = Fixture.scorecard([team, disguised]).validate().filter { $0.severity == .error }.map(\.code)
        #expect(codes == ["scorecard-individual-wellbeing"])
    }

    @Test("Outcomes that nobody can have a score for are warned about")
    func emptyOutcomes() {
        let team = Fixture.indicator("t", .engagement, .indicator("engagement", scope: .unit))
        let warnings = Fixture.scorecard([Self.good, team]).validate()
        #expect(warnings.map(\.code) == ["scorecard-outcome-context", "scorecard-outcome-empty"])
        #expect(warnings.map(\.value) == ["wellbeing", "legitimacy"])
        #expect(warnings.allSatisfy { $0.severity == .warning })
    }

    @Test("The sixteen dimensions belong to three outcomes, and have titles in both languages")
    func dimensions() {
        #expect(Dimension.allCases.count == 16)
        #expect(
            Outcome.allCases.map { outcome in Dimension.allCases.filter { $0.outcome == outcome }.count } == [6, 4, 6])
        #expect(Set(Dimension.allCases.map(\.title.nl)).count == 16)
        #expect(Dimension.allCases.allSatisfy { !$0.title.en.isEmpty })
    }
}
