/// People in phases 2–4 of whom no cell tells, with the reason: for listings inside (domain rules §10).
///
/// Stored with the scan, the whole set replaced each night.
package struct WithheldGroup: Equatable, Sendable, Codable {
    package enum Reason: String, Sendable, Codable {
        /// Fewer than the outward minimum, even at "all".
        case belowMinimum = "below-minimum"
        /// At least the minimum, but a pool that was not published before must reach minimum + 5.
        case belowMinimumPlusFive = "below-minimum-plus-five"
        /// Flagged, or moved to where they are, since people were last counted for partners.
        case betweenCounts = "between-counts"
        /// Gone within the year from a published cell to another occupation or region.
        case moved
        /// The establishment has no labour-market region.
        case regionMissing = "region-missing"
    }

    /// Region is empty where it is missing.
    package var partition: CellPartition
    package var reason: Reason
    /// The store's integer keys of the people, ascending.
    package var people: [Int64]

    package init(partition: CellPartition, reason: Reason, people: [Int64]) {
        self.partition = partition
        self.reason = reason
        self.people = people
    }
}
