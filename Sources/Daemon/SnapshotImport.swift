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

    /// - Parameter adoption: takes the workforce of the last snapshot of the bundle over, for a run that follows at once.
    func run(_ request: ImportRequest, adoption: WorkforceAdoption? = nil) throws -> OperationReply {
        instance.enter(.import)
        let settings = instance.settings
        var options = SnapshotReader.Options()
        options.asOf = request.asOf
        options.allowPerformanceRatings = settings.outcomes.performanceRatings != nil
        let mapping = try mapping(request.mapping, settings: settings)
        progress("reading \((request.path as NSString).lastPathComponent)")

        var reply = OperationReply()
        // Each snapshot is let go once it is stored: a million people are held once, and not twice.
        var reads = Array(try SnapshotReader(mapping: mapping, options: options).read(request.path).reversed())
        while var read = reads.popLast() {
            var report = read.report
            if var snapshot = read.snapshot {
                read.snapshot = nil
                report.problems += Admission.warnings(of: snapshot, today: instance.today)
                if snapshot.sideFiles.plan != nil, snapshot.sideFiles.jobs == nil {
                    report.problems += PlanReferences(snapshot, planFile: read.planFile).warnings(
                        jobsInForce: try instance.database.jobsInForce(on: snapshot.asOf))
                }
                report.refusals += try refusals(of: snapshot, request: request)
                if !report.isRefused, !request.isDryRun {
                    progress("storing the snapshot as of \(snapshot.asOf)")
                    try store(
                        &snapshot, lines: read.lines, report: &report, settings: settings,
                        adoption: reads.isEmpty ? adoption : nil)
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
        if adoption == nil, !request.isDryRun { try instance.database.emptyLog() }
        return reply
    }

    private func mapping(_ name: String?, settings: Settings) throws -> Mapping {
        guard let name else { return settings.intake.mapping }
        return try Settings.mapping(named: name, configurationPath: instance.configurationPath).mapping
    }

    /// - Parameters:
    ///   - lines: of each row the line of the file.
    ///   - report: gets what only storing shows.
    private func store(
        _ snapshot: inout Snapshot, lines: [UInt32], report: inout SnapshotReport, settings: Settings,
        adoption: WorkforceAdoption?
    ) throws {
        let leavers = Leavers(policy: settings.prevention, statutes: settings.statutes)
        _ = try instance.database.saveSnapshot(
            &snapshot, leavers: LeaverRule(leavers, employerCountry: settings.employer.country),
            now: instance.clock.now(), adoption: adoption
        ) { saved in
            if !saved.otherBirthDates.isEmpty {
                report.problems.append(
                    .numbersReused(report.files.first, lines: saved.otherBirthDates.map { Int(lines[Int($0)]) }))
            }
            return try SnapshotImport.json(report)
        }
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
