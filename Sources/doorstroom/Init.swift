import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation

/// `doorstroom init DIR`
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a working configuration with fresh secrets.",
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
            throw DaemonError(error)
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
}
