package import struct Foundation.Date

/// What is to be known of a run beside its results.
package struct ScanHeader: Sendable {
    package var kind: ScanRecord.Kind
    package var started: Date
    /// When the results were known; what concludes the run may put a later end in its place.
    package var finished: Date
    package var versions: [String: String]
    package var counts: [String: Int]
    package var summary: String
    package var aftercareMonths: Int
    /// What the results follow from beside the workforce; nil is what runs before the table of rulebooks have.
    package var rulebook: Rulebook?

    package init(
        kind: ScanRecord.Kind, started: Date, finished: Date, versions: [String: String] = [:],
        counts: [String: Int] = [:], summary: String = "{}", aftercareMonths: Int,
        rulebook: Rulebook? = nil
    ) {
        self.kind = kind
        self.started = started
        self.finished = finished
        self.versions = versions
        self.counts = counts
        self.summary = summary
        self.aftercareMonths = aftercareMonths
        self.rulebook = rulebook
    }
}
