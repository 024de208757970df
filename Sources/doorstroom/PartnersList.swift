import ArgumentParser
import Daemon
import Foundation
import Outreach
import Store
import Workforce

/// `doorstroom partners list`
struct PartnersList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Every partner with its agreement, how its endpoint fares and how it is signed for.",
        discussion: """
            On a terminal the table leaves out what csv and json have beside it: the agreement, counts and times.

            Examples:
              doorstroom partners list
              doorstroom partners list --format json
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var listing: ListingOptions

    func run() async throws {
        let session = try Session(common)
        let now = Date()
        let rows = try await PartnerHealth.read(session.settings, database: try session.openIfThere(), now: now)
        let columns = PartnersList.columns.filter { listing.chosen != .table || $0.isInTable }
        let writer = ListingWriter(format: listing.chosen, columns: columns.map(\.name))
        for row in rows { try writer.row(columns.map { $0.value(row, now) }) }
        try writer.finish(empty: "No partners are configured.")
    }

    private struct Column: Sendable {
        var name: String
        var isInTable: Bool
        var value: @Sendable (PartnerHealth, Date) -> ListingValue

        init(_ name: String, table: Bool = false, _ value: @escaping @Sendable (PartnerHealth, Date) -> ListingValue) {
            self.name = name
            isInTable = table
            self.value = value
        }

        /// A moment in UTC.
        init(_ name: String, table: Bool = false, moment: @escaping @Sendable (PartnerHealth) -> Date?) {
            self.init(name, table: table) { row, _ in .optional(moment(row)?.formatted(.iso8601)) }
        }
    }

    /// New ones go to the end: scripts read them by place, too.
    private static let columns = [
        Column("id", table: true) { row, _ in .text(row.partner.id) },
        Column("name", table: true) { row, _ in .text(row.partner.name) },
        Column("kind") { row, _ in .text(row.partner.kind.rawValue) },
        Column("regions", table: true) { row, _ in .list(row.partner.regions) },
        Column("events", table: true) { row, _ in .list(row.partner.events.map(\.rawValue)) },
        Column("agreement") { row, _ in .text(row.partner.agreement.reference) },
        Column("valid_until", table: true) { row, _ in .optional(row.partner.agreement.validUntil?.description) },
        Column("release") { row, _ in .text(row.partner.agreement.release.rawValue) },
        Column("endpoint", table: true) { row, _ in
            let isUsable = row.partner.endpoint.troubles.isEmpty
            return .text(row.endpoint.disabled != nil ? "disabled" : isUsable ? "enabled" : "unusable")
        },
        Column("last_success", table: true, moment: { $0.endpoint.lastDelivered }),
        Column("last_failure", moment: { $0.endpoint.lastFailed }),
        Column("last_problem", table: true) { row, _ in .optional(row.endpoint.lastProblem) },
        Column("failing_since", table: true, moment: { $0.endpoint.failingSince }),
        Column("failures") { row, _ in .integer(row.endpoint.failures) },
        Column("paused_until") { row, now in
            .optional(row.endpoint.pausedUntil.flatMap { $0 > now ? $0.formatted(.iso8601) : nil })
        },
        Column("pending", table: true) { row, _ in .integer(row.waiting?.events ?? 0) },
        Column("oldest_pending", moment: { $0.waiting?.oldest }),
        Column("disabled_since", moment: { $0.endpoint.disabled }),
        Column("disabled_by") { row, _ in .optional(row.endpoint.disabledBy) },
        Column("disabled_reason", table: true) { row, _ in
            row.endpoint.disabled == nil
                ? .absent : .text(row.endpoint.disabledReason ?? "the endpoint answered that it is gone (410)")
        },
        Column("signatures", table: true) { row, _ in .list(row.secrets.map(\.kind.rawValue)) },
        Column("secret_since") { row, _ in
            .list(row.secrets.compactMap { secret in secret.since.map { "\(secret.kind) \($0.formatted(.iso8601))" } })
        },
        Column("former_secret_until", table: true) { row, _ in
            .list(
                row.secrets.compactMap { secret in
                    secret.formerEnds.map { "\(secret.kind) \($0.formatted(.iso8601))" }
                })
        },
        Column("outdated_secret_files") { row, _ in
            .list(row.secrets.filter(\.isConfigurationStale).map(\.kind.rawValue))
        },
        Column("circuit", table: true) { row, _ in .text(row.endpoint.circuitOpened == nil ? "closed" : "open") },
        Column("circuit_open_since", moment: { $0.endpoint.circuitOpened }),
        Column("api_tokens") { row, _ in
            .list(
                row.tokens.map { "\($0.name) " + ($0.ends.map { "until \($0.formatted(.iso8601))" } ?? "without end") })
        },
    ]
}
