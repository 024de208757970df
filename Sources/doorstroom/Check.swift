import ArgumentParser
import Daemon
import Delivery
import DoorstroomConfiguration
import Foundation
import Intake
import Outcomes
import Outreach
import Prevention
import Store
import Workforce

/// `doorstroom check`
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Validates configuration, statutes, scorecard, mappings, database.",
        discussion: """
            Examples:
              doorstroom check
              doorstroom check --partners       also sends every partner a test event
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Also try each partner's endpoint with a test event.") var partners = false

    func run() async throws {
        let session = try Session(common, quiet: false, sparingOthers: false)
        let settings = session.settings
        try Terminal.print("configuration  \(session.loaded.path): valid")
        try Terminal.print("employer       \(settings.employer.name), \(settings.employer.country)")
        for statute in settings.statuteFiles {
            try Terminal.print("statute        \(Check.line(statute))")
        }
        try Terminal.print(
            "scorecard      \(settings.scorecard.name) \(settings.scorecard.version), "
                + "\(settings.scorecard.indicators.count) indicators")
        let mappingFault = try checkMappings(session)
        if FileManager.default.fileExists(atPath: settings.storage.path) {
            try checkDatabase(session)
        } else {
            try Terminal.print("database       \(settings.storage.path): made at the first import")
        }
        for partner in settings.partners {
            guard let warning = partner.endpointWarning else { continue }
            Terminal.error("partner        \(partner.id): warning: \(warning)")
        }
        guard partners else {
            try Terminal.print("partners       \(settings.partners.count) configured (--partners tries them)")
            if let mappingFault { throw mappingFault }
            return
        }
        let test = PartnerTest(
            settings, database: try session.openIfThere(), logger: LogOutput.logger(settings.log))
        var failed = false
        for partner in settings.partners {
            let answer: String
            do throws(DaemonError) {
                answer = try await test.run(partner.id).verdict
            } catch {
                failed = true
                Terminal.error("partner        \(error)")
                continue
            }
            try Terminal.print("partner        \(answer)")
        }
        if let mappingFault { throw mappingFault }
        if failed {
            throw DaemonError(
                .failed, code: "partners-unreached", message: "Not every partner could be reached.",
                remedy: "See above.")
        }
    }

    /// The version of a statute file, where its text was read, and what the program's own has beyond it.
    private static func line(_ statute: StatuteFile) -> String {
        let pack = statute.pack
        var line = "\(pack.country), version \(pack.version)"
        switch statute.source {
        case .program: line += ", as the program carries it: there is no file of it"
        case .file(let path): line += ", \(path)"
        }
        guard let published = StatuteFile.published(country: pack.country), published != pack else { return line }
        if published.version != pack.version { line += "; the program carries version \(published.version)" }
        let missing = published.missingParts(in: pack)
        if missing.isEmpty { return line }
        return line + "; without \(missing.map(\.rawValue).joined(separator: ", ")), of which nothing is worked out"
    }

    /// Tells of the mapping in use and of every other of the folder.
    ///
    /// - Returns: what is wrong with any of them: the rest is checked before the verb ends with it.
    private func checkMappings(_ session: Session) throws -> DaemonError? {
        let intake = session.settings.intake
        try Terminal.print("mapping        \(intake.mapping.name), in use")
        try Terminal.print(
            "               exit_date and contract_end: the first day no longer in service, not the last day in it")
        let checks: [Settings.MappingCheck]
        do throws(ConfigurationError) {
            checks = try Settings.checkMappings(configurationPath: session.loaded.path)
        } catch {
            return DaemonError(error)
        }
        var problems: [Problem] = []
        for check in checks {
            for problem in check.problems where problem.severity == .warning {
                Terminal.error(problem.configurationText)
            }
            problems += check.problems.filter { $0.severity == .error }
            guard let mapping = check.mapping, mapping != intake.mapping else { continue }
            try Terminal.print("mapping        \(mapping.name), in \(check.file)")
        }
        return problems.isEmpty ? nil : DaemonError(ConfigurationError(problems: problems))
    }

    /// Tells of units that are counted apart though they are perhaps one, in the establishments that are in force.
    private func warnOfUnits(_ settings: Settings, _ database: Database, on day: CalendarDate) throws {
        let establishments = try database.sideFilesInForce(on: day).establishments ?? []
        let problems = settings.statedUnits.problems(
            in: establishments, employerCountry: settings.employer.country)
        for problem in problems { Terminal.error("establishments warning: \(problem.reason); \(problem.remedy)") }
    }

    private func checkDatabase(_ session: Session) throws {
        do {
            let database = try session.openForReading()
            let faults = try database.integrityCheck()
            guard faults.isEmpty else { throw DaemonError.damaged(faults) }
            let snapshots = try database.snapshots()
            try Terminal.print(
                "database       whole, \(snapshots.count) snapshots, newest "
                    + (snapshots.last.map { "\($0.asOf)" } ?? "none"))
            if let newest = snapshots.last { try warnOfUnits(session.settings, database, on: newest.asOf) }
        } catch let error as StoreError where error.code == "database-older" {
            // Opening it as the owner brings it up to date.
            let instance = try session.openForWriting()
            try instance.database.close()
            try Terminal.print("database       brought up to date")
        } catch {
            throw DaemonError(error)
        }
    }
}
