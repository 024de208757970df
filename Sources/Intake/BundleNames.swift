import Workforce

/// Which file names a bundle may hold, and what each is for, under one mapping.
struct BundleNames: Sendable {
    /// Names of the interface that no mapping needs to name; trajectories are recorded elsewhere for now.
    static let canonical = Mapping.Target.allCases.map { $0.rawValue + ".csv" } + ["trajectories.csv"]

    private let mapping: Mapping
    private let patterns: [(pattern: FileNamePattern, index: Int)]

    init(_ mapping: Mapping) {
        self.mapping = mapping
        patterns = mapping.files.enumerated().map { (FileNamePattern($1.pattern), $0) }
    }

    /// Files that operating systems and spreadsheets leave behind by themselves: nobody's, and never read.
    static func isClutter(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasPrefix("~$") || ["thumbs.db", "desktop.ini"].contains(name.lowercased())
    }

    func isKnown(_ name: String) -> Bool {
        name == SnapshotManifest.fileName || BundleNames.canonical.contains(name.lowercased())
            || patterns.contains { $0.pattern.matches(name) }
    }

    /// The file mappings that read this file, at most one for each target: those that name it exactly, or else the
    /// first wildcard of each target. A side file by its canonical name, of which the mapping says nothing, is canonical:
    /// a plan is often written by hand beside an export.
    func mappings(of name: String) -> [FileMapping] {
        let matching = patterns.filter { $0.pattern.matches(name) }
        if matching.isEmpty {
            return Mapping.canonical.files.filter { file in
                file.pattern == name.lowercased() && !mapping.files.contains { $0.target == file.target }
            }
        }
        let exact = matching.filter { !$0.pattern.hasWildcard }
        var targets: Set<Mapping.Target> = []
        return (exact.isEmpty ? matching : exact).map { mapping.files[$0.index] }
            .filter { targets.insert($0.target).inserted }
    }

    /// Files that stand beside a single employees file and belong to it: side files of a fixed name, where the
    /// employees pattern is a wildcard, so that the mapping describes a folder of many snapshots and not one bundle.
    var companions: [FileNamePattern] {
        let dated = patterns.contains { mapping.files[$0.index].target == .employees && $0.pattern.hasWildcard }
        guard dated else { return [] }
        return patterns.filter { mapping.files[$0.index].target != .employees && !$0.pattern.hasWildcard }.map(
            \.pattern)
    }

    /// A known name that a person may have meant by this one.
    func nearest(to name: String) -> String? {
        Suggestion.nearest(
            to: name, among: BundleNames.canonical + [SnapshotManifest.fileName] + mapping.files.map(\.pattern))
    }
}
