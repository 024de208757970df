import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Prevention
import Store
import Workforce

/// `doorstroom clocks`
struct Clocks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clocks",
        abstract: "The dated ledger: what the law ties to everybody in phases 2 to 4 and to every planned event.",
        discussion: """
            One row per clock, of a person by employee_id, of a planned event by job_group and establishment: people's by \
            date, then events' by date. A table is in the planner's language and marks what has passed; CSV and JSON have \
            codes. Amounts are in euros. What you look at is noted in the audit log. This is decision support, not legal advice.

            Examples:
              doorstroom clocks
              doorstroom clocks --employee E00042
              doorstroom clocks --until 2027-01-31 --words
              doorstroom clocks --as-of 2026-06-30 --format csv > clocks.csv
              doorstroom clocks --changes                  what a new statute file moved
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var listing: ListingOptions
    @Option(
        help: ArgumentHelp("As the scan of this date found it; default: the last scan.", valueName: "date"),
        transform: CalendarDate.argument)
    var asOf: CalendarDate?
    @Option(help: ArgumentHelp("Of this employee id alone, without planned events.", valueName: "id"))
    var employee: String?
    @Option(
        help: ArgumentHelp("Only clocks of this date or later.", valueName: "date"), transform: CalendarDate.argument)
    var from: CalendarDate?
    @Option(
        help: ArgumentHelp("Only clocks of this date or earlier.", valueName: "date"), transform: CalendarDate.argument)
    var until: CalendarDate?
    @Flag(help: "In sentences, instead of columns.") var words = false
    @Flag(help: "What the last change of a statute file moved, instead of the ledger.") var changes = false
    @Option(help: "en or nl, for tables, sentences and the reasons of --changes; default: the employer's language.")
    var language: Language?

    mutating func validate() throws {
        if changes, asOf != nil {
            throw ValidationError("--changes looks at the last scan: leave --as-of out.")
        }
        if changes, from != nil || until != nil || words {
            throw ValidationError("--changes lists all that moved: leave --from, --until and --words out.")
        }
    }

    func run() async throws {
        let session = try Session(common)
        let database = try session.openForReading()
        do {
            if changes {
                try await listChanges(session, database)
            } else {
                try list(session, database, try database.requiredScan(asOf))
            }
        } catch {
            throw DaemonError(error)
        }
    }

    private func list(_ session: Session, _ database: Database, _ scan: ScanRecord) throws {
        let rules = try ExplanationRules(of: scan, in: database, settings: session.settings, aspect: .phase)
        let (loaded, rows) = try people(session, database, scan, employerCountry: rules.rulebook.employerCountry)
        let engine = PreventionEngine(policy: rules.rulebook.prevention, statutes: rules.rulebook.statutes)
        let likely = loaded.rows(of: try database.likelyPeople(of: scan))
        let result = engine.assess(loaded.workforce, likelyBefore: likely)
        let ledger = engine.ledger(of: loaded.workforce, result: result)
        let isDutch = session.speaksDutch(language)
        var list = ClockListing(asOf: scan.asOf, isDutch: isDutch, from: from, until: until)
        for row in rows {
            list.add(ledger.clocks(of: row), of: ClockListing.Subject(employee: loaded.workforce.employees.id[row]))
        }
        for group in employee == nil ? result.groups.indices : 0..<0 {
            let place = result.groups[group]
            list.add(
                ledger.clocks(ofGroup: group),
                of: ClockListing.Subject(jobGroup: place.jobGroup, establishment: place.establishment))
        }
        if words { try list.show() } else { try list.write(listing.chosen) }
        rules.notes(isDutch: isDutch).forEach(Terminal.error)
    }

    private func listChanges(_ session: Session, _ database: Database) async throws {
        let writer = ListingWriter(
            format: listing.chosen,
            columns: [
                "employee_id", "job_group", "establishment", "rule", "change", "former_date", "date", "former_amount",
                "amount", "country", "former_version", "version", "reason",
            ])
        guard let comparison = try StatuteComparison(in: database, settings: session.settings) else {
            return try writer.finish(empty: "No statute file has changed since the scans that are kept.")
        }
        let rulebook = comparison.rulebook
        let (loaded, rows) = try people(
            session, database, comparison.scan, employerCountry: rulebook.employerCountry)
        let engine = PreventionEngine(policy: rulebook.prevention, statutes: comparison.now)
        let likely = loaded.rows(of: try database.likelyPeople(of: comparison.scan))
        let result = engine.assess(loaded.workforce, likelyBefore: likely)
        let differences = ClockDifferences(
            of: loaded.workforce, result: result, policy: rulebook.prevention, from: comparison.former,
            to: comparison.now)
        let isDutch = session.speaksDutch(language)
        for row in rows {
            for difference in differences.of(row: row) {
                try writer.row(
                    [.text(loaded.workforce.employees.id[row]), .absent, .absent] + values(difference, isDutch))
            }
        }
        for group in employee == nil ? result.groups.indices : 0..<0 {
            for difference in differences.of(group: group) {
                try writer.row(subject(result.groups[group]) + values(difference, isDutch))
            }
        }
        try writer.finish(empty: "The statute files changed, and no clock moved.")
        Terminal.error(comparison.text(WallClock(zone: session.settings.employer.timeZone), isDutch: isDutch))
    }

    private func values(_ difference: ClockDifference, _ isDutch: Bool) -> [ListingValue] {
        let (former, now) = (difference.former, difference.now)
        return [
            .text(difference.rule.rawValue), .text(difference.kind.rawValue), .optional(former?.date?.description),
            .optional(now?.date?.description), .cents(former?.amount), .cents(now?.amount),
            .optional(now?.country ?? former?.country), .optional(former?.version), .optional(now?.version),
            .text(isDutch ? difference.statement.dutch : difference.statement.english),
        ]
    }

    private func subject(_ group: SelectionGroup) -> [ListingValue] {
        [.absent, .text(group.jobGroup), .text(group.establishment)]
    }

    /// The workforce of a scan, and the rows that are asked for; noted in the audit log.
    private func people(
        _ session: Session, _ database: Database, _ scan: ScanRecord, employerCountry: String
    ) throws -> (LoadedWorkforce, [Int]) {
        let person = try employee.map { id in
            guard let person = try database.person(id) else { throw Explain.unknown() }
            return person
        }
        try database.auditBeside(systemUser: session.user, verb: "clocks", person: person, at: Date())
        let loaded = try database.workforce(of: scan, employerCountry: employerCountry)
        guard let person else { return (loaded, Array(loaded.keys.indices)) }
        guard let row = loaded.keys.firstIndex(of: person) else { throw Explain.unknown() }
        return (loaded, [row])
    }
}

extension ListingValue {
    /// Cents as euros with two decimals.
    static func cents(_ amount: Int?) -> ListingValue {
        amount.map { .decimal(Double($0) / 100, places: 2) } ?? .absent
    }
}

extension StatuteComparison {
    /// Which packs were held against which.
    fileprivate func text(_ wall: WallClock, isDutch: Bool) -> String {
        // Two scans of one date are told apart by when they were made.
        let isSameDay = formerScan.asOf == scan.asOf && !isConfigured
        let then = "\(formerScan.asOf)" + (isSameDay ? " (\(wall.text(formerScan.started)))" : "")
        let now = "\(scan.asOf)" + (isSameDay ? " (\(wall.text(scan.started)))" : "")
        if isConfigured {
            return isDutch
                ? "De scan van \(then) tegen de statuutbestanden die nu zijn ingesteld."
                : "The scan of \(then) against the statute files that are configured now."
        }
        return isDutch
            ? "De regels van de scan van \(then) tegen die van de scan van \(now), op de mensen van die laatste."
            : "The rules of the scan of \(then) against those of the scan of \(now), on the people of the latter."
    }
}
