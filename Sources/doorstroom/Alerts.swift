import ArgumentParser
import Daemon
import Foundation
import Outreach
import Prevention
import Store

/// `doorstroom alerts`
struct Alerts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "Early alerts: what partners know, what waits, what is withheld and why.",
        subcommands: [List.self, Show.self, Hold.self, Release.self, Withdraw.self], defaultSubcommand: List.self)

    /// `doorstroom alerts list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Every alert of the last scan.",
            discussion: """
                A state of needs-release waits for a person: doorstroom alerts release SUBJECT. Published alerts are as \
                partners have them; changing and withdrawing ones are told at the next release.
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var listing: ListingOptions
        @Flag(help: "Only people of whom no alert tells.") var withheld = false

        func run() async throws {
            let session = try Session(common)
            let writer = ListingWriter(
                format: listing.chosen,
                columns: [
                    "subject", "state", "region", "occupation", "phase", "cause", "quarter", "count", "partners",
                    "reason",
                ])
            for alert in try OutreachListings(session).alerts() where !withheld || alert.withheld != nil {
                try writer.row([
                    .optional(alert.key), .text(alert.stateName), .text(alert.partition.region),
                    .optional(alert.occupation?.identifier), .integer(alert.partition.phase),
                    .text(alert.partition.cause.code), .optional(alert.partition.quarter), .integer(alert.count),
                    .list(alert.partners), .code(alert.reason.english),
                ])
            }
            try writer.finish(empty: "No alerts.")
        }
    }

    /// `doorstroom alerts show SUBJECT`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One alert: who it is for and what each partner was told.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The alert's subject.") var subject: String

        func run() async throws {
            let listings = try OutreachListings(Session(common))
            guard let alert = try listings.alerts().first(where: { $0.key == subject }) else {
                let told = listings.publications(of: subject)
                if !told.isEmpty {
                    try Terminal.print("this alert is not there any more; what each partner heard last:")
                    return try told.forEach(Terminal.print)
                }
                throw OutreachListings.unknown(subject, .alert)
            }
            try Terminal.print(
                "\(alert.title.english)\nstate \(alert.stateName), \(Statement.people(alert.count).english)")
            if !alert.reason.english.isEmpty { try Terminal.print(alert.reason.english) }
            try listings.publications(of: subject).forEach(Terminal.print)
        }
    }

    /// `doorstroom alerts hold SUBJECT`
    struct Hold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold", abstract: "Keeps an alert, and every cell that holds its people, in until released.")
        @OptionGroup var decision: DecisionOptions
        func run() async throws { try await decision.run(.alert, .hold) }
    }

    /// `doorstroom alerts release SUBJECT`
    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Lets an alert go out at the next release. Bypasses no embargo.")
        @OptionGroup var decision: DecisionOptions
        func run() async throws { try await decision.run(.alert, .release) }
    }

    /// `doorstroom alerts withdraw SUBJECT`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw",
            abstract: "Takes an alert back: withdrawn at the next regular release, kept in until released.")
        @OptionGroup var decision: DecisionOptions
        func run() async throws { try await decision.run(.alert, .withdraw) }
    }
}

/// What deciding verbs take.
struct DecisionOptions: ParsableArguments {
    @OptionGroup var common: CommonOptions
    @Argument(help: "The subject, as the list shows it; for an offer also the internship's code.") var subject: String
    @Option(help: "Why; kept with the decision.") var reason = "not stated"

    func run(_ kind: Decision.Kind, _ action: Decision.Action, knowsUnannounced: Bool = false) async throws {
        let session = try Session(common)
        let decision = Decision(
            kind: kind, action: action, subject: subject, user: session.user, reason: reason,
            knowsUnannounced: knowsUnannounced)
        try Terminal.confirm(try await session.perform(.decide(decision)).message ?? "done")
    }
}
