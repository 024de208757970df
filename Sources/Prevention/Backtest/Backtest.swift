import Workforce

/// Works out how good forecasts were, with intervals (domain rules §6, backtest).
///
/// People of one selection group share its fate, and so do the same group's forecasts of successive months. The
/// bootstrap therefore draws whole groups, with all their months: intervals from people would be far too narrow.
package struct Backtest: Sendable {
    package var seed: UInt64
    package var draws: Int
    /// What `ForecastPairs` numbers, 0 first.
    package var bases: [String]

    package init(bases: [String] = ["history", "default", "trend"], seed: UInt64 = 1, draws: Int = 1_000) {
        self.bases = bases
        self.seed = seed
        self.draws = draws
    }

    /// - Parameters:
    ///   - pairs: their bases are indexes into `bases`.
    ///   - pieces: into how many the draws are shared out over threads; changes nothing in the result.
    package func result(of pairs: ForecastPairs, pieces: Int = 64) -> BacktestResult {
        let table = ClusterTable(pairs, bases: bases.count)
        let drawn = drawn(from: table, pieces: max(1, pieces))
        var sample = ClusterSample(table, bases: bases.count)
        let once = [Int32](repeating: 1, count: table.clusters)
        let totals = sample.totals(once)
        let values = sample.measures(once)
        let figures = totals.indices.map { place in
            let first = place * BacktestMeasure.count
            return BacktestResult.Figures(
                totals[place], clusters: clusters(of: place, in: table),
                losses: table.leads.count { place == 0 || Int($0.basis) == place - 1 }
            ) { measure in
                estimate(values[first + measure], drawn.map { $0[first + measure] })
            }
        }
        let origins = Set(pairs.origin)
        return BacktestResult(
            seed: seed, draws: draws, level: BacktestResult.level, origins: origins.count,
            firstOrigin: origins.min().map { CalendarDate(dayNumber: $0) },
            lastOrigin: origins.max().map { CalendarDate(dayNumber: $0) }, overall: figures[0],
            byBasis: zip(bases, figures.dropFirst()).map { BacktestResult.OfBasis(basis: $0, figures: $1) })
    }

    /// The measures of every draw.
    private func drawn(from table: ClusterTable, pieces: Int) -> [[Double]] {
        guard table.clusters > 1 else { return [] }
        let chunks = RowChunks.bounds(of: draws, minimum: 1, limit: pieces)
        var drawn: [[Double]] = Array(repeating: [], count: draws)
        drawn.withUnsafeMutableBufferPointer { drawn in
            RowChunks.forEach(chunks) { _, chunk in
                let source = ClusterDraws(seed: seed, clusters: table.clusters)
                var sample = ClusterSample(table, bases: bases.count)
                var weights = [Int32](repeating: 0, count: table.clusters)
                for draw in chunk {
                    source.weights(of: draw, into: &weights)
                    drawn[draw] = sample.measures(weights)
                }
            }
        }
        return drawn
    }

    private func clusters(of place: Int, in table: ClusterTable) -> Int {
        place == 0 ? table.clusters : table.strata.count { Int($0.basis) == place - 1 }
    }

    /// Nil where there is no case. Draws without a case are left out; where they are the most, or all the others say the
    /// same, there is no interval.
    private func estimate(_ value: Double, _ drawn: [Double]) -> BacktestResult.Estimate? {
        guard !value.isNaN else { return nil }
        let sorted = drawn.filter { !$0.isNaN }.sorted()
        guard let first = sorted.first, first < sorted[sorted.count - 1], 2 * sorted.count >= draws else {
            return BacktestResult.Estimate(value: value)
        }
        let tail = (1 - BacktestResult.level) / 2
        return BacktestResult.Estimate(
            value: value, low: Self.nearestRank(tail, of: sorted), high: Self.nearestRank(1 - tail, of: sorted))
    }

    /// The smallest value with at least the share of all up to and with itself.
    private static func nearestRank(_ share: Double, of sorted: [Double]) -> Double {
        // A hair less: 0.975 of 1,000 is the 975th also where the product comes out above it.
        let rank = (share * Double(sorted.count) - 1e-9).rounded(.up)
        return sorted[min(sorted.count, max(1, Int(rank))) - 1]
    }
}

extension BacktestResult.Figures {
    fileprivate init(
        _ totals: ForecastTotals, clusters: Int, losses: Int, estimate: (Int) -> BacktestResult.Estimate?
    ) {
        func of(_ measure: BacktestMeasure) -> BacktestResult.Estimate? { estimate(measure.rawValue) }
        self.init(
            pairs: Int(totals.pairs), events: Int(totals.events), clusters: clusters, flagged: Int(totals.flagged),
            baseRate: of(.baseRate), brier: of(.brier), brierOfBaseRate: of(.brierOfBaseRate),
            brierOfBaseline: of(.brierOfBaseline), skill: of(.skill),
            skillAgainstBaseline: of(.skillAgainstBaseline),
            reliability: (0..<10).map { decile in
                let cell = totals.decile(decile)
                return BacktestResult.Decile(
                    from: Double(decile) / 10, to: Double(decile + 1) / 10, pairs: Int(cell.pairs),
                    events: Int(cell.events), meanForecast: cell.pairs > 0 ? cell.forecast / cell.pairs : nil,
                    observed: estimate(BacktestMeasure.decile + decile))
            }, slope: of(.slope), intercept: of(.intercept), logisticSlope: of(.logisticSlope),
            logisticIntercept: of(.logisticIntercept), precision: of(.precision), recall: of(.recall))
        if let lower = of(.leadLower), let median = of(.leadMedian), let upper = of(.leadUpper) {
            leadTime = BacktestResult.LeadTime(
                losses: losses, lowerQuartile: lower, median: median, upperQuartile: upper)
        }
    }
}
