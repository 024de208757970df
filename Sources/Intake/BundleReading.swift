import Workforce

/// One reading of one opened bundle.
struct BundleReading {
    private let bundle: SnapshotBundle
    private let options: SnapshotReader.Options
    private let contents: BundleContents
    /// Read while the employees are.
    private let sideReading: Pending<SideReading>

    private var side: SideReading { sideReading.wait() }

    init(_ bundle: SnapshotBundle, mapping: Mapping, options: SnapshotReader.Options) throws {
        self.bundle = bundle
        self.options = options
        contents = try BundleContents(bundle, mapping: mapping)
        sideReading = Pending { [files = contents.sideFiles] in SideReading(files) }
    }

    func snapshots() throws -> [ReadSnapshot] {
        // An unpacked bundle goes when this returns: nothing may still be reading then.
        defer { sideReading.finish() }
        var results: [ReadSnapshot] = []
        for (file, mapping) in contents.employees {
            results += try read(file, mapping)
        }
        return refusingRepeatedDates(results).sorted { left, right in
            guard let leftDate = left.snapshot?.asOf, let rightDate = right.snapshot?.asOf else {
                return left.snapshot == nil && right.snapshot != nil
            }
            return leftDate < rightDate
        }
    }

    /// Everything that one employees file gives.
    private func read(_ file: BundleFile, _ mapping: FileMapping) throws -> [ReadSnapshot] {
        let names = [file.name] + bundle.datedNames.filter { $0 != file.name }
        let resolution = try AsOfResolution(
            manifest: bundle.manifest?.asOf, override: options.asOf, names: names)
        if mapping.asOf == nil, resolution.stated == nil { throw AsOfResolution.missing(bundle.name) }

        var reader = EmployeeReader.Options()
        reader.allowPerformanceRatings = options.allowPerformanceRatings
        let reading = EmployeeReader(
            mapping: mapping, file: file.name, bundleAsOf: resolution.stated?.date, options: reader
        ).read(path: file.path)

        var report = report(of: reading, file: file)
        report.problems += EmployeeFindings(reading, mapping: mapping, file: file).warnings(options)
        report.refusals += EmployeeFindings(reading, mapping: mapping, file: file).refusals()
        report.refusals += side.refusals
        if mapping.asOf != nil {
            try resolution.check(
                rows: Set(reading.readings.map(\.asOf)), source: "`asOf` of the mapping, in \(file.name),")
        }
        report.asOfOrigin = mapping.asOf.map(BundleReading.origin) ?? resolution.stated?.origin
        if report.isRefused {
            report.asOf = reading.readings.last?.asOf ?? resolution.stated?.date
            return [ReadSnapshot(snapshot: nil, report: report)]
        }
        return reading.readings.enumerated().map { index, dated in
            self.snapshot(dated, report, isFirst: index == 0)
        }
    }

    private func snapshot(_ dated: EmployeeReading.Dated, _ report: SnapshotReport, isFirst: Bool) -> ReadSnapshot {
        var report = report
        report.asOf = dated.asOf
        report.people = dated.employees.count
        if !isFirst {
            report.problems = []
            report.suppressed = 0
        }
        var snapshot = Snapshot(
            asOf: dated.asOf, source: report.source, employees: dated.employees, sideFiles: side.files)
        snapshot.filtered = dated.filtered
        if isFirst {
            report.problems += PlanReferences(snapshot, planFile: side.fileOf[.plan]).warnings()
            report.problems += InternshipReferences(snapshot, file: side.fileOf[.internships]).warnings()
        }
        return ReadSnapshot(snapshot: snapshot, report: report, lines: dated.lines, fileOf: side.fileOf)
    }

    private func report(of reading: EmployeeReading, file: BundleFile) -> SnapshotReport {
        var report = SnapshotReport(source: bundle.manifest?.source ?? bundle.name)
        report.files = [file.name] + side.fileNames
        report.rows = reading.rows
        report.people = reading.people
        report.rejected = reading.rejected
        report.filtered = reading.filtered
        report.merged = reading.merged
        report.problems = contents.warnings + reading.problems + side.problems
        report.suppressed = reading.suppressed
        return report
    }

    /// Two files of one date would each replace the other.
    private func refusingRepeatedDates(_ results: [ReadSnapshot]) -> [ReadSnapshot] {
        var counts: [CalendarDate: Int] = [:]
        for case let date? in results.map(\.snapshot?.asOf) { counts[date, default: 0] += 1 }
        return results.map { result in
            guard let date = result.snapshot?.asOf, counts[date, default: 0] > 1 else { return result }
            var refused = result
            refused.snapshot = nil
            refused.report.refusals.append(.dateTwice(result.report.files.first ?? bundle.name, date))
            return refused
        }
    }

    private static func origin(_ asOf: AsOfSource) -> String {
        switch asOf {
        case .column(let name, _): "the column `\(name)`"
        case .yearEnd(let name): "the year in the column `\(name)`, taken as its last day"
        case .constant: "`asOf` in the mapping"
        }
    }
}
