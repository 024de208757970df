import ArgumentParser
import Daemon
import Foundation
import Store

/// `doorstroom backup FILE`
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Writes an encrypted copy of the database, also while the daemon runs.",
        discussion: """
            The identity key is left out: keep a copy of it elsewhere, without it no backup can be read.

            Example:
              doorstroom backup /backup/doorstroom-$(date +%F).backup
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The file to write; must not exist.") var file: String

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: file) else {
            throw DaemonError(
                .usage, code: "backup-exists", message: "There is a file \(file) already; it is not overwritten.",
                remedy: "Name another file, or move that one away.")
        }
        do {
            try Session(common).openForReading().backup(to: file)
        } catch {
            throw DaemonError(error)
        }
        try Terminal.confirm("wrote \(file); keep the identity key elsewhere")
    }
}
