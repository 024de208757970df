import DoorstroomConfiguration
import Intake
import Prevention
import Store
import Workforce

/// Whether the history takes the snapshots of a bundle: all of them or none, decided before the first is stored.
///
/// Each is held against the one before its date, which may stand in the history or in the bundle itself.
struct BundleAdmission {
    private let instance: Instance
    private let request: ImportRequest

    init(_ instance: Instance, _ request: ImportRequest) {
        self.instance = instance
        self.request = request
    }

    /// Adds to each report what the history has to say of its snapshot: warnings, and why it is refused.
    ///
    /// - Parameter reads: by date, as they were read.
    func judge(_ reads: inout [ReadSnapshot]) throws {
        var former: Snapshot?
        for index in reads.indices {
            guard let snapshot = reads[index].snapshot else { continue }
            reads[index].report.problems += Admission.warnings(of: snapshot, today: instance.today)
            reads[index].report.problems += try unknownJobs(of: snapshot, files: reads[index].fileOf)
            reads[index].report.refusals += try refusals(of: snapshot, after: former)
            former = snapshot
        }
    }

    /// What a bundle without jobs.csv names, and neither the jobs in force nor the people have.
    private func unknownJobs(of snapshot: Snapshot, files: [Mapping.Target: String]) throws -> [Problem] {
        let side = snapshot.sideFiles
        guard side.jobs == nil, side.plan != nil || side.internships != nil else { return [] }
        let jobs = try instance.database.sideFilesInForce(on: snapshot.asOf).jobs ?? []
        return PlanReferences(snapshot, planFile: files[.plan]).warnings(jobsInForce: jobs)
            + InternshipReferences(snapshot, file: files[.internships]).warnings(jobsInForce: jobs)
    }

    /// - Parameter sibling: the snapshot before it in the bundle.
    private func refusals(of snapshot: Snapshot, after sibling: Snapshot?) throws -> [Problem] {
        let admission = Admission(
            acceptsHeadcountChange: request.acceptsHeadcountChange, allowsBackfill: request.isBackfill)
        let database = instance.database
        // A slip in a date must not keep out every regular snapshot until that date has come.
        let newest =
            snapshot.asOf > instance.today
            ? try database.snapshots().last?.asOf : try database.newestSnapshot(onOrBefore: instance.today)?.asOf
        let record = try database.newestSnapshot(onOrBefore: snapshot.asOf.adding(days: -1))
        // One of the same date in the history is about to be replaced.
        let sibling = sibling.flatMap { $0.asOf >= record?.asOf ?? $0.asOf ? $0 : nil }
        var previous = sibling.map { PreviousSnapshot(asOf: $0.asOf, headcount: $0.headcount) }
        if previous == nil { previous = record.map { PreviousSnapshot(asOf: $0.asOf, headcount: $0.inService) } }
        let refusals = admission.refusals(of: snapshot, after: previous, newest: newest)
        // Who was expected to go is worth finding out only where the headcount moved at all.
        guard let former = previous, refusals.contains(where: { $0.code == "headcount-moved" }) else { return refusals }
        previous?.expectedDepartures = departures(
            from: try sibling.map(workforce(of:)) ?? workforce(on: former.asOf), until: snapshot.asOf)
        return admission.refusals(of: snapshot, after: previous, newest: newest)
    }

    private func workforce(on date: CalendarDate) throws -> Workforce {
        let settings = instance.settings
        return try instance.database.loadWorkforce(
            asOf: date, employerCountry: settings.employer.country,
            aftercareMonths: settings.prevention.aftercareMonths
        ).workforce
    }

    /// Of a snapshot that is not stored yet, beside the side files that will be in force.
    private func workforce(of snapshot: Snapshot) throws -> Workforce {
        var workforce = Workforce(
            asOf: snapshot.asOf, employerCountry: instance.settings.employer.country, employees: snapshot.employees)
        workforce.take(try instance.database.sideFilesInForce(on: snapshot.asOf, beside: snapshot.sideFiles))
        return workforce
    }

    /// People in service in the former workforce of whom it was known that they would leave by the new snapshot's date:
    /// exit dates, notices, ending contracts, closures of the plan.
    private func departures(from workforce: Workforce, until date: CalendarDate) -> Int {
        let settings = instance.settings
        let result = PreventionEngine(policy: settings.prevention, statutes: settings.statutes).assess(workforce)
        let people = workforce.employees
        return (0..<people.count).count { row in
            guard people.isInService(row, at: workforce.asOf) else { return false }
            let known = [people.exitDate[row], result.phase[row] > 1 ? result.expectedExit[row] : nil]
            return known.contains { $0.map { $0 <= date } ?? false }
        }
    }
}
