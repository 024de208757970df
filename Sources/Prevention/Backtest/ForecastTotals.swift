/// Sums over the clusters of one draw, each as often as it was drawn.
///
/// Doubles, added in the order of the clusters: a draw comes out the same wherever it is made.
struct ForecastTotals {
    struct Cell {
        var pairs = 0.0
        var events = 0.0
        /// Sum of the forecasts, 0 to 1.
        var forecast = 0.0
    }

    var pairs = 0.0
    var events = 0.0
    var forecast = 0.0
    var forecastSquared = 0.0
    var forecastOfEvents = 0.0
    var baselineSquared = 0.0
    var baselineOfEvents = 0.0
    var flagged = 0.0
    var flaggedEvents = 0.0
    /// By hundredths of probability.
    var cells = [Cell](repeating: Cell(), count: ForecastCell.count)

    mutating func add(_ sums: ForecastSums, times weight: Double) {
        let unit = weight / Double(ForecastPairs.unit)
        let square = unit / Double(ForecastPairs.unit)
        pairs += weight * Double(sums.pairs)
        events += weight * Double(sums.events)
        forecast += unit * Double(sums.forecast)
        forecastSquared += square * Double(sums.forecastSquared)
        forecastOfEvents += unit * Double(sums.forecastOfEvents)
        baselineSquared += square * Double(sums.baselineSquared)
        baselineOfEvents += unit * Double(sums.baselineOfEvents)
        flagged += weight * Double(sums.flagged)
        flaggedEvents += weight * Double(sums.flaggedEvents)
    }

    mutating func add(_ cell: ForecastCell, times weight: Double) {
        let index = Int(cell.percent)
        cells[index].pairs += weight * Double(cell.pairs)
        cells[index].events += weight * Double(cell.events)
        cells[index].forecast += weight / Double(ForecastPairs.unit) * Double(cell.forecast)
    }

    mutating func add(_ other: ForecastTotals) {
        pairs += other.pairs
        events += other.events
        forecast += other.forecast
        forecastSquared += other.forecastSquared
        forecastOfEvents += other.forecastOfEvents
        baselineSquared += other.baselineSquared
        baselineOfEvents += other.baselineOfEvents
        flagged += other.flagged
        flaggedEvents += other.flaggedEvents
        for index in cells.indices {
            cells[index].pairs += other.cells[index].pairs
            cells[index].events += other.cells[index].events
            cells[index].forecast += other.cells[index].forecast
        }
    }

    /// The pairs of a tenth of probability, 1 belonging to the last.
    func decile(_ decile: Int) -> Cell {
        let end = decile == 9 ? ForecastCell.count : decile * 10 + 10
        return cells[decile * 10..<end].reduce(into: Cell()) {
            $0.pairs += $1.pairs
            $0.events += $1.events
            $0.forecast += $1.forecast
        }
    }
}
