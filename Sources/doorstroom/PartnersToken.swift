import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Outreach
import Store

/// `doorstroom partners token ID`
struct PartnersToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Gives a partner a token for the partner API, or takes all of them back.",
        discussion: """
            The token is shown this once, and kept nowhere: what the database holds is its SHA-256. A former token goes on \
            until the overlap is over, so that the partner can change over without a gap. With --now it ends at once, with \
            --revoke every token does and no new one is made.

            Examples:
              doorstroom partners token werkcentrum-twente
              doorstroom partners token werkcentrum-twente --overlap 14d --expires 365d
              doorstroom partners token werkcentrum-twente --revoke
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The partner's id.") var partner: String
    @Option(help: "How long former ones go on: minutes, hours or days (90m, 24h, 7d), at most 90d; 24h unless said.")
    var overlap: Overlap?
    @Option(help: "After how many days it ends by itself, such as 365d.") var expires: TokenLife?
    @Flag(help: "End former ones at once.") var now = false
    @Flag(help: "End all tokens now, and make none.") var revoke = false

    mutating func validate() throws {
        if revoke, now || overlap != nil || expires != nil {
            throw ValidationError("--revoke makes no token: leave out --now, --overlap and --expires.")
        }
        if now, overlap != nil { throw ValidationError("--now leaves no overlap: leave out --overlap.") }
    }

    func run() async throws {
        let session = try Session(common)
        if revoke { return try await session.ask(partner, .revokeTokens) }
        let partner = try session.partner(partner)
        let token = PartnerToken.make(random: InitialConfiguration.systemRandom(32))
        let request = PartnerRequest(
            partner: partner.id,
            action: .issueToken(
                digest: PartnerToken.digest(of: token.utf8),
                overlap: now ? nil : (overlap ?? .usual).seconds,
                life: expires?.seconds),
            user: session.user)
        let done = try await session.perform(.partner(request)).message ?? "done"
        var lines = [
            done, "", "  \(token)", "",
            "It is shown this once. Give it to the partner by a safe way, never by plain e-mail. To try it, with",
            "`Authorization: Bearer TOKEN` in a FILE of mode 600, so that no list of processes shows it:",
            "  curl -H @FILE \(address(session.settings))/partner/v1/events",
        ]
        if !session.settings.partnerApi.isEnabled {
            lines.append(
                "The partner API does not listen yet: write `partnerApi: {enabled: true}` and restart the daemon.")
        }
        try Terminal.confirm(lines.joined(separator: "\n"))
    }

    /// Where the partner reaches it, or, where that is not written, where it listens.
    private func address(_ settings: Settings) -> String {
        if let url = settings.partnerApi.publicURL { return url }
        let listener = settings.partnerApi.listener
        let host = listener.address.contains(":") ? "[\(listener.address)]" : listener.address
        return "http://\(host):\(listener.port)"
    }
}

/// How long a token lives: days, such as 365d.
struct TokenLife: ExpressibleByArgument {
    let seconds: TimeInterval

    init?(argument: String) {
        guard argument.last == "d", let days = Int(argument.dropLast()), (1...3_650).contains(days) else { return nil }
        seconds = Double(days) * 86_400
    }
}
