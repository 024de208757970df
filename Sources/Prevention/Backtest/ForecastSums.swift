/// What the figures need of some pairs: counts, and sums of forecasts, baselines and their products with outcomes.
///
/// In units of `ForecastPairs.unit`, products in its square; whole numbers, so that their order does not matter.
struct ForecastSums: Equatable {
    var pairs = 0
    var events = 0
    /// Forecasts, their squares, and the forecasts of those whose job was lost.
    var forecast = 0
    var forecastSquared = 0
    var forecastOfEvents = 0
    /// The same of the baseline.
    var baselineSquared = 0
    var baselineOfEvents = 0
    var flagged = 0
    var flaggedEvents = 0

    mutating func add(forecast: Int, baseline: Int, isEvent: Bool, isFlagged: Bool) {
        pairs += 1
        self.forecast += forecast
        forecastSquared += forecast * forecast
        baselineSquared += baseline * baseline
        if isFlagged { flagged += 1 }
        guard isEvent else { return }
        events += 1
        forecastOfEvents += forecast
        baselineOfEvents += baseline
        if isFlagged { flaggedEvents += 1 }
    }
}

/// The pairs of one hundredth of probability: from `percent` to the next, 100 for certainty alone.
struct ForecastCell: Equatable {
    static let count = 101

    var percent: UInt8
    var pairs: Int32 = 0
    var events: Int32 = 0
    /// Sum of the forecasts, in units of `ForecastPairs.unit`.
    var forecast = 0
}
