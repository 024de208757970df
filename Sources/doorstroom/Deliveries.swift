import ArgumentParser
import Daemon
import Foundation
import Store

/// `doorstroom deliveries`
struct Deliveries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries", abstract: "What was sent to whom, what waits, and what failed.",
        subcommands: [List.self, Show.self, Replay.self], defaultSubcommand: List.self)

    /// `doorstroom deliveries list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Events in the outbox, newest first.",
            discussion: """
                Examples:
                  doorstroom deliveries list --state parked
                  doorstroom deliveries list --partner werkcentrum-twente --limit 20
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var listing: ListingOptions
        @Option(help: "Only this partner's.") var partner: String?
        @Option(help: "Only events in this state; may be repeated.") var state: [OutboxState] = []
        @Option(help: "Only events of this subject.") var subject: String?
        @Option(help: "At most so many.") var limit = 100_000

        func run() async throws {
            let database = try Session(common).openForReading()
            let rows = try await database.outbox.list(
                OutboxFilter(
                    partner: partner, states: state.isEmpty ? nil : Set(state), subject: subject, limit: limit))
            let writer = ListingWriter(
                format: listing.chosen,
                columns: [
                    "id", "partner", "type", "subject", "sequence", "state", "time", "due", "attempts", "last", "note",
                ])
            for row in rows {
                try writer.row([
                    .text(row.id), .text(row.partner), .text(row.type), .text(row.subject), .integer(row.sequence),
                    .text(row.state.rawValue), .text(row.time.formatted(.iso8601)),
                    .optional(row.due?.formatted(.iso8601)), .integer(row.attempts),
                    .optional(row.lastStatus.map(String.init) ?? row.lastFault),
                    .optional(row.note ?? row.supersededBy.map { "superseded by \($0)" }),
                ])
            }
            try writer.finish(empty: "No events.")
        }
    }

    /// `doorstroom deliveries show EVENT`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One event: its content and every attempt.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The event's id.") var event: String

        func run() async throws {
            let database = try Session(common).openForReading()
            let detail: OutboxDetail
            do { detail = try await database.outbox.show(event) } catch { throw DaemonError(error) }
            let row = detail.listing
            try Terminal.print(
                "\(row.type) to \(row.partner), subject \(row.subject), number \(row.sequence): \(row.state.rawValue)")
            if let successor = row.supersededBy {
                try Terminal.print("superseded by \(successor), which says how things stand now")
            }
            if let note = row.note { try Terminal.print("note: \(note)") }
            for attempt in detail.attempts { try Terminal.print("  \(attempt.summary)") }
            try Terminal.print(
                detail.body.isEmpty
                    ? "(the content was erased by retention)" : String(decoding: detail.body, as: UTF8.self))
        }
    }

    /// `doorstroom deliveries replay EVENT`
    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay", abstract: "Queues an event once more, to the one partner it is for.",
            discussion: "Bypasses no hold, embargo, expiry or withdrawal.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The event's id.") var event: String

        func run() async throws {
            let reply = try await Session(common).perform(.replay(delivery: event))
            try Terminal.confirm(reply.message ?? "queued")
        }
    }
}

extension OutboxState: ExpressibleByArgument {}

extension OutboxAttempt {
    /// One line for a person.
    var summary: String {
        let answer = status.map { "answered \($0)" } ?? "no answer: \(fault ?? "unknown")"
        let target = location.map { ", pointing to \($0)" } ?? ""
        return "attempt \(number), \(started.formatted(.iso8601)), \(milliseconds) ms, \(answer)\(target)"
    }
}
