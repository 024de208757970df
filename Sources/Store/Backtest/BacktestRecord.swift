package import Prevention
package import Workforce
package import struct Foundation.Date

/// A backtest as it is kept: figures about groups of people, and of nobody (domain rules §6).
package struct BacktestRecord: Equatable, Sendable, Codable {
    package var made: Date
    /// The newest snapshot that it knew.
    package var snapshotDate: CalendarDate
    /// How far ahead the forecasts looked, in months.
    package var horizonMonths: Int
    package var result: BacktestResult

    package init(made: Date, snapshotDate: CalendarDate, horizonMonths: Int, result: BacktestResult) {
        self.made = made
        self.snapshotDate = snapshotDate
        self.horizonMonths = horizonMonths
        self.result = result
    }
}
