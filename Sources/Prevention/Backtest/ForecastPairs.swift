package import Workforce

/// Forecasts of the past beside what came of them: one pair per person and origin (domain rules §6, backtest).
///
/// Columns, since an employer of 100,000 with two years of snapshots has millions of pairs. Probabilities are kept in
/// hundred-thousandths: whole numbers add up to the same sum in any order, and the hundredths that forecasts are stored
/// in are exact.
package struct ForecastPairs: Equatable, Sendable {
    /// Hundred-thousandths of 1.
    static let unit = 100_000
    /// Where a pair tells of no lead time.
    static let noLead = Int32.min

    private(set) var probability: [Int32] = []
    private(set) var baseline: [Int32] = []
    private(set) var outcome: [Bool] = []
    private(set) var flagged: [Bool] = []
    private(set) var leadDays: [Int32] = []
    private(set) var basis: [UInt8] = []
    private(set) var cluster: [Int32] = []
    private(set) var origin: [Int32] = []

    package var count: Int { outcome.count }

    package init() {}

    package mutating func reserveCapacity(_ count: Int) {
        probability.reserveCapacity(count)
        baseline.reserveCapacity(count)
        outcome.reserveCapacity(count)
        flagged.reserveCapacity(count)
        leadDays.reserveCapacity(count)
        basis.reserveCapacity(count)
        cluster.reserveCapacity(count)
        origin.reserveCapacity(count)
    }

    /// Adds a pair.
    /// - Parameters:
    ///   - probability: the forecast; below 0, or no number, counts as 0, above 1 as 1.
    ///   - baseline: what "everybody in a surplus group alike" would have said: surplus / heads, likewise.
    ///   - outcome: whether the person lost the job within the horizon, by the employer's doing.
    ///   - flagged: whether the forecast warned of it.
    ///   - leadDays: days from the first flag to the loss. Once per loss, on the pair of the first flag: a loss that was
    ///     warned of at ten origins is one lead time and not ten.
    ///   - basis: index into the names that the backtest is asked with.
    ///   - cluster: the selection group, under the same number at every origin.
    ///   - origin: the date of the forecast.
    package mutating func append(
        probability: Double, baseline: Double, outcome: Bool, flagged: Bool, leadDays: Int32? = nil, basis: UInt8,
        cluster: Int32, origin: CalendarDate
    ) {
        self.probability.append(Self.units(probability))
        self.baseline.append(Self.units(baseline))
        self.outcome.append(outcome)
        self.flagged.append(flagged)
        self.leadDays.append(leadDays ?? Self.noLead)
        self.basis.append(basis)
        self.cluster.append(cluster)
        self.origin.append(origin.dayNumber)
    }

    private static func units(_ value: Double) -> Int32 {
        value > 0 ? Int32((min(value, 1) * Double(unit)).rounded()) : 0
    }
}
