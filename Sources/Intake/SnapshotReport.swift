package import Workforce

/// What became of one bundle: how many rows, which were left out and why, whether it was refused as a whole.
package struct SnapshotReport: Sendable, Codable {
    package var asOf: CalendarDate?
    /// What said so: `snapshot.yaml`, `--as-of`, a name, or a column of the file.
    package var asOfOrigin: String?
    package var source: String
    /// Names of the files that were read.
    package var files: [String] = []
    /// Rows read of the employees file, header not counted. A file of several dates counts all its rows for each.
    package var rows = 0
    /// People after merging.
    package var people = 0
    package var rejected = 0
    package var filtered = 0
    package var merged = 0
    /// Rejected rows and warnings; at most 10,000 of each code are kept, `suppressed` counts the rest.
    package var problems: [Problem] = []
    package var suppressed = 0
    /// Why the snapshot as a whole was refused; empty when it was not.
    package var refusals: [Problem] = []

    package init(source: String) { self.source = source }

    /// The report of a bundle that could not even be opened.
    package init(source: String, refusedBy error: IntakeError) {
        self.source = source
        refusals = error.problems
    }

    package var isRefused: Bool { !refusals.isEmpty }
}
