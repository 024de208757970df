import DoorstroomConfiguration
import Outcomes
import Testing
import Workforce

@Suite("Scorecard files")
struct ScorecardFileTests {
    @Test("Everything that a scorecard can say arrives")
    func everything() throws {
        let text = """
            name: ours
            version: "3"
            dimensions: {engagement: 2, talent-development: 0.5}
            indicators:
              - code: training
                title: {en: Training, nl: Scholing}
                outcome: wellbeing
                dimension: talent-development
                source: {column: training_hours_12m}
                goalposts: {low: 0, high: 40}
                weight: 2.5
                level: employee
                origin: "somewhere"
              - code: engagement
                title: {en: Engagement, nl: Bevlogenheid}
                outcome: wellbeing
                dimension: engagement
                source: {indicator: engagement, scope: unit}
                goalposts: {low: 5, high: -1.5}
              - code: years
                title: {en: Years, nl: Jaren}
                outcome: economic
                dimension: quality
                source: {derived: years-in-job}
                percentile: {reversed: true}
            """
        let (scorecard, _) = try ScorecardFile.decode(Array(text.utf8), policy: OutcomesPolicy(), file: "s.yaml")
        #expect(scorecard.name == "ours")
        #expect(scorecard.version == "3")
        #expect(scorecard.dimensionWeights == ["engagement": 2, "talent-development": 0.5])
        #expect(
            scorecard.indicators == [
                Indicator(
                    code: "training", title: BilingualText(en: "Training", nl: "Scholing"), outcome: "wellbeing",
                    dimension: "talent-development", source: .column("training_hours_12m"),
                    normalisation: .goalposts(low: 0, high: 40), weight: 2.5, level: "employee", origin: "somewhere"),
                Indicator(
                    code: "engagement", title: BilingualText(en: "Engagement", nl: "Bevlogenheid"),
                    outcome: "wellbeing", dimension: "engagement", source: .indicator("engagement", scope: .unit),
                    normalisation: .goalposts(low: 5, high: -1.5)),
                Indicator(
                    code: "years", title: BilingualText(en: "Years", nl: "Jaren"), outcome: "economic",
                    dimension: "quality", source: .derived("years-in-job"), normalisation: .percentile(reversed: true)),
            ])
    }

    @Test("The default scorecard is valid and has an indicator in each of the sixteen dimensions")
    func shipped() throws {
        let bytes = Array(try embedded("scorecards/default.yaml").utf8)
        let (scorecard, warnings) = try ScorecardFile.decode(bytes, policy: OutcomesPolicy(), file: "default.yaml")
        #expect(warnings.filter { $0.severity == .error } == [])
        #expect(Set(scorecard.indicators.map(\.dimension)) == Set(Dimension.allCases.map(\.rawValue)))
    }

    @Test("A scorecard that needs a lawful basis loads once the configuration names one")
    func lawfulBasis() throws {
        let card = """
            name: a
            version: "1"
            indicators:
              - {code: p, title: {en: P, nl: P}, outcome: economic, dimension: quality, source: {column: performance}, goalposts: {low: 1, high: 5}}
            """
        let without = MemoryFiles(
            "employer: {name: A}\nstorage: {path: /d/d.sqlite}\nscorecard: s.yaml\n", ["/c/s.yaml": card])
        #expect(throws: ConfigurationError.self) { try without.load() }
        let with = MemoryFiles(
            "employer: {name: A}\nstorage: {path: /d/d.sqlite}\nscorecard: s.yaml\noutcomes: {performanceRatings: {lawfulBasis: art. 6(1)(b), impactAssessment: DPIA-1}}\n",
            ["/c/s.yaml": card])
        #expect(try with.load().settings.scorecard.indicators.count == 1)
    }
}
