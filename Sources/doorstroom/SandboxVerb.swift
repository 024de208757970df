import ArgumentParser
import Daemon
import DoorstroomConfiguration

/// `doorstroom sandbox`
struct SandboxVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "A mobility centre to try against: verifies signatures, checks schemas, shows what arrives.",
        discussion: """
            Listens on 127.0.0.1 only. Each configured partner's events are taken at /hooks/PARTNER with its secret;
            the page at / shows what arrived.

            Example:
              doorstroom sandbox --port 8480 --config demo/doorstroom.yaml
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "TCP port; 0 takes a free one.") var port = InitialConfiguration.sandboxPort

    mutating func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port \(port) is outside 0 to 65535.") }
    }

    func run() async throws {
        let settings = try Session(common).settings
        do {
            try await SandboxServer(partners: settings.partners, port: port).run(
                onBound: { port in say("sandbox at http://127.0.0.1:\(port)/") }, onArrival: say)
        } catch {
            throw DaemonError(
                .failed, code: "sandbox-stopped", message: "The sandbox cannot listen on port \(port).",
                remedy: "Another program may have the port: name a free one with --port, or 0 for any.")
        }
    }

    /// What cannot be shown any more ends the program: showing is all that it is for.
    @Sendable private func say(_ line: String) {
        do { try Terminal.print(line) } catch { Failure.exit(with: error) }
    }
}
