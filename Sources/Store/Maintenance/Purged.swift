/// What a purge removed.
package struct Purged: Equatable, Sendable, Codable {
    package var snapshots = 0
    package var scans = 0
    /// Persons of whom nothing is left.
    package var persons = 0
    package var deliveries = 0
    /// Deliveries of which the content went and the evidence stays.
    package var contents = 0

    package init() {}
}
