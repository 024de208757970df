import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Outcomes
import Prevention
import Store
import Workforce

/// `doorstroom explain EMPLOYEE`
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Everything behind one person's row, in words to read to that person.",
        discussion: """
            Phase and scores are explained apart, since they never stand together. What you look at is noted in the audit log.

            Examples:
              doorstroom explain E00042
              doorstroom explain E00042 --language nl
              doorstroom explain E00042 --scores --format json
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }
    enum Language: String, ExpressibleByArgument, CaseIterable { case en, nl }

    @OptionGroup var common: CommonOptions
    @Argument(help: "The employee id.") var employee: String
    @Option(help: ArgumentHelp("As the scan of this date found it; default: the last scan.", valueName: "date"))
    var asOf: CalendarDate?
    @Flag(help: "Explain the outcome scores instead of the phase.") var scores = false
    @Option(help: "text or json.") var format = Format.text
    @Option(help: "en or nl; default: the employer's language.") var language: Language?

    func run() async throws {
        let session = try Session(common)
        let database = try session.openForReading()
        let scan = try database.requiredScan(asOf)
        do {
            guard let person = try database.person(employee) else { throw unknown() }
            try database.auditBeside(systemUser: session.user, verb: "explain", person: person, at: Date())
            let loaded = try database.workforce(of: scan)
            guard let row = loaded.keys.firstIndex(of: person) else { throw unknown() }
            let spoken = language ?? (session.settings.employer.language == .nl ? .nl : .en)
            if scores {
                try explainScores(row, loaded, session.settings, isDutch: spoken == .nl)
            } else {
                try explainPhase(row, loaded, scan, session.settings, spoken)
            }
        } catch {
            throw DaemonError(error)
        }
    }

    private func unknown() -> DaemonError {
        DaemonError(
            .failed, code: "employee-unknown", message: "The scan knows nobody with that employee id.",
            remedy:
                "Employee ids are those of the HR system, upper and lower case as there; see 'doorstroom assessments'.")
    }

    private func explainPhase(
        _ row: Int, _ loaded: LoadedWorkforce, _ scan: ScanRecord, _ settings: Settings, _ language: Language
    ) throws {
        let engine = PreventionEngine(policy: settings.prevention, statutes: settings.statutes)
        let result = engine.assess(loaded.workforce)
        let evidence = engine.evidence(of: row, in: loaded.workforce, result: result)
        switch format {
        case .json: try printJSON(evidence)
        case .text:
            Terminal.print(EvidenceText(evidence, isDutch: language == .nl).text)
            let versions = scan.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            Terminal.print("\n[\(versions.joined(separator: ", "))]")
        }
    }

    private func explainScores(_ row: Int, _ loaded: LoadedWorkforce, _ settings: Settings, isDutch: Bool) throws {
        let engine = ScoreEngine(scorecard: settings.scorecard, policy: settings.outcomes)
        let breakdown = engine.breakdown(row, in: loaded.workforce)
        switch format {
        case .json: try printJSON(breakdown)
        case .text: Terminal.print(ScoreText(breakdown, isDutch: isDutch).text)
        }
    }

    private func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        Terminal.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
