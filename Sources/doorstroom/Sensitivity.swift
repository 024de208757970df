import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Prevention
import Store
import Workforce

/// `doorstroom sensitivity`
struct Sensitivity: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sensitivity",
        abstract: "Who would be indicated, and who no longer, had it been decided a little differently.",
        discussion: """
            One row per person who flips: with one person fewer or more to go (n-1, n+1), with the reference date 30 days
            earlier or later (reference-30d, reference+30d), and with --merge as if two job groups of an establishment
            were one. Of everybody else nothing changes, or --by-scenario says why there is nothing to compute. What you
            look at is noted in the audit log. A scan is looked at with the rules under which it was made.

            Examples:
              doorstroom sensitivity
              doorstroom sensitivity --by-scenario
              doorstroom sensitivity --job-group operator --establishment E1 --merge packer
              doorstroom sensitivity --employee E00042 --format json
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var listing: ListingOptions
    @Option(
        help: ArgumentHelp("As the scan of this date found it; default: the last scan.", valueName: "date"),
        transform: CalendarDate.argument)
    var asOf: CalendarDate?
    @Option(help: "Only this job group; default: all with a redundancy date.") var jobGroup: String?
    @Option(help: "Only this establishment.") var establishment: String?
    @Option(help: ArgumentHelp("Also as one with this other job group of the establishment.", valueName: "job-group"))
    var merge: String?
    @Option(help: "Only what becomes of this employee.") var employee: String?
    @Flag(help: "One row per group and scenario instead: numbers, dates, covered FTE, and why nothing is computed.")
    var byScenario = false
    @Option(help: "en or nl, for the reasons beside the table; default: the employer's language.") var language:
        Language?

    func validate() throws {
        guard merge != nil else { return }
        guard jobGroup != nil, establishment != nil else {
            throw ValidationError("--merge needs the group that it is about: --job-group and --establishment.")
        }
        guard merge != jobGroup else { throw ValidationError("--merge needs another job group than --job-group.") }
    }

    func run() async throws {
        let session = try Session(common)
        let database = try session.openForReading()
        let scan = try database.requiredScan(asOf)
        do {
            let person = try employee.map { id in
                guard let person = try database.person(id) else { throw Explain.unknown() }
                return person
            }
            try database.auditBeside(systemUser: session.user, verb: "sensitivity", person: person, at: Date())
            let rules = try ExplanationRules(of: scan, in: database, settings: session.settings, aspect: .phase)
            let loaded = try database.workforce(of: scan, employerCountry: rules.rulebook.employerCountry)
            let row = try person.map { person in
                guard let row = loaded.keys.firstIndex(of: person) else { throw Explain.unknown() }
                return row
            }
            // The order hangs on no chance: nothing has to be drawn for it.
            var policy = rules.rulebook.prevention
            policy.draws = 0
            let engine = PreventionEngine(policy: policy, statutes: rules.rulebook.statutes)
            var run = engine.run(on: loaded.workforce)
            let result = run.assess(plan: loaded.workforce.plan)
            let analysis = SensitivityAnalysis(run, plan: loaded.workforce.plan, result: result)
            let found = try scenarios(analysis, result, of: row)
            let isDutch = session.speaksDutch(language)
            let list = SensitivityListing(
                result: result, ids: loaded.workforce.employees.id, scenarios: found, mergedWith: merge, row: row,
                isPart: jobGroup != nil || establishment != nil || row != nil)
            try list.write(to: listing.chosen, byScenario: byScenario, isDutch: isDutch)
            rules.notes(isDutch: isDutch).forEach(Terminal.error)
        } catch {
            throw DaemonError(error)
        }
    }

    /// What was asked for, group by group in code order.
    private func scenarios(
        _ analysis: SensitivityAnalysis, _ result: PreventionResult, of row: Int?
    ) throws -> [(group: Int, outcomes: [ScenarioOutcome])] {
        let isNamed = jobGroup != nil && establishment != nil
        try checkNames(result)
        let groups = result.groups.indices.filter { index in
            let group = result.groups[index]
            return (jobGroup == nil || jobGroup == group.jobGroup)
                && (establishment == nil || establishment == group.establishment)
                && (row == nil || isNamed || result.group[row ?? 0] == Int32(index))
                && (isNamed || row != nil || group.redundancyDate != nil)
        }
        let other = try merge.map { merge in
            guard let other = analysis.group(jobGroup: merge, establishment: establishment ?? "") else {
                throw unknown(merge, in: result)
            }
            return other
        }
        return groups.map { index in
            (index, analysis.outcomes(of: index) + (other.map { [analysis.merging(index, with: $0)] } ?? []))
        }
    }

    /// A name that no group has is a slip: an empty list would say that nothing is at risk.
    private func checkNames(_ result: PreventionResult) throws {
        func isThere(_ group: SelectionGroup) -> Bool {
            (jobGroup == nil || jobGroup == group.jobGroup)
                && (establishment == nil || establishment == group.establishment)
        }
        if result.groups.contains(where: isThere) || jobGroup == nil && establishment == nil { return }
        if let establishment, !result.groups.contains(where: { $0.establishment == establishment }) {
            let nearest = Suggestion.nearest(to: establishment, among: Set(result.groups.map(\.establishment)).sorted())
            throw DaemonError(
                .usage, code: "establishment-unknown",
                message: "The scan knows nobody in establishment '\(establishment)'.",
                remedy: nearest.map { "Did you mean '\($0)'?" } ?? "'doorstroom groups' lists the groups.")
        }
        throw unknown(jobGroup, in: result)
    }

    private func unknown(_ jobGroup: String?, in result: PreventionResult) -> DaemonError {
        let there = result.groups.filter { establishment == nil || $0.establishment == establishment }.map(\.jobGroup)
        let nearest = Suggestion.nearest(to: jobGroup ?? "", among: Set(there).sorted())
        return DaemonError(
            .usage, code: "group-unknown",
            message:
                "The scan knows nobody of job group '\(jobGroup ?? "")'"
                + (establishment.map { " in establishment '\($0)'" } ?? "") + ".",
            remedy: nearest.map { "Did you mean '\($0)'?" } ?? "'doorstroom groups' lists the groups.")
    }
}
