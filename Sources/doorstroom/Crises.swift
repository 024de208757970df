import ArgumentParser
import Daemon
import Foundation
import Outreach
import Prevention
import Store
import Workforce

/// `doorstroom crises`
struct Crises: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crises",
        abstract: "Collective redundancies within reach: what binds, what partners know, what waits for a person.",
        subcommands: [List.self, Show.self, Hold.self, Release.self, Withdraw.self], defaultSubcommand: List.self)

    /// `doorstroom crises list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Every crisis, open ones first.",
            discussion: """
                Partners hear of a crisis only when a person releases it, and not before every announcement date behind \
                it: doorstroom crises release SUBJECT. days counts to the crossing, and is negative once it has been. notify_by \
                and first_notice_by are the last days to notify the authorities and to give the first notice.
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var listing: ListingOptions
        @Option(help: "en or nl, for the reason; default: English.") var language: Language?

        func run() async throws {
            let listings = try OutreachListings(Session(common))
            let writer = ListingWriter(
                format: listing.chosen,
                columns: [
                    "subject", "state", "country", "unit_kind", "unit", "rule", "opened_on", "closed_on", "crosses_on",
                    "days", "notify_by", "first_notice_by", "count", "threshold", "partners_know", "partners", "told",
                    "reason",
                ])
            for entry in listings.crises() {
                let crisis = entry.crisis
                try writer.row([
                    .text(crisis.key), .text(crisis.state.rawValue), .text(crisis.unit.country),
                    .text(crisis.unit.kind.rawValue), .optional(crisis.unit.code), .text(crisis.rule),
                    .text(crisis.openedOn.description), .optional(crisis.closedOn?.description),
                    .text(crisis.crossesOn.description),
                    crisis.state == .open ? .integer(crisis.daysToCrossing(from: listings.today)) : .absent,
                    .optional(crisis.openDeadlines?.notification.description),
                    .optional(crisis.openDeadlines?.firstNotice.description),
                    .integer(crisis.count), .integer(crisis.threshold), .optional(entry.outward),
                    .list(entry.partners), .list(entry.told.map(\.quarter)),
                    .code(language == .nl ? entry.reason.dutch : entry.reason.english),
                ])
            }
            try writer.finish(empty: "No crises.")
        }
    }

    /// `doorstroom crises show SUBJECT`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One crisis: groups and dates, counts over time, what binds, what was told.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The crisis's subject.") var subject: String
        @Option(help: "en or nl; default: the employer's language.") var language: Language?

        func run() async throws {
            let session = try Session(common)
            let listings = try OutreachListings(session)
            guard let entry = listings.crises().first(where: { $0.crisis.key == subject }) else {
                throw OutreachListings.unknown(subject, .crisis)
            }
            let isDutch = session.speaksDutch(language)
            let text = CrisisText(entry, today: listings.today, isDutch: isDutch)
            try Terminal.print(text.lines.joined(separator: "\n"))
            try listings.publications(of: subject, isDutch: isDutch).forEach(Terminal.print)
        }
    }

    /// `doorstroom crises hold SUBJECT`
    struct Hold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold",
            abstract: "Keeps a crisis, and every cell that holds its people, in until released.")
        @OptionGroup var decision: DecisionOptions
        func run() async throws { try await decision.run(.crisis, .hold) }
    }

    /// `doorstroom crises release SUBJECT`
    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Lets a crisis go out at the next release. Bypasses no embargo.")
        @OptionGroup var decision: DecisionOptions
        @Flag(help: "Also where plans behind it have no announcement date: partners then know before the staff.")
        var unannounced = false
        func run() async throws { try await decision.run(.crisis, .release, knowsUnannounced: unannounced) }
    }

    /// `doorstroom crises withdraw SUBJECT`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw",
            abstract: "Takes a crisis back: closed for partners at the next regular release, kept in until released.")
        @OptionGroup var decision: DecisionOptions
        func run() async throws { try await decision.run(.crisis, .withdraw) }
    }
}
