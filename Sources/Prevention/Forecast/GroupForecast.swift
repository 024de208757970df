package import Workforce

/// What the draws of one selection group's future say (domain rules §6).
package struct GroupForecast: Equatable, Sendable, Codable {
    /// What it rests on: a plan with exit rates of history or default, or the group's own trend.
    package var basis: ForecastBasis
    /// Expected redundancies within the horizon, in hundredths of people.
    package var expected: Int
    /// In one future of ten there are at most so many, in one of ten more than `high`.
    package var low: Int
    package var high: Int
    /// Share of futures with a surplus within the horizon, in hundredths.
    package var chance: Int
    /// The earliest plausible date: the first by which one future of ten has a surplus.
    package var earliest: CalendarDate?
    /// The first date by which half of the futures have a surplus.
    package var median: CalendarDate?
    /// Indexes into `Workforce.plan` of the rows behind it: those in force that plan less than there is today.
    package var planRows: [Int]
    /// Change of headcount a year by the trend, in thousandths; nil where a plan decides.
    package var trendPerMille: Int?

    package init(
        basis: ForecastBasis, expected: Int, low: Int, high: Int, chance: Int, earliest: CalendarDate?,
        median: CalendarDate?, planRows: [Int], trendPerMille: Int? = nil
    ) {
        self.basis = basis
        self.expected = expected
        self.low = low
        self.high = high
        self.chance = chance
        self.earliest = earliest
        self.median = median
        self.planRows = planRows
        self.trendPerMille = trendPerMille
    }
}
