import DoorstroomConfiguration
import Foundation
import Intake
import Outcomes
import Prevention
import Store
import Workforce

/// Takes a bundle into the history: read, validate, hold against what is there, store. Refused is refused whole.
struct SnapshotImport {
    private let instance: Instance
    private let progress: @Sendable (String) -> Void

    init(_ instance: Instance, progress: @escaping @Sendable (String) -> Void = { _ in }) {
        self.instance = instance
        self.progress = progress
    }

    func run(_ request: ImportRequest) throws -> OperationReply {
        instance.enter(.import)
        let settings = instance.settings
        var options = SnapshotReader.Options()
        options.asOf = request.asOf
        options.allowPerformanceRatings = settings.outcomes.performanceRatings != nil
        let mapping = try mapping(request.mapping, settings: settings)
        progress("reading \((request.path as NSString).lastPathComponent)")

        var reply = OperationReply()
        for read in try SnapshotReader(mapping: mapping, options: options).read(request.path) {
            var report = read.report
            if let snapshot = read.snapshot {
                report.problems += Admission.warnings(of: snapshot, today: instance.today)
                if snapshot.sideFiles.plan != nil, snapshot.sideFiles.jobs == nil {
                    report.problems += PlanReferences(snapshot, planFile: read.planFile).warnings(
                        jobsInForce: try instance.database.jobsInForce(on: snapshot.asOf))
                }
                report.refusals += try refusals(of: snapshot, request: request)
                if !report.isRefused, !request.isDryRun {
                    progress("storing the snapshot as of \(snapshot.asOf)")
                    report = try store(snapshot, of: read, report: report, settings: settings)
                }
            }
            reply.imports.append(report)
            if report.isRefused {
                if !request.isDryRun {
                    try instance.database.recordRefusal(
                        asOf: report.asOf, report: try SnapshotImport.json(report), now: instance.clock.now())
                }
                reply.error = DaemonError(
                    .refused, code: "snapshot-refused", message: "The snapshot was refused; nothing of it was kept.",
                    remedy: "Mend what is listed, or see 'doorstroom import --help' for the options named there.")
                break
            }
        }
        return reply
    }

    private func mapping(_ name: String?, settings: Settings) throws -> Mapping {
        guard let name else { return settings.intake.mapping }
        return try Settings.mapping(named: name, configurationPath: instance.configurationPath).mapping
    }

    /// - Returns: the report, with what only storing shows.
    private func store(
        _ snapshot: Snapshot, of read: ReadSnapshot, report: SnapshotReport, settings: Settings
    ) throws -> SnapshotReport {
        let leavers = Leavers(policy: settings.prevention, statutes: settings.statutes)
        var report = report
        _ = try instance.database.saveSnapshot(
            snapshot, leavers: LeaverRule(leavers, employerCountry: settings.employer.country),
            now: instance.clock.now()
        ) { saved in
            if !saved.otherBirthDates.isEmpty {
                let lines = saved.otherBirthDates.map { Int(read.lines[Int($0)]) }
                report.problems.append(.numbersReused(report.files.first, lines: lines))
            }
            return try SnapshotImport.json(report)
        }
        return report
    }

    /// Why the history does not take the snapshot.
    private func refusals(of snapshot: Snapshot, request: ImportRequest) throws -> [Problem] {
        let admission = Admission(
            acceptsHeadcountChange: request.acceptsHeadcountChange, allowsBackfill: request.isBackfill)
        let newest = try instance.database.snapshots().last?.asOf
        guard let record = try instance.database.newestSnapshot(onOrBefore: snapshot.asOf.adding(days: -1)) else {
            return admission.refusals(of: snapshot, after: nil, newest: newest, today: instance.today)
        }
        var previous = PreviousSnapshot(asOf: record.asOf, headcount: record.inService, expectedDepartures: 0)
        let refusals = admission.refusals(of: snapshot, after: previous, newest: newest, today: instance.today)
        // Who was expected to go is worth finding out only where the headcount moved at all.
        guard refusals.contains(where: { $0.code == "headcount-moved" }) else { return refusals }
        previous.expectedDepartures = try departures(after: record.asOf, until: snapshot.asOf)
        return admission.refusals(of: snapshot, after: previous, newest: newest, today: instance.today)
    }

    /// People in service at the former snapshot of whom it was known that they would leave by the new one: exit dates,
    /// notices, ending contracts, closures of the plan.
    private func departures(after former: CalendarDate, until date: CalendarDate) throws -> Int {
        let settings = instance.settings
        let workforce = try instance.database.loadWorkforce(
            asOf: former, employerCountry: settings.employer.country,
            aftercareMonths: settings.prevention.aftercareMonths
        ).workforce
        let result = PreventionEngine(policy: settings.prevention, statutes: settings.statutes).assess(workforce)
        let people = workforce.employees
        return (0..<people.count).count { row in
            guard people.isInService(row, at: former) else { return false }
            let known = [people.exitDate[row], result.phase[row] > 1 ? result.expectedExit[row] : nil]
            return known.contains { $0.map { $0 <= date } ?? false }
        }
    }

    private static func json(_ report: SnapshotReport) throws -> String {
        String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
    }
}
