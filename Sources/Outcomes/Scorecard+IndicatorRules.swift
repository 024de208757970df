import Workforce

/// What one indicator must satisfy.
extension Scorecard {
    static func problems(
        of indicator: Indicator, at path: String, policy: OutcomesPolicy, wellbeingAnswers: Set<String>
    ) -> [Problem] {
        var problems = placeProblems(of: indicator, at: path)
        problems += sourceProblems(of: indicator, at: path)
        problems += normalisationProblems(of: indicator, at: path)
        if !(indicator.weight >= 0 && indicator.weight.isFinite) {
            problems.append(badWeight(indicator.weight, at: "\(path).weight"))
        }
        problems += policyProblems(of: indicator, at: path, policy: policy, wellbeingAnswers: wellbeingAnswers)
        return problems
    }

    private static func placeProblems(of indicator: Indicator, at path: String) -> [Problem] {
        var problems: [Problem] = []
        let outcome = Outcome(code: indicator.outcome)
        let dimension = Dimension(rawValue: indicator.dimension)
        if outcome == nil {
            problems.append(
                unknown("outcome", indicator.outcome, at: "\(path).outcome", among: Outcome.allCases.map(\.code)))
        }
        if dimension == nil {
            problems.append(
                unknown(
                    "dimension", indicator.dimension, at: "\(path).dimension", among: Dimension.allCases.map(\.rawValue)
                ))
        }
        if let outcome, let dimension, dimension.outcome != outcome {
            problems.append(
                error(
                    "scorecard-dimension-outcome", "\(path).outcome", indicator.outcome,
                    "\(dimension.rawValue) is a dimension of \(dimension.outcome.code)",
                    "write outcome: \(dimension.outcome.code), or choose another dimension"))
        }
        if indicator.effectiveLevel == nil {
            problems.append(
                unknown(
                    "level", indicator.level ?? "", at: "\(path).level", among: Indicator.Level.allCases.map(\.rawValue)
                ))
        }
        return problems
    }

    private static func sourceProblems(of indicator: Indicator, at path: String) -> [Problem] {
        switch indicator.source {
        case .column(let name):
            if EmployeeMeasure(rawValue: name) != nil { return [] }
            if let refusal = personalTraitProblem(name, at: "\(path).source.column") { return [refusal] }
            return [
                unknown("column", name, at: "\(path).source.column", among: EmployeeMeasure.allCases.map(\.rawValue))
            ]
        case .derived(let name):
            if DerivedValue(rawValue: name) != nil { return [] }
            if let refusal = personalTraitProblem(name, at: "\(path).source.derived") { return [refusal] }
            return [
                unknown(
                    "derived value", name, at: "\(path).source.derived", among: DerivedValue.allCases.map(\.rawValue))
            ]
        case .indicator(let name, _):
            guard name.isEmpty else { return [] }
            return [
                error(
                    "scorecard-source", "\(path).source.indicator", nil, "names no indicator",
                    "write the name that indicators.csv has in its column indicator")
            ]
        }
    }

    /// Age and gender are never scored: people do not differ in worth by them, and the law forbids the distinction.
    private static func personalTraitProblem(_ name: String, at path: String) -> Problem? {
        guard ["birth_date", "birth-date", "age", "gender", "sex"].contains(name.lowercased()) else { return nil }
        return error(
            "scorecard-personal-trait", path, name, "age and gender are never part of a score",
            "remove the indicator; differences by age and gender are shown for groups only")
    }

    private static func normalisationProblems(of indicator: Indicator, at path: String) -> [Problem] {
        switch indicator.normalisation {
        case .goalposts(let low, let high):
            if !low.isFinite || !high.isFinite {
                return [
                    error(
                        "scorecard-goalposts", "\(path).goalposts", "\(low)…\(high)", "are not both numbers",
                        "write two numbers: low counts as 0, high as 100")
                ]
            }
            if low == high {
                return [
                    error(
                        "scorecard-goalposts", "\(path).goalposts", "\(low)…\(high)", "low and high are equal",
                        "write two different numbers: low counts as 0, high as 100; low above high reverses")
                ]
            }
            return []
        case .percentile:
            guard indicator.isContext else { return [] }
            return [
                error(
                    "scorecard-percentile-context", "\(path).percentile", nil,
                    "a value of a unit, establishment or organisation has no rank among people",
                    "use goalposts for it")
            ]
        }
    }

    private static func policyProblems(
        of indicator: Indicator, at path: String, policy: OutcomesPolicy, wellbeingAnswers: Set<String>
    ) -> [Problem] {
        switch indicator.source {
        case .column(EmployeeMeasure.performance.rawValue) where !policy.allowsPerformanceRatings:
            return [
                error(
                    "scorecard-performance", "\(path).source.column", EmployeeMeasure.performance.rawValue,
                    "performance ratings are profiling and off by default",
                    "remove the indicator, or name a lawful basis and an impact assessment for performance ratings")
            ]
        case .indicator(let name, .employee)
        where !policy.allowsIndividualWellbeing
            && (indicator.outcome == Outcome.wellbeing.code || wellbeingAnswers.contains(name)):
            return [
                error(
                    "scorecard-individual-wellbeing", "\(path).source.scope", name,
                    "individuals' wellbeing answers enter only as team values over at least 5 respondents",
                    "write scope: unit, or name a lawful basis and an impact assessment for individual wellbeing answers"
                )
            ]
        default: return []
        }
    }

    static func unknown(_ what: String, _ name: String, at path: String, among candidates: [String]) -> Problem {
        let remedy =
            Suggestion.nearest(to: name, among: candidates).map { "did you mean \($0)?" }
            ?? "write one of: \(candidates.joined(separator: ", "))"
        let code = what.split(separator: " ").joined(separator: "-")
        return error("scorecard-unknown-\(code)", path, name, "there is no \(what) of this name", remedy)
    }

    static func badWeight(_ weight: Double, at path: String) -> Problem {
        error(
            "scorecard-weight", path, "\(weight)", "a weight is 0 or more",
            "write 0 to leave it out, 1 as the usual weight")
    }

    static func error(_ code: String, _ path: String, _ value: String?, _ reason: String, _ remedy: String) -> Problem {
        Problem(.error, code: code, column: path, value: value, reason: reason, remedy: remedy)
    }
}
