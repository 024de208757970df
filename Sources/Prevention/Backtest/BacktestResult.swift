package import Workforce

/// How forecasts compare with what came of them (domain rules §6, backtest).
package struct BacktestResult: Equatable, Sendable, Codable {
    /// A figure with its interval; without one where resampling shows none (one group, or the same in every draw).
    package struct Estimate: Equatable, Sendable, Codable {
        package var value: Double
        package var low: Double?
        package var high: Double?

        package init(value: Double, low: Double? = nil, high: Double? = nil) {
            self.value = value
            self.low = low
            self.high = high
        }
    }

    /// One line of the reliability table: forecasts from `from` up to, but not with, `to`; the last takes 1 in.
    package struct Decile: Equatable, Sendable, Codable {
        package var from: Double
        package var to: Double
        package var pairs: Int
        package var events: Int
        /// Nil without cases, as the frequency is.
        package var meanForecast: Double?
        package var observed: Estimate?
    }

    /// Days from the first flag to the loss, of the losses that were flagged.
    package struct LeadTime: Equatable, Sendable, Codable {
        package var losses: Int
        package var lowerQuartile: Estimate
        package var median: Estimate
        package var upperQuartile: Estimate
    }

    /// The figures of all pairs, or of those of one basis. What has no case is nil, and is written as absent.
    package struct Figures: Equatable, Sendable, Codable {
        package var pairs: Int
        /// Pairs whose person lost the job.
        package var events: Int
        /// Selection groups that the pairs come from.
        package var clusters: Int
        package var flagged: Int
        /// Events per pair.
        package var baseRate: Estimate?
        /// Mean squared difference of forecast and outcome; 0 is perfect.
        package var brier: Estimate?
        /// That of somebody who knows the base rate of these very pairs and gives it to everybody.
        package var brierOfBaseRate: Estimate?
        /// That of giving everybody in a group its surplus / heads.
        package var brierOfBaseline: Estimate?
        /// 1 − Brier / Brier of the base rate: 1 is perfect, 0 no better, below 0 worse.
        package var skill: Estimate?
        package var skillAgainstBaseline: Estimate?
        /// Ten lines, 0–0.1 first.
        package var reliability: [Decile]
        /// Least squares of the outcome on the forecast, each pair counting once (`CalibrationLine`).
        package var slope: Estimate?
        package var intercept: Estimate?
        /// The same in log odds, without forecasts of exactly 0 or 1 (`LogisticCalibration`).
        package var logisticSlope: Estimate?
        package var logisticIntercept: Estimate?
        /// Of those flagged, the share that lost the job.
        package var precision: Estimate?
        /// Of those who lost the job, the share that was flagged.
        package var recall: Estimate?
        package var leadTime: LeadTime?
    }

    /// The figures of one basis of forecasts.
    package struct OfBasis: Equatable, Sendable, Codable {
        /// `history`, `default` or `trend`, as the backtest was asked.
        package var basis: String
        package var figures: Figures
    }

    /// What the intervals hold: 95 %, from the 2.5th to the 97.5th percentile of the draws by nearest rank.
    package static let level = 0.95

    package var seed: UInt64
    package var draws: Int
    package var level: Double
    /// How many dates forecasts were made on, the first and the last of them.
    package var origins: Int
    package var firstOrigin: CalendarDate?
    package var lastOrigin: CalendarDate?
    package var overall: Figures
    /// Every basis that was asked about, those without cases too.
    package var byBasis: [OfBasis]
}
