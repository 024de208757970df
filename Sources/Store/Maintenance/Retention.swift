package import Workforce
package import struct Foundation.Date

/// How long things are kept (configuration key `retention`).
package struct Retention: Sendable {
    /// Snapshots and person-level results dated before this go.
    package var personsBefore: CalendarDate
    /// Deliveries closed before this go.
    package var deliveriesBefore: Date

    package init(personsBefore: CalendarDate, deliveriesBefore: Date) {
        self.personsBefore = personsBefore
        self.deliveriesBefore = deliveriesBefore
    }
}
