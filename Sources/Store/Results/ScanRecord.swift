package import Prevention
package import Workforce
package import struct Foundation.Date

/// One run, without its results.
package struct ScanRecord: Equatable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable {
        case live
        /// Of a date before the last live run: kept apart, nothing outward.
        case replay
    }

    package var id: Int64
    package var asOf: CalendarDate
    package var kind: Kind
    package var started: Date
    package var finished: Date
    /// The snapshot it ran on.
    package var snapshot: Int64
    /// Versions of policy, statutes and scorecard, by name.
    package var versions: [String: String]
    /// What it counted, by name.
    package var counts: [String: Int]
    /// The scan's summary as JSON, as the caller wrote it.
    package var summary: String
    package var aftercareMonths: Int
    /// What its probabilities rest on; nil where it has none (domain rules §6).
    package var forecast: ForecastGrounds?
    /// The stored rulebook under which it ran; nil for runs of versions that kept none.
    package internal(set) var rulebook: Int64?
    var leaverBlocks: [Int64]
}
