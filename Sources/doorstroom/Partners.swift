import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Outreach
import Store
import Workforce

/// `doorstroom partners`
struct Partners: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partners", abstract: "The regional partners, and whether they can be reached.",
        subcommands: [List.self, Test.self, Enable.self], defaultSubcommand: List.self)

    /// `doorstroom partners list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Every partner with its agreement and endpoint state.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var listing: ListingOptions

        func run() async throws {
            let session = try Session(common)
            var endpoints: [String: String] = [:]
            if FileManager.default.fileExists(atPath: session.settings.storage.path) {
                for endpoint in try await session.openForReading().outbox.endpoints() where endpoint.disabled != nil {
                    endpoints[endpoint.partner] = "disabled"
                }
            }
            let writer = ListingWriter(
                format: listing.chosen,
                columns: ["id", "name", "kind", "regions", "events", "agreement", "valid_until", "release", "endpoint"])
            for partner in session.settings.partners {
                try writer.row([
                    .text(partner.id), .text(partner.name), .text(partner.kind.rawValue), .list(partner.regions),
                    .list(partner.events.map(\.rawValue)), .text(partner.agreement.reference),
                    .optional(partner.agreement.validUntil?.description), .text(partner.agreement.release.rawValue),
                    .text(endpoints[partner.id] ?? "enabled"),
                ])
            }
            try writer.finish(empty: "No partners are configured.")
        }
    }

    /// `doorstroom partners test ID`
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test", abstract: "Sends one partner a test event, signed and guarded like any other.",
            discussion: """
                The event is of the type partners.ping.v1 and says nothing of anybody. It is tried once, beside the outbox.

                Example:
                  doorstroom partners test werkcentrum-twente
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "The partner's id.") var partner: String

        func run() async throws {
            let session = try Session(common)
            let result = try await PartnerTest(session.settings, logger: LogOutput.logger(session.settings.log)).run(
                partner)
            try Terminal.confirm(result)
        }
    }

    /// `doorstroom partners enable ID`
    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable", abstract: "Resumes deliveries to a partner whose endpoint said it was gone (410).")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The partner's id.") var partner: String

        func run() async throws {
            let session = try Session(common)
            guard session.settings.partners.contains(where: { $0.id == partner }) else {
                throw PartnerTest.unknown(partner, among: session.settings.partners)
            }
            try Terminal.confirm(try await session.perform(.enablePartner(partner)).message ?? "done")
        }
    }
}
