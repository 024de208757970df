import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Workforce

/// `doorstroom init DIR`
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Writes a working configuration with fresh secrets.",
        discussion: """
            Nothing that exists is overwritten. The one partner is the sandbox on this machine.

            Examples:
              doorstroom init demo
              doorstroom init /etc/doorstroom --data /var/lib/doorstroom
            """)

    @Argument(help: ArgumentHelp("The folder to write into; made when it is not there.", valueName: "dir"))
    var directory: String

    @Option(
        help: ArgumentHelp("The folder for database and inbox; default: 'data' in the new folder.", valueName: "dir"))
    var data: String?

    func run() throws {
        var initial = InitialConfiguration()
        if let data {
            let folder = data.hasPrefix("/") ? data : FileManager.default.currentDirectoryPath + "/" + data
            initial.place(database: folder + "/doorstroom.sqlite")
        }
        let written: [String]
        do throws(ConfigurationError) {
            written = try initial.write(to: directory)
        } catch {
            throw refusal(error)
        }
        try Terminal.confirm(
            """
            \(written.map { "wrote \($0)" }.joined(separator: "\n"))

            Next:
              1. edit \(directory)/doorstroom.yaml (employer, partners)
              2. doorstroom check --config \(directory)/doorstroom.yaml
              3. doorstroom import --suggest EXPORT.csv   drafts a mapping for your HR system's export
            Keep a copy of \(directory)/identity.key where backups do not go.
            """)
    }

    private func refusal(_ error: ConfigurationError) -> DaemonError {
        guard error.problems.allSatisfy({ $0.code == "file-exists" }) else {
            return DaemonError(
                .usage, code: "folder-not-written", message: "The configuration could not be written to \(directory).",
                remedy: "", problems: error.problems)
        }
        let files = error.problems.compactMap(\.file)
        return DaemonError(
            .usage, code: "folder-in-use",
            message: "\(directory) holds a configuration already (\(files.joined(separator: ", "))); "
                + "nothing was written.",
            remedy: "Name another folder, or edit what is there and run "
                + "'doorstroom check --config \(directory)/doorstroom.yaml'.")
    }
}
