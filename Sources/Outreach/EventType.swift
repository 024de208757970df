/// The event types that partners receive (delivery rules, catalogue); the raw value is the type without its prefix,
/// and the name of its schema.
package enum EventType: String, Sendable, Codable, CaseIterable {
    case alertRaised = "redundancies.alert-raised.v1"
    case alertChanged = "redundancies.alert-changed.v1"
    case alertWithdrawn = "redundancies.alert-withdrawn.v1"
    case offerPublished = "internships.offer-published.v1"
    case offerChanged = "internships.offer-changed.v1"
    case offerWithdrawn = "internships.offer-withdrawn.v1"
    case crisisOpened = "crises.opened.v1"
    case crisisClosed = "crises.closed.v1"
    case candidateIntroduced = "candidates.introduced.v1"
    case candidateWithdrawn = "candidates.withdrawn.v1"
    case ping = "partners.ping.v1"
}
