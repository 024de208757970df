import ArgumentParser
import Daemon

/// The root command: its verbs, and nothing of its own.
///
/// Every verb states its name: the parser would take it from the type by reflection, which costs each call milliseconds.
struct Doorstroom: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doorstroom",
        abstract: "Sees months ahead whose job is at risk, and brings the region's helpers in early.",
        discussion: """
            Every verb takes --config FILE (default: Config/doorstroom.yaml, then /etc/doorstroom/doorstroom.yaml; or the \
            variable DOORSTROOM_CONFIG). Every listing takes --format table|csv|json.

            Exit codes: 0 done; 1 failed; 2 usage or configuration; 3 input refused; 4 another instance holds the \
            database; 75 temporary, try again.

            This is decision support, not legal advice.
            """,
        version: ProgramVersion.text,
        groupedSubcommands: [
            CommandGroup(name: "Set up", subcommands: [Init.self, Check.self, Sample.self, SandboxVerb.self]),
            CommandGroup(name: "The night", subcommands: [Import.self, Scan.self, Serve.self, Deliver.self]),
            CommandGroup(
                name: "What was found",
                subcommands: [
                    Assessments.self, Scores.self, Groups.self, Forecast.self, BacktestVerb.self, Sensitivity.self,
                    Clocks.self, OdometerVerb.self, Explain.self, Alerts.self, Offers.self, Crises.self,
                ]),
            CommandGroup(
                name: "Partners",
                subcommands: [
                    Partners.self, Introductions.self, Deliveries.self, Answers.self, LedgerVerb.self,
                ]),
            CommandGroup(
                name: "Keeping it",
                subcommands: [Backup.self, Restore.self, Purge.self, Keys.self, NoticesVerb.self, Doctor.self]),
            CommandGroup(name: "Rights of the people in it", subcommands: [SubjectExportVerb.self, EraseVerb.self]),
        ])
}
