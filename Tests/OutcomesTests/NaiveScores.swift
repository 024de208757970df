import Outcomes
import Workforce

/// Domain rules §7 written down a second time, person by person and as plainly as possible, to hold the engine against.
struct NaiveScores {
    let scorecard: Scorecard
    let workforce: Workforce
    private var rows: [EmployeeRow] = []

    init(_ scorecard: Scorecard, _ workforce: Workforce) {
        self.scorecard = scorecard
        self.workforce = workforce
        rows = (0..<workforce.employees.count).map { workforce.employees.row($0) }
    }

    struct Person {
        var score: Double?
        var groupValue: Double?
        var coverage: Double
    }

    func isInService(_ row: EmployeeRow) -> Bool {
        row.hireDate <= workforce.asOf && (row.exitDate.map { $0 > workforce.asOf } ?? true)
    }

    func jobGroup(_ row: EmployeeRow) -> String {
        workforce.jobs.last { $0.job == row.job }?.jobGroup ?? row.job
    }

    func person(_ number: Int, _ outcome: Outcome) -> Person {
        let row = rows[number]
        guard isInService(row) else { return Person(coverage: 0) }
        let mine = scorecard.indicators.filter { Dimension(rawValue: $0.dimension)!.outcome == outcome }
        let values = mine.map { value($0, row) }
        func weight(_ dimension: String) -> Double { scorecard.dimensionWeights[dimension] ?? 1 }
        func shares(_ isPresent: [Bool]) -> [Double] {
            var sums: [String: Double] = [:]
            for (indicator, present) in zip(mine, isPresent) where present {
                sums[indicator.dimension, default: 0] += indicator.weight
            }
            let total = sums.filter { $0.value > 0 }.keys.map(weight).reduce(0, +)
            return zip(mine, isPresent).map { indicator, present in
                guard present, let sum = sums[indicator.dimension], sum > 0, total > 0 else { return 0 }
                return indicator.weight / sum * weight(indicator.dimension) / total
            }
        }
        let full = shares(mine.map { _ in true })
        let isPresent = values.map { $0 != nil }
        let all = full.reduce(0, +)
        let coverage = all == 0 ? 0 : zip(full, isPresent).map { $1 ? $0 : 0 }.reduce(0, +) / all
        let own = mine.indices.filter { !mine[$0].isContext }
        let ownAll = own.map { full[$0] }.reduce(0, +)
        let ownCoverage = ownAll == 0 ? 0 : own.map { isPresent[$0] ? full[$0] : 0 }.reduce(0, +) / ownAll
        guard coverage > 0.499_999 else { return Person(coverage: coverage) }
        var share = shares(isPresent)
        let hasScore = ownCoverage > 0.499_999
        if hasScore {
            let context = mine.indices.filter { mine[$0].isContext }.map { share[$0] }.reduce(0, +)
            if context > 0.5 {
                for place in mine.indices {
                    share[place] *= mine[place].isContext ? 0.5 / context : 0.5 / (1 - context)
                }
            }
        }
        let sum = mine.indices.map { share[$0] * (values[$0] ?? 0) }.reduce(0, +)
        return Person(score: hasScore ? sum : nil, groupValue: sum, coverage: coverage)
    }

    /// FTE-weighted mean over those who `belong`, by outcome; nil under five people.
    func aggregate(_ belong: (EmployeeRow) -> Bool) -> (people: Int?, scores: [Double?]) {
        let members = rows.indices.filter { isInService(rows[$0]) && rows[$0].centiFTE > 0 && belong(rows[$0]) }
        if members.count < 5 { return (nil, [nil, nil, nil]) }
        return (
            members.count,
            Outcome.allCases.map { outcome in
                let values = members.compactMap { number in
                    person(number, outcome).groupValue.map { (value: $0, fte: Double(rows[number].centiFTE)) }
                }
                if values.count < 5 { return nil }
                return values.map { $0.value * $0.fte }.reduce(0, +) / values.map(\.fte).reduce(0, +)
            }
        )
    }

    private func value(_ indicator: Indicator, _ row: EmployeeRow) -> Double? {
        guard let measured = measured(indicator, row) else { return nil }
        switch indicator.normalisation {
        case .goalposts(let low, let high): return min(max((measured - low) / (high - low), 0), 1) * 100
        case .percentile(let reversed):
            let peers = rows.filter { isInService($0) && jobGroup($0) == jobGroup(row) }
                .compactMap { self.measured(indicator, $0) }
            if peers.count < 5 { return nil }
            let below = peers.filter { reversed ? $0 > measured : $0 < measured }.count
            let equal = peers.filter { $0 == measured }.count
            return (Double(below) + 0.5 * Double(equal)) / Double(peers.count) * 100
        }
    }

    private func measured(_ indicator: Indicator, _ row: EmployeeRow) -> Double? {
        func years(_ since: CalendarDate) -> Double {
            max(0, Double(workforce.asOf.dayNumber - since.dayNumber) / 365.2425)
        }
        let fte = Double(row.centiFTE) / 100
        switch indicator.source {
        case .column("fte"): return fte
        case .column("monthly_salary"): return row.monthlySalary.map { Double($0) / 100 }
        case .column("training_hours_12m"), .derived("training-hours"):
            return row.trainingHours.map { Double($0) / 100 }
        case .column("performance"): return row.performance.map { Double($0) / 100 }
        case .derived("years-in-job"): return years(row.jobSince ?? row.serviceSince)
        case .derived("years-of-service"): return years(row.serviceSince)
        case .derived("training-hours-per-fte"): return fte > 0 ? row.trainingHours.map { Double($0) / 100 / fte } : nil
        case .derived("number-of-skills"): return row.skills.isEmpty ? nil : Double(row.skills.count)
        case .derived("full-time-salary"): return fte > 0 ? row.monthlySalary.map { Double($0) / 100 / fte } : nil
        case .derived("contract-security"):
            let renewed = row.renewal == .yes
            switch row.contract {
            case .permanent: return 100
            case .fixedTerm, .apprentice: return renewed ? 75 : 50
            case .onCall, .agency: return renewed ? 50 : 25
            case .contractor: return nil
            }
        case .indicator(let name, let scope):
            let code: String
            switch scope {
            case .employee: code = row.id
            case .unit:
                guard let unit = row.unit else { return nil }
                code = unit
            case .establishment: code = row.establishment
            case .organisation: code = "*"
            }
            let found = workforce.indicators.filter {
                $0.indicator == name && $0.scope == scope && (scope == .organisation || $0.code == code)
                    && ($0.date.map { $0 <= workforce.asOf } ?? true)
            }
            var newest: IndicatorRow?
            for row in found where newest == nil || (row.date?.dayNumber ?? .min) >= (newest!.date?.dayNumber ?? .min) {
                newest = row
            }
            guard let newest else { return nil }
            if scope == .employee { return newest.value }
            let isWellbeing = indicator.outcome == "wellbeing"
            if (newest.respondents ?? (isWellbeing ? 0 : 5)) < 5 { return nil }
            return newest.value
        default: return nil
        }
    }
}
