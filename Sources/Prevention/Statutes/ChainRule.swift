package import Workforce

/// When successive fixed terms turn into a permanent contract (NL: BW 7:668a).
package struct ChainRule: Equatable, Sendable, Codable, StatuteRule {
    package var from: CalendarDate
    /// More contracts than this turn permanent; snapshots do not tell how many there were.
    package var contracts: Int
    /// A chain longer than so many months turns permanent.
    package var months: Int
    /// A gap of more than so many months ends a chain.
    package var gapMonths: Int
    package var origin: StatuteOrigin

    package init(from: CalendarDate, contracts: Int, months: Int, gapMonths: Int, origin: StatuteOrigin) {
        self.from = from
        self.contracts = contracts
        self.months = months
        self.gapMonths = gapMonths
        self.origin = origin
    }
}
