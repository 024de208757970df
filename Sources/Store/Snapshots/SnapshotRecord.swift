package import Workforce
package import struct Foundation.Date

/// A person's number in the database: given in order of first appearance, never given again.
package typealias PersonKey = Int64

/// A stored snapshot, without its people.
package struct SnapshotRecord: Equatable, Sendable, Codable {
    package var id: Int64
    package var asOf: CalendarDate
    package var source: String
    package var imported: Date
    /// People listed.
    package var people: Int
    /// Of these, in service at `asOf`.
    package var inService: Int
    /// Of these, seen for the first time when it was stored.
    package var newcomers: Int
}
