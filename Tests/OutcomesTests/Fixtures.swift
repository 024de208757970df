import Outcomes
import Workforce

/// What the tests build their workforces and scorecards from.
enum Fixture {
    static let asOf = CalendarDate(iso: "2026-06-30")!

    static func date(_ text: String) -> CalendarDate { CalendarDate(iso: text)! }

    static func person(_ id: String, job: String = "J", establishment: String = "E", unit: String? = "U") -> EmployeeRow
    {
        var row = EmployeeRow(id: id, hireDate: date("2020-01-01"), job: job, establishment: establishment)
        row.unit = unit
        return row
    }

    static func people(_ count: Int, _ change: (inout EmployeeRow, Int) -> Void = { _, _ in }) -> [EmployeeRow] {
        (0..<count).map { number in
            var row = person("P\(number)")
            change(&row, number)
            return row
        }
    }

    static func workforce(_ rows: [EmployeeRow], _ indicators: [IndicatorRow] = [], jobs: [Job] = []) -> Workforce {
        var workforce = Workforce(asOf: asOf, employerCountry: "NL", employees: EmployeeColumns(rows: rows))
        workforce.indicators = indicators
        workforce.jobs = jobs
        return workforce
    }

    static func value(
        _ indicator: String, _ scope: IndicatorRow.Scope, _ code: String, _ value: Double, respondents: Int? = nil,
        on date: String? = nil
    ) -> IndicatorRow {
        var row = IndicatorRow(scope: scope, code: code, indicator: indicator, value: value)
        row.respondents = respondents
        row.date = date.map { Fixture.date($0) }
        return row
    }

    /// An indicator of 0–100 goalposts, so that a value is its own score.
    static func indicator(
        _ code: String, _ dimension: Dimension, _ source: Indicator.Source, low: Double = 0, high: Double = 100,
        weight: Double = 1
    ) -> Indicator {
        Indicator(
            code: code, title: BilingualText(en: code, nl: code), outcome: dimension.outcome.code,
            dimension: dimension.rawValue, source: source, normalisation: .goalposts(low: low, high: high),
            weight: weight)
    }

    static func percentile(_ code: String, _ dimension: Dimension, _ source: Indicator.Source, reversed: Bool = false)
        -> Indicator
    {
        var indicator = indicator(code, dimension, source)
        indicator.normalisation = .percentile(reversed: reversed)
        return indicator
    }

    static func scorecard(_ indicators: [Indicator], dimensions: [String: Double] = [:]) -> Scorecard {
        Scorecard(name: "test", version: "1", indicators: indicators, dimensionWeights: dimensions)
    }

    static func score(_ indicators: [Indicator], _ workforce: Workforce, policy: OutcomesPolicy = OutcomesPolicy())
        -> ScoreResult<Double>
    {
        ScoreEngine(scorecard: scorecard(indicators), policy: policy).score(workforce)
    }

    static let justified = OutcomesPolicy(
        individualWellbeing: .init(lawfulBasis: "GDPR 6(1)(a)", impactAssessment: "DPIA-7"),
        performanceRatings: .init(lawfulBasis: "GDPR 6(1)(f)", impactAssessment: "DPIA-8"))
}

/// SplitMix64: the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
