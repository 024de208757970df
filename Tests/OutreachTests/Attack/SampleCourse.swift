import Foundation
import Intake
import SampleEmployer
import Workforce

/// What becomes of the sample employer from night to night: its monthly bundles, read by the product's reader.
///
/// What differs between two bundles shows from a night of that month, drawn for each person; who came, from the day of
/// hire.
struct SampleCourse: Sendable {
    /// What `doorstroom sample` is asked for.
    enum Kind: String, Sendable {
        /// Plans, a closure under embargo, learning places.
        case usual
        /// Plans that come true, slip or are called off (`--hidden-truth main`), with the usual one's learning places.
        case hiddenTruth
    }

    let first: CalendarDate
    /// By the day from which they show.
    private var rows: [CalendarDate: [EmployeeRow]] = [:]
    private var sideFiles: [CalendarDate: SideFiles] = [:]

    /// - Parameter months: snapshots after the first.
    init(_ kind: Kind, employees: Int, seed: UInt64, months: Int, until: CalendarDate) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("course-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let usual = SampleEmployer(employees: employees, months: months + 1, seed: seed, until: until)
        try usual.write(to: "\(folder)/usual")
        if kind == .hiddenTruth {
            try HiddenTruthEmployer(
                employees: employees, months: months + 1, seed: seed, until: until, scenario: .main
            ).write(to: "\(folder)/hiddenTruth")
        }
        var generator = SeededGenerator(seed: seed)
        var known: [String: EmployeeRow] = [:]
        first = usual.dates[0]
        for (before, date) in zip([first.adding(days: -1)] + usual.dates, usual.dates) {
            var options = SnapshotReader.Options()
            if kind == .hiddenTruth { options.extraFiles = ["\(folder)/usual/\(date)/internships.csv"] }
            let read = try SnapshotReader(options: options).read("\(folder)/\(kind.rawValue)/\(date)")
            guard let snapshot = read.first?.snapshot else {
                throw CocoaError(.fileReadCorruptFile, userInfo: ["report": "\(read.map(\.report.problems))"])
            }
            let names = Self.namesByOccupation(snapshot.sideFiles.jobs ?? [])
            sideFiles[date] = Self.renamed(snapshot.sideFiles, names)
            for index in 0..<snapshot.employees.count {
                var row = snapshot.employees.row(index)
                row.job = names[row.job] ?? row.job
                let former = known.updateValue(row, forKey: row.id)
                guard former != row else { continue }
                var day = date
                if former == nil, row.hireDate > before, row.hireDate < date {
                    day = row.hireDate
                } else if before < date.adding(days: -1) {
                    day = before.adding(
                        days: .random(in: 1...Int(date.dayNumber - before.dayNumber), using: &generator))
                }
                rows[day, default: []].append(row)
            }
        }
    }

    /// The rows that are new or different from this day on.
    func rows(from day: CalendarDate) -> [EmployeeRow] { rows[day] ?? [] }

    /// The side files that are in force from this day on; nil where those before stay.
    func sideFiles(from day: CalendarDate) -> SideFiles? { sideFiles[day] }

    /// Codes of jobs that begin with what is public of them, as those of the other employer do.
    private static func namesByOccupation(_ jobs: [Job]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: jobs.map { ($0.job, "\($0.isco08 ?? "")-\($0.job)") })
    }

    private static func renamed(_ files: SideFiles, _ names: [String: String]) -> SideFiles {
        var files = files
        files.jobs = files.jobs?.map { job in
            var job = job
            job.jobGroup = job.jobGroup ?? job.job
            job.job = names[job.job] ?? job.job
            return job
        }
        files.internships = files.internships?.map { internship in
            var internship = internship
            internship.job = internship.job.map { names[$0] ?? $0 }
            return internship
        }
        return files
    }
}
