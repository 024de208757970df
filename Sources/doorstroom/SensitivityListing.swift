import Daemon
import Prevention
import Workforce

/// What scenarios flip, as rows by person or by scenario.
struct SensitivityListing {
    let result: PreventionResult
    let ids: ByteStringColumn
    let scenarios: [(group: Int, outcomes: [ScenarioOutcome])]
    /// The job group that `merge` takes in.
    let mergedWith: String?
    /// The one person that was asked about.
    let row: Int?
    /// Whether only some of the groups were asked for.
    let isPart: Bool

    func write(to format: OutputFormat, byScenario: Bool, isDutch: Bool) throws {
        if byScenario { return try writeScenarios(format) }
        let writer = ListingWriter(
            format: format,
            columns: [
                "employee_id", "job_group", "establishment", "scenario", "from", "to", "rank_before", "rank_after",
            ])
        for (_, outcomes) in scenarios {
            for outcome in outcomes {
                for flip in outcome.flips where row == nil || row == flip.row {
                    let group = result.groups[Int(result.group[flip.row])]
                    try writer.row([
                        .text(ids[flip.row]), .text(group.jobGroup), .text(group.establishment),
                        .text(outcome.scenario.rawValue), .text(flip.from.code), .text(flip.to.code),
                        .optional(flip.rankBefore), .optional(flip.rankAfter),
                    ])
                }
            }
        }
        try writer.finish(empty: scenarios.isEmpty ? noGroup : "Nobody flips.")
        // Programs find the reasons with --by-scenario.
        if format == .table { notes(isDutch: isDutch).forEach(Terminal.error) }
    }

    private func writeScenarios(_ format: OutputFormat) throws {
        let writer = ListingWriter(
            format: format,
            columns: [
                "job_group", "establishment", "scenario", "merged_with", "heads", "to_go", "become_indicated",
                "no_longer_indicated", "undetermined", "to_cover_fte", "indicated_fte", "closing", "redundancy_date",
                "decisive_date", "reference_date", "not_computed", "missing_birth_dates",
            ])
        for (index, outcomes) in scenarios {
            let group = result.groups[index]
            for outcome in outcomes {
                let isComputed = outcome.obstacle == nil
                func number(_ number: Int) -> ListingValue { isComputed ? .integer(number) : .absent }
                func fte(_ value: Int) -> ListingValue { isComputed ? .centiFTE(value) : .absent }
                try writer.row([
                    .text(group.jobGroup), .text(group.establishment), .text(outcome.scenario.rawValue),
                    .optional(outcome.scenario == .merge ? mergedWith : nil), number(outcome.heads),
                    number(outcome.toGo), number(outcome.becoming), number(outcome.noLonger),
                    number(outcome.undetermined.count), fte(outcome.toCover), fte(outcome.coveredCentiFTE),
                    isComputed ? .flag(outcome.isClosing) : .absent, .optional(outcome.redundancyDate?.description),
                    .optional(outcome.decisiveDate?.description), .optional(outcome.referenceDate?.description),
                    .optional(outcome.obstacle?.rawValue), number(outcome.missingBirthDates.count),
                ])
            }
        }
        try writer.finish(empty: noGroup)
    }

    private var noGroup: String { isPart ? "No group that was asked for is at risk." : "No group is at risk." }

    /// Of which groups something could not be computed, and why: a sentence each.
    private func notes(isDutch: Bool) -> [String] {
        scenarios.flatMap { index, outcomes in
            var reasons: [Statement] = []
            for statement in outcomes.flatMap(\.reservations) where !reasons.contains(statement) {
                reasons.append(statement)
            }
            let group = result.groups[index]
            return reasons.map { "\(group.jobGroup), \(group.establishment): \(isDutch ? $0.dutch : $0.english)" }
        }
    }
}
