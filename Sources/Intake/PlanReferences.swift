package import Workforce

/// Plan rows ahead that name an establishment or a job group which nobody has: a typing error there would hide a
/// closure.
package struct PlanReferences {
    private let snapshot: Snapshot
    private let planFile: String?

    package init(_ snapshot: Snapshot, planFile: String?) {
        (self.snapshot, self.planFile) = (snapshot, planFile)
    }

    private var ahead: [PlanRow] { (snapshot.sideFiles.plan ?? []).filter { $0.date > snapshot.asOf } }

    /// What the bundle itself shows.
    func warnings() -> [Problem] {
        if ahead.isEmpty { return [] }
        let people = snapshot.employees
        let establishments = (0..<UInt32(people.establishments.count)).map { people.establishments[$0] }
        var warnings = PlanReferences.missing(ahead.compactMap(\.establishment), among: establishments).map {
            problem("establishment", $0, among: establishments)
        }
        // Without jobs.csv a former one may still be in force, and its groups are not known here.
        if let jobs = snapshot.sideFiles.jobs { warnings += groupWarnings(jobs) }
        return warnings
    }

    /// What shows once it is known which jobs are in force, for a bundle that brings none of its own.
    package func warnings(jobsInForce jobs: [Job]) -> [Problem] {
        snapshot.sideFiles.jobs == nil ? groupWarnings(jobs) : []
    }

    private func groupWarnings(_ jobs: [Job]) -> [Problem] {
        let groups = jobs.map { $0.jobGroup ?? $0.job } + snapshot.jobsOfPeople
        return PlanReferences.missing(ahead.compactMap(\.jobGroup), among: groups).map {
            problem("job_group", $0, among: groups)
        }
    }

    static func missing(_ named: [String], among known: [String]) -> [String] {
        Set(named).subtracting(known).sorted()
    }

    private func problem(_ column: String, _ code: String, among known: [String]) -> Problem {
        Problem(
            .warning, code: "plan-without-people", file: planFile, column: column, value: code,
            reason: "The plan names \(column) `\(code)`, which nobody in the snapshot has.",
            remedy: Suggestion.nearest(to: code, among: known).map { "Did you mean `\($0)`?" }
                ?? "Check its spelling; if it is empty by now, leave the row out.")
    }
}
