import DoorstroomConfiguration
import Foundation
import Intake
import Outcomes
import Prevention
import Store
import Workforce

/// Takes a bundle into the history: read, validate, hold against what is there, store. Refused is refused whole: also
/// where only one of several dates in it is.
struct SnapshotImport {
    private let instance: Instance
    private let progress: @Sendable (String) -> Void

    init(_ instance: Instance, progress: @escaping @Sendable (String) -> Void = { _ in }) {
        self.instance = instance
        self.progress = progress
    }

    /// - Parameter adoption: takes the workforce of the last snapshot of the bundle over, for a run that follows at once.
    func run(_ request: ImportRequest, adoption: WorkforceAdoption? = nil) throws -> OperationReply {
        instance.enter(.import)
        let settings = instance.settings
        var options = SnapshotReader.Options()
        options.asOf = request.asOf
        options.allowPerformanceRatings = settings.outcomes.performanceRatings != nil
        let mapping = try mapping(request.mapping, settings: settings)
        progress("reading \(ShownName.short((request.path as NSString).lastPathComponent))")

        var reads = try SnapshotReader(mapping: mapping, options: options).read(request.path)
        try BundleAdmission(instance, request).judge(&reads)
        let (units, country) = (settings.statedUnits, settings.employer.country)
        for index in reads.indices {
            reads[index].report.problems += units.problems(
                in: reads[index].snapshot?.sideFiles.establishments ?? [], employerCountry: country)
        }
        var reply = OperationReply()
        if reads.contains(where: \.report.isRefused) {
            reply.imports = reads.map(\.report)
            reply.error = SnapshotImport.refusal(of: reply.imports)
            if !request.isDryRun { try record(reply.imports) }
        } else if request.isDryRun {
            reply.imports = reads.map(\.report)
        } else {
            reply.imports = try store(&reads, settings: settings, adoption: adoption)
        }
        if adoption == nil, !request.isDryRun { try instance.database.shortenLog() }
        return reply
    }

    private func mapping(_ name: String?, settings: Settings) throws -> Mapping {
        guard let name else { return settings.intake.mapping }
        return try Settings.mapping(named: name, configurationPath: instance.configurationPath).mapping
    }

    /// Stores all snapshots of the bundle, or none.
    ///
    /// - Parameter reads: emptied, since each snapshot is let go once it is stored: a million people are held once, and
    ///   not twice.
    /// - Returns: the reports, with what only storing showed.
    private func store(
        _ reads: inout [ReadSnapshot], settings: Settings, adoption: WorkforceAdoption?
    ) throws -> [SnapshotReport] {
        let rule = LeaverRule(
            policy: settings.prevention, statutes: settings.statutes, employerCountry: settings.employer.country)
        reads.reverse()
        return try instance.database.saveSnapshots(leavers: rule, now: instance.clock.now()) { saving in
            var reports: [SnapshotReport] = []
            while var read = reads.popLast() {
                var report = read.report
                if var snapshot = read.snapshot {
                    read.snapshot = nil
                    progress("storing the snapshot as of \(snapshot.asOf)")
                    _ = try saving.save(&snapshot, adoption: reads.isEmpty ? adoption : nil) { saved in
                        if !saved.otherBirthDates.isEmpty {
                            let lines = saved.otherBirthDates.map { Int(read.lines[Int($0)]) }
                            report.problems.append(.numbersReused(report.files.first, lines: lines))
                        }
                        report.problems += Problem.erased(saved, in: report.files.first)
                        return try SnapshotImport.json(report)
                    }
                }
                reports.append(report)
            }
            return reports
        }
    }

    /// Keeps the reports of what was refused; of the other dates of its bundle nothing is kept either.
    private func record(_ reports: [SnapshotReport]) throws {
        for report in reports where report.isRefused {
            try instance.database.recordRefusal(
                asOf: report.asOf, report: try SnapshotImport.json(report), now: instance.clock.now())
        }
    }

    private static func refusal(of reports: [SnapshotReport]) -> DaemonError {
        let refused = reports.filter(\.isRefused)
        let dates = refused.compactMap { $0.asOf?.description }.joined(separator: ", ")
        return DaemonError(
            .refused, code: "snapshot-refused",
            message: reports.count == 1
                ? "The snapshot was refused; nothing of it was kept."
                : "\(refused.count) of the \(reports.count) snapshots of the bundle \(refused.count == 1 ? "was" : "were") "
                    + "refused\(dates.isEmpty ? "" : " (\(dates))"); nothing was kept of any of them.",
            remedy: "Mend what is listed, or see 'doorstroom import --help' for the options named there.")
    }

    private static func json(_ report: SnapshotReport) throws -> String {
        String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
    }
}

extension Problem {
    /// What a snapshot lists of people who were erased.
    fileprivate static func erased(_ saved: SavedSnapshot, in file: String?) -> [Problem] {
        var problems: [Problem] = []
        if saved.leftOut > 0 {
            problems.append(
                Problem(
                    .warning, code: "erased-left-out", file: file, value: String(saved.leftOut),
                    reason: "It lists people who were erased after its date; they were left out.",
                    remedy: "Nothing is to be done."))
        }
        if saved.returned > 0 {
            problems.append(
                Problem(
                    .warning, code: "erased-listed-again", file: file, value: String(saved.returned),
                    reason: "It lists people who were erased before its date: they are employees again from it on.",
                    remedy: "If they are not, take them out of the export and erase them once more."))
        }
        return problems
    }
}
