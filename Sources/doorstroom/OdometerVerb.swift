import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Prevention
import Store
import Workforce

/// `doorstroom odometer`
struct OdometerVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "odometer",
        abstract: "Sliding counts of collective redundancies by statutory area or technical unit.",
        discussion: """
            Counted are dismissals for economic reasons, each on its first date, that lie in the window: those past, those \
            dated ahead, and those that the plan would bring. The scan is counted with the rules under which it was made.

            Examples:
              doorstroom odometer --words
              doorstroom odometer --as-of 2026-06-30 --format csv
              doorstroom odometer --cases --format csv
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var listing: ListingOptions
    @Option(
        help: ArgumentHelp("As the scan of this date found it; default: the last scan.", valueName: "date"),
        transform: CalendarDate.argument)
    var asOf: CalendarDate?
    @Flag(help: "The cases by employee, instead of the counts; noted in the audit log.") var cases = false
    @Flag(help: "In sentences, instead of columns.") var words = false
    @Option(help: "en or nl, for sentences; default: the employer's language.") var language: Language?

    func validate() throws {
        if cases && words {
            throw ValidationError("Cases are listed in columns: leave out --words, or --cases.")
        }
    }

    func run() async throws {
        let session = try Session(common)
        let database = try session.openForReading()
        let scan = try database.requiredScan(asOf)
        do {
            if cases {
                try database.auditBeside(systemUser: session.user, verb: "odometer", person: nil, at: Date())
            }
            let rules = try ExplanationRules(of: scan, in: database, settings: session.settings, aspect: .phase)
            let loaded = try database.workforce(of: scan, employerCountry: rules.rulebook.employerCountry)
            let engine = PreventionEngine(policy: rules.rulebook.prevention, statutes: rules.rulebook.statutes)
            let result = engine.assess(loaded.workforce)
            let odometer = engine.odometer(of: loaded.workforce, result: result)
            if cases {
                try OdometerCaseListing(odometer, result, loaded.workforce).write(listing.chosen)
            } else if words {
                try show(odometer, isDutch: session.speaksDutch(language))
            } else {
                try OdometerListing(odometer).write(listing.chosen)
            }
            rules.notes(isDutch: session.speaksDutch(language)).forEach(Terminal.error)
            for warning in odometer.warnings {
                Terminal.error("\(warning.reason) (\(warning.value ?? "")); \(warning.remedy)")
            }
            let stated = session.settings.statedUnits.problems(
                in: loaded.workforce.establishments, employerCountry: rules.rulebook.employerCountry)
            for warning in stated { Terminal.error("\(warning.reason); \(warning.remedy)") }
        } catch {
            throw DaemonError(error)
        }
    }

    private func show(_ odometer: Odometer, isDutch: Bool) throws {
        if odometer.readings.isEmpty {
            try Terminal.print(
                isDutch
                    ? "In geen land waar mensen werken, kennen de wettelijke regels collectief ontslag."
                    : "No statute of a country where people work has a rule of collective redundancy.")
        }
        func say(_ said: Statement) -> String { isDutch ? said.dutch : said.english }
        for readings in odometer.readings.together {
            let unit = readings[0].unit
            try Terminal.print("\(unit.country) \(say(readings.rules)): \(say(readings[0].statement))")
        }
    }
}
