import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Outreach

/// `doorstroom partners rotate-secret ID`
struct PartnersRotateSecret: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-secret", abstract: "Gives a partner a new secret; both sign until the overlap is over.",
        discussion: """
            From the moment that this verb answers, every event carries a signature by each: whoever verifies with either \
            one verifies. The former one stops by itself. Both stand in the database; the new one also takes the place of \
            the file that the configuration names, so that a restored database finds it there.

            A partner who is late is given more time with --extend, also up to 7 days after the end; one who is done is \
            freed of the former secret with --finish. With --now the former ones end at once and never sign again: for a \
            secret that others may know.

            Examples:
              doorstroom partners rotate-secret werkcentrum-twente --show-secret
              doorstroom partners rotate-secret werkcentrum-twente --kind v1a --overlap 7d
              doorstroom partners rotate-secret werkcentrum-twente --now --show-secret
              doorstroom partners rotate-secret werkcentrum-twente --extend --overlap 3d
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The partner's id.") var partner: String
    @Option(help: "v1 or v1a, where events are signed both ways.") var kind: SignatureKind?
    @Option(
        help: "How long the former one signs along: minutes, hours or days (90m, 7d), at most 90d; 24h unless said.")
    var overlap: Overlap?
    @Flag(help: "End the former ones at once, and for good.") var now = false
    @Flag(help: "Make no new secret: give the former one more time.") var extend = false
    @Flag(help: "Make no new secret: end the former one now.") var finish = false
    @Flag(help: "Show the new secret on standard output, this once.") var showSecret = false

    mutating func validate() throws {
        let chosen = [(now, "--now"), (extend, "--extend"), (finish, "--finish")].filter(\.0).map(\.1)
        guard chosen.count < 2 else {
            throw ValidationError("\(chosen.joined(separator: " and ")) contradict each other: give one of them.")
        }
        guard overlap == nil || !(now || finish) else {
            throw ValidationError("\(chosen[0]) leaves no overlap: leave out --overlap.")
        }
        guard !showSecret || !(extend || finish) else {
            throw ValidationError("\(chosen[0]) makes no secret that could be shown: leave out --show-secret.")
        }
    }

    func run() async throws {
        let session = try Session(common)
        let partner = try session.partner(partner)
        if let trouble = partner.endpoint.troubles.first {
            throw DaemonError(
                .usage, code: "endpoint-files",
                message: "Nothing can be rotated while files of the partner cannot be used.", remedy: "",
                problems: [trouble])
        }
        let kind = try chosenKind(of: partner)
        let overlap = overlap ?? .usual
        if extend { return try await session.ask(partner.id, .extend(kind, overlap: overlap.seconds)) }
        if finish { return try await session.ask(partner.id, .finish(kind)) }
        let change = try SecretChange(partner, kind, in: session.settings, startsAnew: now)
        guard change.isKept || showSecret else {
            throw DaemonError(
                .usage, code: "secret-unkept",
                message: "The new secret cannot be put where the configuration reads it: \(change.obstacle).",
                remedy: "Run this as a user who may, or with --show-secret and put it there yourself; nothing was "
                    + "changed.")
        }
        let request = PartnerRequest(
            partner: partner.id,
            action: .rotate(
                kind, from: partner.endpoint.secret(kind) ?? "", to: change.secret,
                overlap: now ? nil : overlap.seconds),
            user: session.user)
        let done = try await session.perform(.partner(request)).message ?? "done"
        try change.finish(done)
        let note = SecretNote(
            kind: kind, secret: change.secret, isShown: showSecret, isKept: change.isKept)
        try Terminal.confirm(([done] + change.place + note.lines).joined(separator: "\n"))
    }

    private func chosenKind(of partner: Partner) throws -> SignatureKind {
        let kinds = partner.endpoint.signatureKinds
        if let kind {
            guard kinds.contains(kind) else {
                throw DaemonError(
                    .usage, code: "not-signed-so",
                    message: "Events to \(partner.id) are not signed by \(kind.rawValue).",
                    remedy: "Name a secret as `endpoint.\(kind.referenceName)File` first.")
            }
            return kind
        }
        guard kinds.count == 1 else {
            throw DaemonError(
                .usage, code: "kind-not-said", message: "Events to \(partner.id) are signed by v1 and by v1a.",
                remedy: "Say which secret is to be rotated: --kind v1 or --kind v1a.")
        }
        return kinds[0]
    }
}

extension SignatureKind: ExpressibleByArgument {}
