/// Counts of attempts and of what became of events, since the process began.
package struct DeliveryTotals: Equatable, Sendable {
    package var attempts = 0
    package var delivered = 0
    package var retrying = 0
    package var parked = 0
    package var exhausted = 0
    package var expired = 0

    static func - (left: DeliveryTotals, right: DeliveryTotals) -> DeliveryTotals {
        DeliveryTotals(
            attempts: left.attempts - right.attempts, delivered: left.delivered - right.delivered,
            retrying: left.retrying - right.retrying, parked: left.parked - right.parked,
            exhausted: left.exhausted - right.exhausted, expired: left.expired - right.expired)
    }
}
