package import Workforce

extension Scorecard {
    /// Everything that is wrong with the scorecard, errors and warnings, in the order of the file.
    ///
    /// `column` of a problem is the key path, such as `indicators[3].goalposts`; the reader of the file adds file and
    /// line. A scorecard with an error is not used.
    package func validate(policy: OutcomesPolicy = OutcomesPolicy()) -> [Problem] {
        var problems: [Problem] = []
        if name.isEmpty {
            problems.append(Self.error("scorecard-name", "name", nil, "has no name", "give the scorecard a name"))
        }
        if version.isEmpty {
            problems.append(
                Self.error(
                    "scorecard-version", "version", nil, "has no version",
                    "write a version, in quotation marks, and raise it with every change: scores name it"))
        }
        problems += dimensionWeightProblems()
        var seen: Set<String> = []
        for (position, indicator) in indicators.enumerated() {
            let path = "indicators[\(position)]"
            if indicator.code.isEmpty || !seen.insert(indicator.code).inserted {
                problems.append(
                    Self.error(
                        "scorecard-code", "\(path).code", indicator.code,
                        indicator.code.isEmpty ? "is empty" : "is used twice", "give every indicator a code of its own")
                )
            }
            problems += Self.problems(of: indicator, at: path, policy: policy, wellbeingAnswers: wellbeingAnswers)
        }
        return problems + outcomeProblems()
    }

    /// Names in `indicators.csv` that this scorecard treats as wellbeing answers: they stay so under another outcome.
    private var wellbeingAnswers: Set<String> {
        var names: Set<String> = []
        for indicator in indicators where indicator.outcome == Outcome.wellbeing.code {
            if case .indicator(let name, _) = indicator.source { names.insert(name) }
        }
        return names
    }

    private func dimensionWeightProblems() -> [Problem] {
        dimensionWeights.sorted { $0.key < $1.key }.flatMap { code, weight -> [Problem] in
            var problems: [Problem] = []
            if Dimension(rawValue: code) == nil {
                problems.append(
                    Self.unknown("dimension", code, at: "dimensions.\(code)", among: Dimension.allCases.map(\.rawValue))
                )
            }
            if !(weight >= 0 && weight.isFinite) {
                problems.append(Self.badWeight(weight, at: "dimensions.\(code)"))
            }
            return problems
        }
    }

    /// Outcomes that nobody could have a score for are allowed, and said; too many indicators of one are refused.
    private func outcomeProblems() -> [Problem] {
        Outcome.allCases.compactMap { outcome in
            let count = indicators.count { Dimension(rawValue: $0.dimension)?.outcome == outcome }
            if count > OutcomeFormula.mostMembers {
                return Self.error(
                    "scorecard-too-many", "indicators", outcome.code,
                    "\(count) indicators belong to this outcome, and \(OutcomeFormula.mostMembers) are the most",
                    "leave out those that say least: with so many none weighs anything")
            }
            let mine = indicators.filter { indicator in
                guard let dimension = Dimension(rawValue: indicator.dimension) else { return false }
                return indicator.outcome == outcome.code && indicator.weight > 0 && weight(of: dimension) > 0
            }
            if mine.isEmpty {
                return Problem(
                    .warning, code: "scorecard-outcome-empty", column: "indicators", value: outcome.code,
                    reason: "no indicator with weight belongs to this outcome: nobody gets its score, nor a balance",
                    remedy: "add an indicator to one of its dimensions")
            }
            if mine.allSatisfy(\.isContext) {
                return Problem(
                    .warning, code: "scorecard-outcome-context", column: "indicators", value: outcome.code,
                    reason: "all its indicators are of units, establishments or the organisation: "
                        + "groups get a score, people do not, and nobody a balance",
                    remedy: "add an employee column, a derived value or an indicator of scope employee")
            }
            return nil
        }
    }
}
