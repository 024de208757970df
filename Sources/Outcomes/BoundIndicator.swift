import Workforce

/// An indicator of a valid scorecard, tied to the columns and values of one workforce.
struct BoundIndicator {
    enum Values {
        case measure(EmployeeMeasure)
        case derived(DerivedValue)
        /// By row. Single precision keeps seven digits: a score is exact to well under 0.01.
        case people([Float])
        case units(IndicatorValues)
        case establishments(IndicatorValues)
        case organisation(IndicatorValues)
        /// Policy does not allow it: missing for everybody.
        case refused
    }

    /// Position in the scorecard.
    let position: Int
    let dimension: Dimension
    let weight: Double
    let dimensionWeight: Double
    let isContext: Bool
    let normalisation: Indicator.Normalisation
    let values: Values

    /// Writes the values of `rows` as they were measured, NaN where missing.
    func fill(
        _ rows: Range<Int>, of employees: EmployeeColumns, asOf: CalendarDate, into output: UnsafeMutablePointer<Double>
    ) {
        let first = rows.lowerBound
        switch values {
        case .measure(let measure): measure.fill(rows, of: employees, into: output)
        case .derived(let derived): derived.fill(rows, of: employees, asOf: asOf, into: output)
        case .people(let values):
            for row in rows { output[row - first] = Double(values[row]) }
        case .units(let teams):
            for row in rows {
                let unit = employees.unit[row]
                output[row - first] = unit == CodeTable.absent ? .nan : teams.values[Int(unit)]
            }
        case .establishments(let teams):
            for row in rows { output[row - first] = teams.values[Int(employees.establishment[row])] }
        case .organisation(let teams):
            for row in rows { output[row - first] = teams.values[0] }
        case .refused:
            for row in rows { output[row - first] = .nan }
        }
    }

    /// Turns measured values into 0–100 by the goalposts; percentile ranks come from `PercentileRanks`.
    func normalise(_ count: Int, _ output: UnsafeMutablePointer<Double>) {
        guard case .goalposts(let low, let high) = normalisation else { return }
        for index in 0..<count { output[index] = Self.score(output[index], low: low, high: high) }
    }

    /// clamp((x − low)/(high − low), 0, 1) × 100; NaN stays NaN.
    static func score(_ value: Double, low: Double, high: Double) -> Double {
        let share = (value - low) / (high - low)
        return share < 0 ? 0 : share > 1 ? 100 : share * 100
    }
}
