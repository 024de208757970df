import Workforce

/// Plan rows ahead that name an establishment or a job group which nobody has: a typing error there would hide a
/// closure.
struct PlanReferences {
    private let snapshot: Snapshot
    private let planFile: String?

    init(_ snapshot: Snapshot, planFile: String?) {
        (self.snapshot, self.planFile) = (snapshot, planFile)
    }

    func warnings() -> [Problem] {
        let ahead = (snapshot.sideFiles.plan ?? []).filter { $0.date > snapshot.asOf }
        if ahead.isEmpty { return [] }
        let people = snapshot.employees
        let establishments = (0..<UInt32(people.establishments.count)).map { people.establishments[$0] }
        var warnings = PlanReferences.missing(ahead.compactMap(\.establishment), among: establishments).map {
            problem("establishment", $0, among: establishments)
        }
        // Without jobs.csv a former one may still be in force, and its groups are not known here.
        if let jobs = snapshot.sideFiles.jobs {
            let groups = jobs.map { $0.jobGroup ?? $0.job } + (0..<UInt32(people.jobs.count)).map { people.jobs[$0] }
            warnings += PlanReferences.missing(ahead.compactMap(\.jobGroup), among: groups).map {
                problem("job_group", $0, among: groups)
            }
        }
        return warnings
    }

    private static func missing(_ named: [String], among known: [String]) -> [String] {
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
