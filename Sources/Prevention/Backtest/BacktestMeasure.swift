/// The figures of a backtest that are worked out anew for every draw; their values are not numbers where a draw has no
/// case for them.
enum BacktestMeasure: Int, CaseIterable {
    case baseRate, brier, brierOfBaseRate, brierOfBaseline, skill, skillAgainstBaseline
    case slope, intercept, logisticSlope, logisticIntercept
    case precision, recall
    case leadLower, leadMedian, leadUpper

    /// The observed frequencies of the ten deciles follow after all of these.
    static let decile = allCases.count
    static let count = allCases.count + 10

    /// Everything but the lead times, which are no sums.
    static func values(of totals: ForecastTotals) -> [Double] {
        var values = [Double](repeating: .nan, count: count)
        func set(_ measure: BacktestMeasure, _ value: Double) { values[measure.rawValue] = value }
        guard totals.pairs > 0 else { return values }
        let rate = totals.events / totals.pairs
        // Σ(p − y)² = Σp² − 2Σpy + Σy, since y is 0 or 1.
        let brier = max(0, totals.forecastSquared - 2 * totals.forecastOfEvents + totals.events) / totals.pairs
        let baseline = max(0, totals.baselineSquared - 2 * totals.baselineOfEvents + totals.events) / totals.pairs
        let climate = rate * (1 - rate)
        set(.baseRate, rate)
        set(.brier, brier)
        set(.brierOfBaseRate, climate)
        set(.brierOfBaseline, baseline)
        if climate > 0 { set(.skill, 1 - brier / climate) }
        if baseline > 0 { set(.skillAgainstBaseline, 1 - brier / baseline) }
        if let line = CalibrationLine(totals) {
            set(.slope, line.slope)
            set(.intercept, line.intercept)
        }
        if let curve = LogisticCalibration(totals) {
            set(.logisticSlope, curve.slope)
            set(.logisticIntercept, curve.intercept)
        }
        if totals.flagged > 0 { set(.precision, totals.flaggedEvents / totals.flagged) }
        if totals.events > 0 { set(.recall, totals.flaggedEvents / totals.events) }
        for decile in 0..<10 {
            let cell = totals.decile(decile)
            if cell.pairs > 0 { values[self.decile + decile] = cell.events / cell.pairs }
        }
        return values
    }
}
