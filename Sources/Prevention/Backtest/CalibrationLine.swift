/// The straight line through outcomes (0 or 1) over forecast probabilities, by least squares with every pair counting
/// once: the reliability slope. 1 with an intercept of 0 is calibrated; below 1 forecasts differ more than outcomes do.
struct CalibrationLine {
    let slope: Double
    let intercept: Double

    /// Nil where all forecasts are the same.
    init?(_ totals: ForecastTotals) {
        guard totals.pairs > 0 else { return nil }
        let mean = totals.forecast / totals.pairs
        let rate = totals.events / totals.pairs
        let variance = totals.forecastSquared / totals.pairs - mean * mean
        // Equal forecasts leave rounding errors only; two that differ by a hundred-thousandth leave more, unless one of
        // them is rarer than any employer is large.
        guard variance > 1e-18 + 1e-13 * mean * mean else { return nil }
        slope = (totals.forecastOfEvents / totals.pairs - mean * rate) / variance
        intercept = rate - slope * mean
    }
}
