import Workforce

/// A scorecard tied to a workforce: every name looked up once, so that the loop over people meets only numbers.
struct BoundScorecard {
    private(set) var indicators: [BoundIndicator] = []
    private(set) var formulas: [OutcomeFormula] = []
    private(set) var warnings: [Problem] = []
    /// The rows of `indicators.csv` that the scorecard asks for, by name and scope.
    private var rows: [String: [IndicatorRow.Scope: [IndicatorRow]]] = [:]

    /// What `Scorecard.validate` calls an error (an unknown name) is left out here; such a scorecard is never used.
    init(_ scorecard: Scorecard, policy: OutcomesPolicy, workforce: Workforce) {
        for indicator in scorecard.indicators {
            if case .indicator(let name, _) = indicator.source { rows[name] = [:] }
        }
        for row in workforce.indicators { rows[row.indicator]?[row.scope, default: []].append(row) }
        for (position, indicator) in scorecard.indicators.enumerated() {
            guard let dimension = Dimension(rawValue: indicator.dimension),
                let values = values(of: indicator, policy: policy, workforce: workforce)
            else { continue }
            indicators.append(
                BoundIndicator(
                    position: position, dimension: dimension, weight: indicator.weight,
                    dimensionWeight: scorecard.weight(of: dimension), isContext: indicator.isContext,
                    normalisation: indicator.normalisation, values: values))
        }
        rows = [:]
        formulas = Outcome.allCases.map { OutcomeFormula($0, of: indicators) }
    }

    private mutating func values(
        of indicator: Indicator, policy: OutcomesPolicy, workforce: Workforce
    ) -> BoundIndicator.Values? {
        guard policy.allows(indicator) else { return .refused }
        switch indicator.source {
        case .column(let name): return EmployeeMeasure(rawValue: name).map { .measure($0) }
        case .derived(let name): return DerivedValue(rawValue: name).map { .derived($0) }
        case .indicator(let name, .employee): return .people(people(name, workforce))
        case .indicator(let name, let scope):
            let employees = workforce.employees
            let isWellbeing = indicator.outcome == Outcome.wellbeing.code
            switch scope {
            case .unit:
                return .units(
                    teams(
                        name, scope, isWellbeing: isWellbeing, workforce, count: employees.units.count,
                        place: { employees.units.find($0).map(Int.init) },
                        team: { employees.unit[$0] == CodeTable.absent ? nil : Int(employees.unit[$0]) }))
            case .establishment:
                return .establishments(
                    teams(
                        name, scope, isWellbeing: isWellbeing, workforce, count: employees.establishments.count,
                        place: { employees.establishments.find($0).map(Int.init) },
                        team: { Int(employees.establishment[$0]) }))
            default:
                return .organisation(
                    teams(
                        name, scope, isWellbeing: isWellbeing, workforce, count: 1, place: { _ in 0 }, team: { _ in 0 })
                )
            }
        }
    }

    private mutating func teams(
        _ name: String, _ scope: IndicatorRow.Scope, isWellbeing: Bool, _ workforce: Workforce, count: Int,
        place: (String) -> Int?, team: (Int) -> Int?
    ) -> IndicatorValues {
        var values = IndicatorValues(count: count)
        values.read(rows[name]?[scope] ?? [], asOf: workforce.asOf, place: place)
        values.withholdSmallTeams(countRequired: isWellbeing)
        if rows[name]?[.employee] != nil {
            let answers = people(name, workforce)
            values.fillFromAnswers(
                answers.indices.compactMap { row in
                    guard !answers[row].isNaN, workforce.employees.isInService(row, at: workforce.asOf) else {
                        return nil
                    }
                    return team(row).map { (place: $0, value: Double(answers[row])) }
                })
        }
        warn(of: values, name, scope, isWellbeing: isWellbeing)
        return values
    }

    /// The rows of scope employee, by row of the workforce.
    private func people(_ name: String, _ workforce: Workforce) -> [Float] {
        let rows = rows[name]?[.employee] ?? []
        var codes = CodeTable()
        for row in rows { _ = codes.intern(row.code) }
        var answers = IndicatorValues(count: codes.count)
        answers.read(rows, asOf: workforce.asOf) { codes.find($0).map(Int.init) }
        let ids = workforce.employees.id
        return (0..<workforce.employees.count).map { row in
            ids.withBytes(row) { codes.find($0) }.map { Float(answers.values[Int($0)]) } ?? .nan
        }
    }

    private mutating func warn(
        of values: IndicatorValues, _ name: String, _ scope: IndicatorRow.Scope, isWellbeing: Bool
    ) {
        let (place, withheld) = (scope.rawValue, values.isWithheld.lazy.filter { $0 }.count)
        if withheld == 0, values.values.allSatisfy(\.isNaN) {
            warnings.append(
                Problem(
                    .warning, code: "indicator-without-values", file: "indicators.csv", column: "indicator",
                    value: name,
                    reason: "the scorecard asks for this indicator of scope \(place), and there is no value of it",
                    remedy: "deliver it, or take the indicator out of the scorecard; meanwhile it lowers coverage"))
        }
        if values.unknownCodes > 0 {
            warnings.append(
                Problem(
                    .warning, code: "indicator-unknown-code", file: "indicators.csv", column: "code", value: name,
                    reason: "\(values.unknownCodes) rows name a \(place) in which nobody works",
                    remedy: "write the codes of employees.csv, or leave the rows out"))
        }
        if isWellbeing,
            values.isWithheld.indices.contains(where: { values.isWithheld[$0] && values.respondents[$0] < 0 })
        {
            warnings.append(
                Problem(
                    .warning, code: "indicator-respondents-missing", file: "indicators.csv", column: "respondents",
                    value: name,
                    reason:
                        "a wellbeing value counts only over at least \(IndicatorValues.fewestRespondents) respondents, "
                        + "and rows of this indicator do not say how many there were",
                    remedy: "fill in the column respondents"))
        }
    }
}
