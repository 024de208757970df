import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Outreach

/// `doorstroom sandbox`
struct SandboxVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "A mobility centre to try against: verifies signatures, checks schemas, shows what arrives.",
        discussion: """
            Listens on 127.0.0.1 only. Each configured partner's events are taken at /hooks/PARTNER with its secret; \
            the page at / shows what arrived. With --api and --token-file it answers through the partner API. It \
            misbehaves where it is told to, on its page or by POST /misbehave: slow, failing, garbage, busy (429), \
            gone (410), hang, reset, well.

            Examples:
              doorstroom sandbox --port 8480 --config demo/doorstroom.yaml
              doorstroom sandbox --api http://127.0.0.1:8471 --token-file werk=werk.txt
              curl -d 'manner=busy&requests=3' http://127.0.0.1:8480/misbehave
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "TCP port; 0 takes a free one.") var port = InitialConfiguration.sandboxPort
    @Option(help: "Address of the partner API, to answer through it.") var api: String?
    @Option(help: "File with a partner's token, as PARTNER=FILE; FILE alone where there is one partner.")
    var tokenFile: [String] = []

    mutating func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port \(port) is outside 0 to 65535.") }
        guard (api == nil) == tokenFile.isEmpty else {
            throw ValidationError("--api and --token-file belong together: name both, or neither.")
        }
    }

    func run() async throws {
        let settings = try Session(common).settings
        let access = try api.map { SandboxServer.Access(api: $0, tokens: try tokens(settings.partners)) }
        do {
            try await SandboxServer(partners: settings.partners, port: port, access: access).run(
                onBound: { port in say("sandbox at http://127.0.0.1:\(port)/") }, onArrival: say)
        } catch let error as DaemonError {
            throw error
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

    private func tokens(_ partners: [Partner]) throws -> [String: Secret] {
        var tokens: [String: Secret] = [:]
        for option in tokenFile {
            let parts = option.split(separator: "=", maxSplits: 1).map { String($0) }
            let isNamed = parts.count == 2 && partners.contains { $0.id == parts[0] }
            guard isNamed || partners.count == 1 else {
                throw ValidationError(
                    "--token-file \(option) names no partner: write PARTNER=FILE, with one of "
                        + partners.map(\.id).joined(separator: ", ") + ".")
            }
            let path = isNamed ? parts[1] : option
            guard let data = FileManager.default.contents(atPath: path),
                let text = String(bytes: data, encoding: .utf8)?.trimmingCharacters(in: .whitespacesAndNewlines),
                !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else {
                throw ValidationError(
                    "\(path) holds no token: write the one that 'doorstroom partners token PARTNER' shows into it, on one line."
                )
            }
            tokens[isNamed ? parts[0] : partners[0].id] = Secret(text)
        }
        return tokens
    }
}
