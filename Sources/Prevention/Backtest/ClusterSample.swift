/// One sample of clusters, and the figures of each class in it: all pairs first, then every basis by itself.
struct ClusterSample {
    private let table: ClusterTable
    private let bases: Int
    private var byBasis: [ForecastTotals]

    init(_ table: ClusterTable, bases: Int) {
        self.table = table
        self.bases = bases
        byBasis = []
    }

    /// The totals of each class, each cluster as often as its weight says.
    mutating func totals(_ weights: [Int32]) -> [ForecastTotals] {
        byBasis = Array(repeating: ForecastTotals(), count: bases)
        for stratum in table.strata {
            let weight = Double(weights[Int(stratum.cluster)])
            if weight == 0 { continue }
            let basis = Int(stratum.basis)
            byBasis[basis].add(stratum.sums, times: weight)
            for index in stratum.cells { byBasis[basis].add(table.cells[index], times: weight) }
        }
        let all = byBasis.reduce(into: ForecastTotals()) { $0.add($1) }
        return [all] + byBasis
    }

    /// The measures of each class, one class after the other.
    mutating func measures(_ weights: [Int32]) -> [Double] {
        var values = totals(weights).map(BacktestMeasure.values)
        for (index, quartiles) in leads(weights).enumerated() {
            for (measure, days) in zip([BacktestMeasure.leadLower, .leadMedian, .leadUpper], quartiles) {
                values[index][measure.rawValue] = Double(days)
            }
        }
        return Array(values.joined())
    }

    /// Quartiles of the lead times of each class by nearest rank; empty where there are none.
    private func leads(_ weights: [Int32]) -> [[Int32]] {
        var counts = [Int](repeating: 0, count: bases + 1)
        for lead in table.leads {
            let weight = Int(weights[Int(lead.cluster)])
            counts[0] += weight
            counts[Int(lead.basis) + 1] += weight
        }
        var quartiles: [[Int32]] = Array(repeating: [], count: bases + 1)
        var passed = counts.map { _ in 0 }
        for lead in table.leads {
            let weight = Int(weights[Int(lead.cluster)])
            if weight == 0 { continue }
            for place in [0, Int(lead.basis) + 1] {
                passed[place] += weight
                // The quarter'th of a whole is the first with at least a quarter of it up to and with itself.
                while quartiles[place].count < 3, 4 * passed[place] >= (quartiles[place].count + 1) * counts[place] {
                    quartiles[place].append(lead.days)
                }
            }
        }
        return quartiles
    }
}
