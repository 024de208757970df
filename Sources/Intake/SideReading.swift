import Workforce

/// All side files of a bundle, read once for every snapshot in it.
struct SideReading {
    private(set) var files = SideFiles()
    private(set) var fileNames: [String] = []
    /// The file of each kind, the last where there are several.
    private(set) var fileOf: [Mapping.Target: String] = [:]
    private(set) var problems: [Problem] = []
    private(set) var refusals: [Problem] = []

    init(_ files: [(file: BundleFile, mapping: FileMapping)]) {
        for (file, mapping) in files {
            let outcome = SideFileReader().read(file, mapping: mapping, into: &self.files)
            fileNames.append(file.name)
            fileOf[mapping.target] = file.name
            let forbidden = Admission.refusals(
                ofColumns: outcome.header, identifiers: outcome.identifierCounts, dropped: mapping.drop, file: file.name
            )
            refusals += outcome.refusals + forbidden
            problems += outcome.problems.filter { problem in
                problem.code != "unknown-column" || !forbidden.contains { $0.column == problem.column }
            }
            // A repeated plan row says already what is wrong with the file.
            if outcome.refusals.isEmpty {
                refusals += Admission.refusals(ofRows: outcome.rows, rejected: outcome.rejected, file: file.name)
            }
            if mapping.target == .indicators {
                refusals += Admission.refusals(ofIndicators: self.files.indicators ?? [], file: file.name)
            }
        }
    }
}
