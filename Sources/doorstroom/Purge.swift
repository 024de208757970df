import ArgumentParser
import Daemon

/// `doorstroom purge`
struct Purge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Erases what retention no longer allows: person-level history, content of old deliveries.",
        discussion: "The daemon does this every night. Aggregates and the evidence of deliveries stay.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        Terminal.print(try await Session(common).perform(.purge).message ?? "done")
    }
}
