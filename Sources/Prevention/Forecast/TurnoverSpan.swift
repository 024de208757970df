package import Workforce

/// The time between two consecutive snapshots.
package struct TurnoverSpan: Equatable, Sendable, Codable {
    package var from: CalendarDate
    package var to: CalendarDate

    package init(from: CalendarDate, to: CalendarDate) {
        self.from = from
        self.to = to
    }
}
