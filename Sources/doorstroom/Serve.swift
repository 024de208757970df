import ArgumentParser
import Daemon

/// `doorstroom serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "The daemon: schedule, inbox watch, release, delivery.",
        discussion: """
            SIGHUP reloads the configuration: all of it valid, or nothing changes. SIGTERM finishes what is in flight
            within 20 seconds. /healthz, /readyz and /schemas answer at console.address, /metrics at metrics.address.
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let session = try Session(common, quiet: false)
        try await Server(try session.openForWriting(), environment: session.environment).run()
    }
}
