import ArgumentParser
import Daemon
import Foundation

/// `doorstroom erase EMPLOYEE`
struct EraseVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erases one person from everything that is kept here, for good.",
        discussion: """
            Identity, rows of all snapshots, results, side files, holds, refused and kept files, and copies beside the \
            database. Counts in which the person was one of many stay. The database file is written anew, and the verb \
            looks whether the id or the name is left in any file; that takes as long as a copy of the database.

            A list beside the database (its name with .erasures) holds a keyed digest of the id: a restored backup and an \
            older snapshot leave the person out by it. A snapshot dated later that lists them means that they are an \
            employee again. So take the person out of the HR system's export first. See 'subject-export' for what is held.

            Examples:
              doorstroom erase E00042 --reason "request 2026-17"
              doorstroom erase E00042 --reason "request 2026-17" --yes       without asking
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The employee id.") var employee: String
    @Option(help: "Why, for the record; without a name or number of the person.") var reason: String
    @Flag(help: "Do not ask.") var yes = false

    func run() async throws {
        let session = try Session(common)
        if !yes { try confirm() }
        let request = EraseRequest(employee: employee, reason: reason, user: session.user)
        try Terminal.confirm(try await session.perform(.erase(request)).message ?? "done")
    }

    private func confirm() throws {
        guard Terminal.inputIsTerminal, Terminal.errorIsTerminal else {
            throw DaemonError(
                .usage, code: "not-confirmed", message: "Nobody is there to be asked whether to erase for good.",
                remedy: "Add --yes where that is meant.")
        }
        Terminal.error("This erases everything about \(employee), and cannot be undone. Type the id once more:")
        guard readLine() == employee else {
            throw DaemonError(
                .usage, code: "not-confirmed", message: "That is not the same id; nothing was erased.",
                remedy: "Run the command again.")
        }
    }
}
