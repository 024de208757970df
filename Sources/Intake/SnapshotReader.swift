package import Workforce

/// One snapshot of a bundle with what is to be said about it.
package struct ReadSnapshot: Sendable {
    /// Nil when the report refuses it.
    package var snapshot: Snapshot?
    package var report: SnapshotReport
    /// The line in the employees file of each person of the snapshot.
    package var lines: [UInt32] = []
    /// The names of the side files that the bundle holds.
    package var fileOf: [Mapping.Target: String] = [:]
}

/// Reads a bundle through a mapping: from a path to the snapshots it holds, each with its report.
///
/// Decides what the files themselves decide; what only the history and the clock show is left to
/// `Admission.refusals(of:after:newest:)`. Nothing is kept of a bundle here: what an archive unpacked to is gone
/// when `read` returns.
package struct SnapshotReader: Sendable {
    package struct Options: Sendable {
        /// `--as-of`.
        package var asOf: CalendarDate?
        /// Performance ratings are read only where policy names a lawful basis.
        package var allowPerformanceRatings = false
        /// Files that belong to the bundle though they lie elsewhere.
        package var extraFiles: [String] = []
        package var opener = BundleOpener()

        package init() {}
    }

    let mapping: Mapping
    let options: Options

    package init(mapping: Mapping = .canonical, options: Options = Options()) {
        self.mapping = mapping
        self.options = options
    }

    /// Reads the bundle at `path`.
    ///
    /// - Returns: a snapshot for each date, ascending; and before them one report without a snapshot for each employees
    ///   file that is refused. The side files come with every snapshot. Where a file holds several dates, what is wrong
    ///   with its rows stands in the report of the first.
    /// - Throws: `IntakeError` when the mapping contradicts itself, the path is no bundle, or its date is unclear.
    package func read(_ path: String) throws -> [ReadSnapshot] {
        let problems = mapping.validate()
        guard problems.isEmpty else { throw IntakeError(problems) }
        return try options.opener.withBundle(at: path, mapping: mapping, extraFiles: options.extraFiles) { bundle in
            try BundleReading(bundle, mapping: mapping, options: options).snapshots()
        }
    }
}
