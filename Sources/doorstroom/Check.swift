import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Intake
import Outcomes
import Outreach
import Prevention
import Store

/// `doorstroom check`
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Validates configuration, statutes, scorecard, mappings, database.",
        discussion: """
            Examples:
              doorstroom check
              doorstroom check --partners       also sends every partner a test event
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Also try each partner's endpoint with a test event.") var partners = false

    func run() async throws {
        let session = try Session(common, quiet: false)
        let settings = session.settings
        Terminal.print("configuration  \(session.loaded.path): valid")
        for statute in settings.statuteFiles {
            Terminal.print("statute        \(statute.pack.country), version \(statute.pack.version)")
        }
        Terminal.print(
            "scorecard      \(settings.scorecard.name) \(settings.scorecard.version), "
                + "\(settings.scorecard.indicators.count) indicators")
        Terminal.print("mapping        \(settings.intake.mapping.name)")
        if FileManager.default.fileExists(atPath: settings.storage.path) {
            try checkDatabase(session)
        } else {
            Terminal.print("database       \(settings.storage.path): made at the first import")
        }
        guard partners else {
            Terminal.print("partners       \(settings.partners.count) configured (--partners tries them)")
            return
        }
        var failed = false
        for partner in settings.partners {
            do throws(DaemonError) {
                Terminal.print(
                    "partner        \(try await PartnerTest(settings, logger: LogOutput.logger(settings.log)).run(partner.id))"
                )
            } catch {
                failed = true
                Terminal.error("partner        \(error)")
            }
        }
        if failed {
            throw DaemonError(
                .failed, code: "partners-unreached", message: "Not every partner could be reached.",
                remedy: "See above.")
        }
    }

    private func checkDatabase(_ session: Session) throws {
        do {
            let database = try session.openForReading()
            let faults = try database.integrityCheck()
            guard faults.isEmpty else { throw DaemonError.damaged(faults) }
            let snapshots = try database.snapshots()
            Terminal.print(
                "database       whole, \(snapshots.count) snapshots, newest "
                    + (snapshots.last.map { "\($0.asOf)" } ?? "none"))
        } catch let error as StoreError where error.code == "database-older" {
            // Opening it as the owner brings it up to date.
            let instance = try session.openForWriting()
            try instance.database.close()
            Terminal.print("database       brought up to date")
        } catch {
            throw DaemonError(error)
        }
    }
}
