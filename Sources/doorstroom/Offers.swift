import ArgumentParser
import Daemon
import Foundation
import Outreach
import Prevention

/// `doorstroom offers`
struct Offers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offers", abstract: "Internship offers: what partners know, what waits, what is not made and why.",
        subcommands: [List.self, Show.self, Hold.self, Release.self, Withdraw.self], defaultSubcommand: List.self)

    /// `doorstroom offers list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Every internship of the last scan.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var listing: ListingOptions

        func run() async throws {
            let writer = ListingWriter(
                format: listing.chosen, columns: ["internship", "subject", "state", "places", "partners", "reason"])
            for offer in try OutreachListings(Session(common)).offers() {
                try writer.row([
                    .text(offer.internship), .optional(offer.key), .text(offer.stateName), .integer(offer.places),
                    .list(offer.partners), .code(offer.reason.english),
                ])
            }
            try writer.finish(empty: "No internships.")
        }
    }

    /// `doorstroom offers show INTERNSHIP`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One internship and what each partner was told.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The internship's code or subject.") var subject: String

        func run() async throws {
            let listings = try OutreachListings(Session(common))
            guard let offer = try listings.offers().first(where: { $0.key == subject || $0.internship == subject })
            else {
                throw OutreachListings.unknown(subject, .offer)
            }
            let places = offer.places == 1 ? "1 place" : "\(offer.places) places"
            try Terminal.print("internship \(offer.internship), state \(offer.stateName), \(places)")
            if !offer.reason.english.isEmpty { try Terminal.print(offer.reason.english) }
            if let key = offer.key { try listings.publications(of: key).forEach(Terminal.print) }
        }
    }

    /// `doorstroom offers hold INTERNSHIP`
    struct Hold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold", abstract: "Keeps an offer in until released.")
        @OptionGroup var decision: DecisionOptions
        func run() async throws { try await decision.run(.offer, .hold) }
    }

    /// `doorstroom offers release INTERNSHIP`
    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Lets an offer go out at the next release.")
        @OptionGroup var decision: DecisionOptions
        func run() async throws { try await decision.run(.offer, .release) }
    }

    /// `doorstroom offers withdraw INTERNSHIP`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw",
            abstract: "Takes an offer back: withdrawn at the next regular release, kept in until released.")
        @OptionGroup var decision: DecisionOptions
        func run() async throws { try await decision.run(.offer, .withdraw) }
    }
}
