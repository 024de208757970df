import Workforce

/// The files of a bundle, each with the mapping that reads it.
struct BundleContents {
    /// Employees files by name; at least one.
    private(set) var employees: [(file: BundleFile, mapping: FileMapping)] = []
    private(set) var sideFiles: [(file: BundleFile, mapping: FileMapping)] = []
    /// Files that nothing reads.
    private(set) var warnings: [Problem] = []

    /// - Throws: `IntakeError` when there is no employees file.
    init(_ bundle: SnapshotBundle, mapping: Mapping) throws {
        let names = BundleNames(mapping)
        for file in bundle.files {
            let mappings = names.mappings(of: file.name)
            for mapping in mappings {
                if mapping.target == .employees {
                    employees.append((file, mapping))
                } else {
                    sideFiles.append((file, mapping))
                }
            }
            if mappings.isEmpty, bundle.form != .file || file.name != bundle.name { warn(file, names) }
        }
        if employees.isEmpty, bundle.form == .file, let file = bundle.files.first(where: { $0.name == bundle.name }),
            names.mappings(of: file.name).isEmpty
        {
            // Whoever names one file means it to be the employees file, whatever it is called.
            let candidates = mapping.files.filter { $0.target == .employees }
            guard candidates.count == 1 else {
                throw IntakeError.noPatternMatches(file.name, patterns: candidates.map(\.pattern))
            }
            employees = [(file, candidates[0])]
        }
        guard employees.isEmpty else { return }
        let found = bundle.files.map(\.name)
        let nearest = found.first { Suggestion.nearest(to: $0, among: ["employees.csv"]) != nil }
        throw IntakeError.noEmployees(bundle.name, found: found, nearest: nearest)
    }

    private mutating func warn(_ file: BundleFile, _ names: BundleNames) {
        let name = file.name.lowercased()
        if name == "trajectories.csv" {
            warnings.append(
                Problem(
                    .warning, code: "file-not-read", file: file.name,
                    reason: "Trajectories are not read from a bundle.",
                    remedy: "Leave the file out; the rest of the bundle is read."))
            return
        }
        // Readme files and the like are nobody's mistake; a table that nobody reads may be.
        guard name.hasSuffix(".csv") || name.hasSuffix(".txt") || name.hasSuffix(".tsv") else { return }
        warnings.append(
            Problem(
                .warning, code: "unknown-file", file: file.name,
                reason: "Neither the bundle's own names nor a pattern of the mapping name this file: it is not read.",
                remedy: (names.nearest(to: file.name).map { "Did you mean `\($0)`? " } ?? "")
                    + "Rename it, or name it in the mapping with `pattern:`."))
    }
}
