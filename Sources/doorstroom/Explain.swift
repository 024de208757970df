import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Outcomes
import Outreach
import Prevention
import Store
import Workforce

/// `doorstroom explain EMPLOYEE`
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Everything behind one person's row, in words to read to that person.",
        discussion: """
            What rests on plan rows that are embargoed or not announced says so first, and is not for reading out. Of \
            others' plans nothing is told but what may be known outside.
            Phase and scores are explained apart, since they never stand together. What you look at is noted in the audit log.
            A scan is explained with the rules under which it was made; where the configuration has changed since, it
            says so.

            Examples:
              doorstroom explain E00042
              doorstroom explain E00042 --language nl
              doorstroom explain E00042 --scores --format json
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var common: CommonOptions
    @Argument(help: "The employee id.") var employee: String
    @Option(
        help: ArgumentHelp("As the scan of this date found it; default: the last scan.", valueName: "date"),
        transform: CalendarDate.argument)
    var asOf: CalendarDate?
    @Flag(help: "Explain the outcome scores instead of the phase.") var scores = false
    @Option(help: "text or json.") var format = Format.text
    @Option(help: "en or nl; default: the employer's language.") var language: Language?

    func run() async throws {
        let session = try Session(common)
        let database = try session.openForReading()
        let scan = try database.requiredScan(asOf)
        do {
            guard let person = try database.person(employee) else { throw Explain.unknown() }
            try database.auditBeside(systemUser: session.user, verb: "explain", person: person, at: Date())
            let rules = try ExplanationRules(
                of: scan, in: database, settings: session.settings, aspect: scores ? .scores : .phase)
            let loaded = try database.workforce(of: scan, employerCountry: rules.rulebook.employerCountry)
            guard let row = loaded.keys.firstIndex(of: person) else { throw Explain.unknown() }
            let isDutch = session.speaksDutch(language)
            if scores {
                try explainScores(row, loaded, rules, isDutch: isDutch)
            } else {
                let likely = loaded.rows(of: try database.likelyPeople(of: scan))
                let track = ForecastText(isDutch: isDutch).record(try database.backtests().first)
                let introductions = IntroductionNotes(of: person, try database.outreach(), isDutch: isDutch).lines
                try explainPhase(
                    row, loaded, scan, rules, shown: try database.probability(of: person, in: scan), likely: likely,
                    track: track, introductions: introductions,
                    isDutch: isDutch)
            }
        } catch {
            throw DaemonError(error)
        }
    }

    static func unknown() -> DaemonError {
        DaemonError(
            .failed, code: "employee-unknown", message: "The scan knows nobody with that employee id.",
            remedy:
                "Employee ids are those of the HR system, upper and lower case as there; see 'doorstroom assessments'.")
    }

    /// - Parameters:
    ///   - shown: the chance that every listing shows; nil where none is stored.
    ///   - likely: rows of those whom the scan found likely.
    ///   - track: how often such forecasts were right, in sentences.
    ///   - introductions: what the person agreed to and to whom they were introduced, in sentences.
    private func explainPhase(
        _ row: Int, _ loaded: LoadedWorkforce, _ scan: ScanRecord, _ rules: ExplanationRules, shown: UInt8?,
        likely: Set<Int32>,
        track: [String], introductions: [String], isDutch: Bool
    ) throws {
        var policy = rules.rulebook.prevention
        // A run of a version that computed no probabilities is not told them afterwards.
        if scan.forecast == nil { policy.draws = 0 }
        let engine = PreventionEngine(policy: policy, statutes: rules.rulebook.statutes)
        let workforce = loaded.workforce
        var run = engine.run(on: workforce)
        var result = run.assess(plan: workforce.plan, likelyBefore: likely)
        let disclosure = PlanDisclosure(plan: workforce.plan, asOf: workforce.asOf)
        let outside = disclosure.outwardPlan.map { plan in
            ExplanationDisclosure(
                inside: result, outward: run.assess(plan: plan, likelyBefore: likely), disclosure: disclosure
            ).view(of: row)
        }
        if let shown, result.probability[row] != PreventionResult.noProbability { result.probability[row] = shown }
        let evidence = engine.evidence(of: row, in: workforce, result: result, outside: outside)
        switch format {
        case .json:
            try printJSON(
                Explained(evidence: evidence, rules: rules, versions: scan.versions, introductions: introductions))
        case .text:
            try Terminal.print(EvidenceText(evidence, isDutch: isDutch).text)
            if evidence.likelihood != nil {
                try track.forEach { try Terminal.print("\n" + $0) }
            }
            if !introductions.isEmpty { try Terminal.print("\n" + introductions.joined(separator: "\n")) }
            let names = EvidenceNames(isDutch: isDutch)
            // Of the statutes only that of the person's country says anything here.
            let own = "statute-\(evidence.country.lowercased())"
            let versions = scan.versions.sorted { $0.key < $1.key }
                .filter { !$0.key.hasPrefix("statute-") || $0.key.lowercased() == own }
                .map { names.version($0.key, $0.value) }
            try Terminal.print("\n[\(versions.joined(separator: ", "))]")
            try rules.notes(isDutch: isDutch).forEach(Terminal.print)
        }
    }

    private func explainScores(
        _ row: Int, _ loaded: LoadedWorkforce, _ rules: ExplanationRules, isDutch: Bool
    ) throws {
        let engine = ScoreEngine(scorecard: rules.rulebook.scorecard, policy: rules.rulebook.outcomes)
        let breakdown = engine.breakdown(row, in: loaded.workforce)
        let notes = rules.notes(isDutch: isDutch)
        switch format {
        case .json:
            try printJSON(breakdown)
            // The list has no place for it.
            notes.forEach(Terminal.error)
        case .text:
            try Terminal.print(ScoreText(breakdown, isDutch: isDutch).text)
            try notes.forEach(Terminal.print)
        }
    }

    private func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try Terminal.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

/// The evidence with, beside its own fields, the rules it was made with.
private struct Explained: Encodable {
    let evidence: Evidence
    let rules: ExplanationRules
    let versions: [String: String]
    let introductions: [String]

    private enum CodingKeys: String, CodingKey { case rulesOf, configurationChanges, versions, introductions }

    func encode(to encoder: any Encoder) throws {
        try evidence.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rules.areOfScan ? "scan" : "today", forKey: .rulesOf)
        try container.encode(rules.differences, forKey: .configurationChanges)
        try container.encode(versions, forKey: .versions)
        if !introductions.isEmpty { try container.encode(introductions, forKey: .introductions) }
    }
}
