import Outcomes
import Workforce

/// Workforces and scorecards full of corners: missing values, zero FTE, tiny teams, leavers, ties, few respondents.
struct RandomWorkforce {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(state: seed) }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

    mutating func workforce() -> Workforce {
        let count = Int.random(in: 1...70, using: &generator)
        var rows: [EmployeeRow] = []
        for number in 0..<count { rows.append(person(number)) }
        var workforce = Fixture.workforce(rows)
        workforce.jobs = (0..<6).map { Job(job: "J\($0)", jobGroup: $0 < 3 ? "G" : nil) }
        for name in ["a", "b", "engagement", "vitality"] {
            for unit in 0..<8 where chance(70) { workforce.indicators.append(value(name, .unit, "U\(unit)")) }
            for place in 0..<3 where chance(70) {
                workforce.indicators.append(value(name, .establishment, "E\(place)"))
            }
            if chance(60) { workforce.indicators.append(value(name, .organisation, "ORG")) }
        }
        for number in 0..<count where chance(50) {
            workforce.indicators.append(value("own", .employee, "P\(number)"))
        }
        workforce.indicators.shuffle(using: &generator)
        return workforce
    }

    private mutating func person(_ number: Int) -> EmployeeRow {
        var row = Fixture.person(
            "P\(number)", job: "J\(Int.random(in: 0..<6, using: &generator))",
            establishment: "E\(Int.random(in: 0..<3, using: &generator))",
            unit: chance(90) ? "U\(Int.random(in: 0..<8, using: &generator))" : nil)
        row.hireDate = Fixture.asOf.adding(days: Int.random(in: -9_000...30, using: &generator))
        row.serviceSince = row.hireDate.adding(days: chance(20) ? -800 : 0)
        if chance(50) { row.jobSince = row.hireDate.adding(days: Int.random(in: 0...900, using: &generator)) }
        if chance(10) { row.exitDate = Fixture.asOf.adding(days: Int.random(in: -40...40, using: &generator)) }
        row.contract = ContractKind.allCases.randomElement(using: &generator)!
        row.renewal = Renewal.allCases.randomElement(using: &generator)!
        row.centiFTE = [0, 40, 60, 80, 100].randomElement(using: &generator)!
        if chance(70) { row.monthlySalary = Int.random(in: 200_000...600_000, using: &generator) }
        if chance(70) { row.trainingHours = 400 * Int.random(in: 0...12, using: &generator) }
        if chance(50) { row.performance = 100 * Int.random(in: 1...5, using: &generator) }
        if chance(70) { row.skills = (0..<Int.random(in: 0...9, using: &generator)).map { "S\($0)" } }
        return row
    }

    private mutating func value(_ name: String, _ scope: IndicatorRow.Scope, _ code: String) -> IndicatorRow {
        var row = IndicatorRow(
            scope: scope, code: code, indicator: name, value: Double(Int.random(in: 0...6_000, using: &generator)) / 100
        )
        if scope != .employee, chance(80) { row.respondents = Int.random(in: 2...20, using: &generator) }
        // Dates differ within a code because no code is delivered twice on one date by this generator.
        if chance(50) { row.date = Fixture.asOf.adding(days: Int.random(in: -300...20, using: &generator)) }
        return row
    }

    mutating func scorecard() -> Scorecard {
        var indicators: [Indicator] = []
        for number in 0..<Int.random(in: 1...18, using: &generator) {
            let dimension = Dimension.allCases.randomElement(using: &generator)!
            var indicator = Fixture.indicator("i\(number)", dimension, source(dimension))
            indicator.weight = [0, 0.5, 1, 1, 2].randomElement(using: &generator)!
            let (low, high) = [(0.0, 40.0), (60.0, 10.0), (-5.0, 3_000.0), (2.5, 5.5)].randomElement(using: &generator)!
            indicator.normalisation = .goalposts(low: low, high: high)
            if !indicator.isContext, chance(40) { indicator.normalisation = .percentile(reversed: chance(50)) }
            indicators.append(indicator)
        }
        var weights: [String: Double] = [:]
        for dimension in Dimension.allCases where chance(30) {
            weights[dimension.rawValue] = [0, 0.25, 2].randomElement(using: &generator)!
        }
        return Fixture.scorecard(indicators, dimensions: weights)
    }

    private mutating func source(_ dimension: Dimension) -> Indicator.Source {
        switch Int.random(in: 0..<5, using: &generator) {
        case 0:
            return .column(
                ["fte", "monthly_salary", "training_hours_12m", "performance"].randomElement(using: &generator)!)
        case 1, 2:
            let names = [
                "years-in-job", "years-of-service", "training-hours", "training-hours-per-fte", "number-of-skills",
                "contract-security", "full-time-salary",
            ]
            return .derived(names.randomElement(using: &generator)!)
        case 3 where dimension.outcome != .wellbeing: return .indicator("own", scope: .employee)
        default:
            let scopes: [IndicatorRow.Scope] = [.unit, .establishment, .organisation]
            return .indicator(
                ["a", "b", "engagement", "vitality"].randomElement(using: &generator)!,
                scope: scopes.randomElement(using: &generator)!)
        }
    }
}
