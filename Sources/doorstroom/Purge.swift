import ArgumentParser
import Daemon

/// `doorstroom purge`
struct Purge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Erases what retention no longer allows: person-level history, old deliveries, refused files.",
        discussion: "The daemon does this after each scheduled scan. The newest snapshot and scan stay, however old.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try Terminal.confirm(try await Session(common).perform(.purge).message ?? "done")
    }
}
