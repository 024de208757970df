import ArgumentParser
import Daemon

/// `doorstroom deliver`
struct Deliver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver", abstract: "Sends what is due, without the daemon.",
        discussion: """
            Holds, embargoes, reviews and expiry apply as ever. With a daemon running it is asked to look now.

            Examples:
              doorstroom deliver                 one attempt of everything that is due
              doorstroom deliver --until-empty   waits for retries until nothing waits any more
            """)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Also wait for retries, until nothing waits that could be attempted.")
    var untilEmpty = false

    func run() async throws {
        let reply = try await Session(common).perform(.deliver(untilEmpty: untilEmpty))
        guard let summary = reply.delivery else {
            try Terminal.confirm(reply.message ?? "done")
            return
        }
        try Terminal.confirm(
            "delivered \(summary.delivered), to be retried \(summary.retrying), parked \(summary.parked), "
                + "exhausted \(summary.exhausted), expired \(summary.expired), still waiting \(summary.pending)")
        if summary.delivered == 0, summary.pending > 0 {
            Terminal.error("Nothing was delivered, and something waits: see 'doorstroom doctor'.")
        }
        if summary.parked + summary.exhausted > 0 {
            Terminal.error(
                "Some events wait for a person: see 'doorstroom deliveries list --state parked' and 'doorstroom notices'."
            )
        }
    }
}
