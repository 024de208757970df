import ArgumentParser
import Daemon
import Foundation
import Prevention
import Store
import Workforce

/// `doorstroom assessments`
struct Assessments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assessments",
        abstract: "One row per employee with a phase. No scores: the two never stand on one list.",
        discussion: """
            Examples:
              doorstroom assessments --format csv > phases.csv
              doorstroom assessments --as-of 2026-06-30 --format json
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var listing: ListingOptions

    @Option(
        help: ArgumentHelp("As the scan of this date found it; default: the last scan.", valueName: "date"),
        transform: CalendarDate.argument)
    var asOf: CalendarDate?

    func run() async throws {
        let session = try Session(common)
        let database = try session.openForReading()
        let scan = try database.requiredScan(asOf)
        let writer = ListingWriter(
            format: listing.chosen,
            columns: [
                "employee_id", "phase", "rules", "cause", "selection", "rank", "tied", "probability", "basis",
                "redundancy_date", "expected_exit", "job_group", "establishment",
            ])
        do {
            try database.auditBeside(systemUser: session.user, verb: "assessments", person: nil, at: Date())
            try database.forEachAssessment(scan) { row in
                try writer.row([
                    .text(row.employeeID), .integer(row.phase), .list(row.rules.identifiers), .code(row.cause.code),
                    .text(row.selection.code), .optional(row.rank), .flag(row.tied),
                    row.probability.map { .decimal(Double($0) / 100, places: 2) } ?? .absent, .code(row.basis.code),
                    .optional(row.redundancyDate?.description), .optional(row.expectedExit?.description),
                    .text(row.jobGroup), .text(row.establishment),
                ])
            }
        } catch {
            throw DaemonError(error)
        }
        try writer.finish(empty: "Nobody has a phase: the snapshot lists nobody in service.")
    }
}

extension Database {
    /// The scan that tells of a date; says so on standard error when it was made of another.
    func requiredScan(_ date: CalendarDate?) throws -> ScanRecord {
        do {
            guard let scan = try scan(tellingOf: date) else {
                throw DaemonError(
                    .failed, code: "no-scan",
                    message: "There is no scan\(date.map { " of \($0) or before" } ?? "") yet.",
                    remedy: "Run 'doorstroom scan\(date.map { " --as-of \($0)" } ?? "")' first.")
            }
            if let date, scan.asOf != date {
                Terminal.error("No scan was made of \(date); this is the last before it, of \(scan.asOf).")
            }
            return scan
        } catch {
            throw DaemonError(error)
        }
    }
}
