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
    var leaverBlocks: [Int64]
}

/// What is to be known of a run beside its results.
package struct ScanHeader: Sendable {
    package var kind: ScanRecord.Kind
    package var started: Date
    package var finished: Date
    package var versions: [String: String]
    package var counts: [String: Int]
    package var summary: String
    package var aftercareMonths: Int

    package init(
        kind: ScanRecord.Kind, started: Date, finished: Date, versions: [String: String] = [:],
        counts: [String: Int] = [:], summary: String = "{}", aftercareMonths: Int
    ) {
        self.kind = kind
        self.started = started
        self.finished = finished
        self.versions = versions
        self.counts = counts
        self.summary = summary
        self.aftercareMonths = aftercareMonths
    }
}

/// What storing a run did.
package struct CommittedScan: Equatable, Sendable {
    package var record: ScanRecord
    /// People whose result is another one than before.
    package var changedResults = 0
    /// People who entered each phase, 1 to 4, since the last live run.
    package var entered: [Int] = [0, 0, 0, 0]
}
