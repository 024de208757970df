import ArgumentParser
import Daemon
import Delivery
import DoorstroomConfiguration
import Foundation
import Outreach
import Store
import Workforce

/// `doorstroom partners`
struct Partners: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partners",
        abstract: "The regional partners: who they are, how they fare, how they are signed for.",
        subcommands: [
            PartnersList.self, PartnersAdd.self, Test.self, PartnersRotateSecret.self, PublicKey.self,
            PartnersToken.self, Disable.self,
            Enable.self,
        ], defaultSubcommand: PartnersList.self)

    /// `doorstroom partners test ID`
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test", abstract: "Sends one partner a test event, signed and guarded like any other.",
            discussion: """
                The event is of the type partners.ping.v1 and says nothing of anybody. It is tried once, beside the outbox, \
                with the configuration as it stands in the files. Shown are the answer, the signatures, the address that \
                was dialled, the certificate, and where the time went.

                Example:
                  doorstroom partners test werkcentrum-twente
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "The partner's id.") var partner: String

        func run() async throws {
            let session = try Session(common)
            let test = PartnerTest(
                session.settings, database: try session.openIfThere(), logger: LogOutput.logger(session.settings.log))
            try Terminal.confirm(try await test.run(partner).text)
        }
    }

    /// `doorstroom partners public-key ID`
    struct PublicKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "public-key", abstract: "The keys with which a partner verifies v1a signatures.",
            discussion: """
                During a rotation there are two. They are no secrets, but must reach the partner unaltered.

                Example:
                  doorstroom partners public-key werkcentrum-twente
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var listing: ListingOptions
        @Argument(help: "The partner's id.") var partner: String

        func run() async throws {
            let session = try Session(common)
            let partner = try session.partner(partner)
            let signer = try await PartnerTest(
                session.settings, database: try session.openIfThere(), logger: LogOutput.logger(session.settings.log)
            ).signer(partner, now: Date())
            let writer = ListingWriter(format: listing.chosen, columns: ["partner", "public_key", "signs_until"])
            for standing in signer.keys {
                guard let key = standing.key.publicKey else { continue }
                try writer.row([
                    .text(partner.id), .text(key), .optional(standing.ends?.formatted(.iso8601)),
                ])
            }
            try writer.finish(
                empty: "Events to \(partner.id) are not signed by v1a: it verifies with the secret that it shares.")
        }
    }

    /// `doorstroom partners disable ID`
    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "disable", abstract: "Stops everything to a partner; what waits keeps waiting.",
            discussion: """
                Nothing new is queued for the partner either, and no withdrawal reaches it; once it is enabled, the next \
                release tells it how things stand then. What is on its way is not called back.

                Example:
                  doorstroom partners disable werkcentrum-twente --reason "they are moving, until 12 May"
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "The partner's id.") var partner: String
        @Option(help: "Why; shown in the list, kept in the audit log.") var reason = "not stated"

        func run() async throws {
            let session = try Session(common)
            try await session.ask(partner, .disable(reason: reason))
        }
    }

    /// `doorstroom partners enable ID`
    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable",
            abstract: "Resumes deliveries to a partner who was disabled, or whose endpoint said it was gone (410).")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The partner's id.") var partner: String

        func run() async throws {
            let session = try Session(common)
            try await session.ask(partner, .enable)
        }
    }
}

extension Session {
    /// A configured partner.
    /// - Throws: exit code 2 when there is none of that id.
    func partner(_ id: String) throws -> Partner {
        guard let partner = settings.partners.first(where: { $0.id == id }) else {
            throw PartnerTest.unknown(id, among: settings.partners)
        }
        return partner
    }

    /// The database for reading; nil before there is one.
    func openIfThere() throws -> Database? {
        FileManager.default.fileExists(atPath: settings.storage.path) ? try openForReading() : nil
    }

    /// Has something done to a configured partner, and says so.
    func ask(_ id: String, _ action: PartnerRequest.Action) async throws {
        let request = PartnerRequest(partner: try partner(id).id, action: action, user: user)
        try Terminal.confirm(try await perform(.partner(request)).message ?? "done")
    }
}
