import Workforce

/// What is to be said of an employees file beside its rows.
struct EmployeeFindings {
    private let reading: EmployeeReading
    private let mapping: FileMapping
    private let file: BundleFile

    init(_ reading: EmployeeReading, mapping: FileMapping, file: BundleFile) {
        (self.reading, self.mapping, self.file) = (reading, mapping, file)
    }

    /// Why the file is refused as a whole (interface: "Validation").
    func refusals() -> [Problem] {
        var refusals = Problem.missingColumns(
            reading.refusals, header: reading.header, mapping: mapping, file: file.name)
        refusals += Admission.refusals(
            ofColumns: reading.header, identifiers: reading.identifierCounts, dropped: mapping.drop, file: file.name)
        guard reading.refusals.isEmpty else { return refusals }
        refusals += Admission.refusals(
            ofRows: reading.rows - reading.filtered, rejected: reading.rejected, file: file.name)
        if refusals.isEmpty, reading.people == 0 { refusals.append(.noPeople(file.name, filtered: reading.filtered)) }
        return refusals
    }

    func warnings(_ options: SnapshotReader.Options) -> [Problem] {
        let refused = Set(refusals().compactMap(\.column))
        var warnings = Problem.unknownColumns(in: reading.header, mapping: mapping, file: file.name)
            .filter { $0.column.map(refused.contains) != true }
        let performance = EmployeeField.performance.rawValue
        let hasRatings =
            mapping.columns[performance] != nil || mapping.passThrough && reading.header.contains(performance)
        if hasRatings, !options.allowPerformanceRatings { warnings.append(.ratingsNotRead(file.name)) }
        if reading.healthReasons > 0 { warnings.append(.healthReasons(file.name, count: reading.healthReasons)) }
        return warnings
    }
}
