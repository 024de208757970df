import ArgumentParser
import Daemon
import Foundation
import Outcomes
import Store

/// `doorstroom scores`
struct Scores: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scores",
        abstract: "Outcome scores of the last scan. No phase, no selection: the two never stand on one list.",
        discussion: """
            Scores steer help; they never decide who must leave.

            Examples:
              doorstroom scores --format csv > scores.csv
              doorstroom scores --of establishment
              doorstroom scores --of unit                  with their vitality
            """)

    enum Scope: String, ExpressibleByArgument, CaseIterable { case employee, group, unit, establishment, organisation }

    @OptionGroup var common: CommonOptions
    @OptionGroup var listing: ListingOptions
    @Option(help: "Whose scores: employee, group, unit, establishment, organisation.") var of = Scope.employee

    func run() async throws {
        let session = try Session(common)
        let database = try session.openForReading()
        _ = try database.requiredScan(nil)
        do {
            if let scope = AggregateScore.Scope(rawValue: of.rawValue) {
                try aggregates(database, scope)
            } else {
                try database.auditBeside(systemUser: session.user, verb: "scores", person: nil, at: Date())
                try people(database)
            }
        } catch {
            throw DaemonError(error)
        }
    }

    private func people(_ database: Database) throws {
        let writer = ListingWriter(
            format: listing.chosen,
            columns: [
                "employee_id", "economic", "wellbeing", "legitimacy", "balance", "coverage_economic",
                "coverage_wellbeing", "coverage_legitimacy",
            ])
        try database.forEachScore { row in
            try writer.row(
                [.text(row.employeeID)] + row.scores.map(ListingValue.score) + [.score(row.balance)]
                    + row.coverage.map { .decimal($0, places: 2) })
        }
        try writer.finish(empty: "Nobody is scored.")
    }

    private func aggregates(_ database: Database, _ scope: AggregateScore.Scope) throws {
        let vitality = scope == .unit ? ["vitality", "low_vitality"] : []
        let writer = ListingWriter(
            format: listing.chosen,
            columns: ["job_group", "code", "people", "economic", "wellbeing", "legitimacy", "balance"] + vitality)
        for score in try database.aggregateScores(scope) {
            var row =
                [.optional(score.jobGroup), .text(score.code), .optional(score.people)]
                + score.scores.map(ListingValue.score) + [.score(score.balance)]
            if scope == .unit {
                row += [.score(score.vitality), score.unitVitality.map { .flag($0.isLow) } ?? .absent]
            }
            try writer.row(row)
        }
        try writer.finish(empty: "No scores: every \(of.rawValue) has fewer people than 'disclosure.inwardMinimum'.")
    }
}
