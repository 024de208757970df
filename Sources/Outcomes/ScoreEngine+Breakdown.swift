package import Workforce

extension ScoreEngine {
    /// The three outcomes of one row, each taken apart; empty for a row out of service.
    ///
    /// `points` add up, in order, to exactly the score that `score` gives the row: both go through the same arithmetic.
    package func breakdown(_ row: Int, in workforce: Workforce) -> [ScoreBreakdown] {
        guard workforce.employees.isInService(row, at: workforce.asOf) else { return [] }
        let bound = BoundScorecard(scorecard, policy: policy, workforce: workforce)
        let groups = ScoredGroups(workforce)
        return Outcome.allCases.map { outcome in
            let formula = bound.formulas[outcome.rawValue]
            var contributions = formula.members.map { contribution(of: bound.indicators[$0], row, groups, workforce) }
            var present: UInt64 = 0
            for place in contributions.indices where contributions[place].value != nil { present |= 1 << UInt64(place) }
            let (standing, shares) = formula.weigh(present: present)
            var sum = 0.0
            for place in contributions.indices {
                contributions[place].effectiveWeight = formula.effectiveWeights[place]
                guard standing.countsInGroups, let value = contributions[place].value else { continue }
                contributions[place].share = shares[place]
                contributions[place].points = shares[place] * value
                sum += contributions[place].points
            }
            return ScoreBreakdown(
                outcome: outcome, score: standing.hasScore ? sum : nil, coverage: standing.coverage,
                ownCoverage: standing.ownCoverage, countsInGroups: standing.countsInGroups, contributions: contributions
            )
        }
    }

    private func contribution(
        of bound: BoundIndicator, _ row: Int, _ groups: ScoredGroups, _ workforce: Workforce
    ) -> ScoreBreakdown.Contribution {
        let indicator = scorecard.indicators[bound.position]
        var measured = Double.nan
        bound.fill(row..<row + 1, of: workforce.employees, asOf: workforce.asOf, into: &measured)
        var value = measured
        var goalposts: (low: Double, high: Double)?
        switch bound.normalisation {
        case .goalposts(let low, let high):
            goalposts = (low, high)
            bound.normalise(1, &value)
        case .percentile(let reversed):
            value = bound.percentile(ofRow: row, groups, workforce, reversed: reversed)
        }
        let team = bound.team(ofRow: row, workforce.employees)
        var missing: ScoreBreakdown.Missing?
        if value.isNaN {
            missing = !measured.isNaN ? .smallGroup : team?.isWithheld ?? false ? .fewRespondents : .absent
            if case .refused = bound.values { missing = .notAllowed }
        }
        return ScoreBreakdown.Contribution(
            indicator: indicator.code, title: indicator.title, dimension: bound.dimension,
            level: indicator.effectiveLevel ?? .employee, source: Self.describe(indicator.source),
            measured: measured.isNaN ? nil : measured, respondents: team?.respondents, low: goalposts?.low,
            high: goalposts?.high, value: value.isNaN ? nil : value, share: 0, effectiveWeight: 0, points: 0,
            missing: missing, origin: indicator.origin)
    }

    private static func describe(_ source: Indicator.Source) -> String {
        switch source {
        case .column(let name): "column \(name)"
        case .derived(let name): "derived \(name)"
        case .indicator(let name, let scope): "\(scope.rawValue) \(name)"
        }
    }
}

extension BoundIndicator {
    /// What stands behind the team value of a row; nil for values that are no team's.
    func team(ofRow row: Int, _ employees: EmployeeColumns) -> (respondents: Int?, isWithheld: Bool)? {
        let (teams, code): (IndicatorValues, UInt32)
        switch values {
        case .units(let values): (teams, code) = (values, employees.unit[row])
        case .establishments(let values): (teams, code) = (values, employees.establishment[row])
        case .organisation(let values): (teams, code) = (values, 0)
        default: return nil
        }
        guard code != CodeTable.absent else { return nil }
        let isWithheld = teams.isWithheld[Int(code)]
        let count = Int(teams.respondents[Int(code)])
        // A number under five would itself tell too much.
        return (count >= IndicatorValues.fewestRespondents ? count : nil, isWithheld)
    }
}
