package import Workforce
package import struct Foundation.Date

/// How long things are kept (configuration key `retention`).
package struct Retention: Sendable {
    /// Snapshots and person-level results dated before this go.
    package var personsBefore: CalendarDate
    /// Deliveries closed before this go.
    package var deliveriesBefore: Date
    /// Of deliveries closed before this the content goes; what became of them stays.
    package var contentsBefore: Date

    /// - Parameter contentsBefore: nil where content goes with its delivery.
    package init(personsBefore: CalendarDate, deliveriesBefore: Date, contentsBefore: Date? = nil) {
        self.personsBefore = personsBefore
        self.deliveriesBefore = deliveriesBefore
        self.contentsBefore = contentsBefore ?? deliveriesBefore
    }
}
