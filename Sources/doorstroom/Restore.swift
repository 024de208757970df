import ArgumentParser
import Daemon
import Foundation
import Store

/// `doorstroom restore FILE`
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup in the place of the database.",
        discussion: """
            Needs the identity key that the backup was written with. What partners were told is part of it, so that the
            next night sends nothing anew.

            Example:
              doorstroom restore /backup/doorstroom-2026-10-31.backup
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The backup.") var file: String
    @Flag(help: "Replace the database that is there; it is kept beside it under another name.") var force = false

    func run() async throws {
        let session = try Session(common)
        do {
            try Instance.restore(file, settings: session.settings, replacing: force)
        } catch {
            throw DaemonError(error)
        }
        try Terminal.confirm("restored; next: doorstroom doctor")
    }
}
