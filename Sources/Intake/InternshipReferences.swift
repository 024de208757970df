package import Workforce

/// Internships that name a job which neither jobs.csv nor anybody has: without it no occupation goes out with the offer,
/// and nothing shows whether people are let go in that job.
package struct InternshipReferences {
    private let snapshot: Snapshot
    private let file: String?

    package init(_ snapshot: Snapshot, file: String?) { (self.snapshot, self.file) = (snapshot, file) }

    /// What the bundle itself shows; without jobs.csv a former one may still be in force.
    func warnings() -> [Problem] { snapshot.sideFiles.jobs.map(warnings(knowing:)) ?? [] }

    /// What shows once it is known which jobs are in force, for a bundle that brings none of its own.
    package func warnings(jobsInForce jobs: [Job]) -> [Problem] {
        snapshot.sideFiles.jobs == nil ? warnings(knowing: jobs) : []
    }

    private func warnings(knowing jobs: [Job]) -> [Problem] {
        let known = jobs.map(\.job) + snapshot.jobsOfPeople
        let named = (snapshot.sideFiles.internships ?? []).compactMap(\.job)
        return PlanReferences.missing(named, among: known).map { code in
            Problem(
                .warning, code: "internship-job-unknown", file: file, column: "job", value: code,
                reason:
                    "An internship names the job `\(code)`, which neither jobs.csv nor anybody in the snapshot has.",
                remedy: Suggestion.nearest(to: code, among: known).map { "Did you mean `\($0)`?" }
                    ?? "Check its spelling, or add the job to jobs.csv.")
        }
    }
}

extension Snapshot {
    /// The codes of the jobs that people have.
    var jobsOfPeople: [String] { (0..<UInt32(employees.jobs.count)).map { employees.jobs[$0] } }
}
