import ArgumentParser
import Daemon
import Foundation
import Prevention
import Store
import Workforce

/// `doorstroom groups`
struct Groups: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "groups",
        abstract: "Selection groups: supply, surplus, dates, and how far the order covers the surplus.",
        discussion: """
            Examples:
              doorstroom groups --at-risk
              doorstroom groups --as-of 2026-06-30 --format csv
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var listing: ListingOptions
    @Option(
        help: ArgumentHelp("As the scan of this date found it; default: the last scan.", valueName: "date"),
        transform: CalendarDate.argument)
    var asOf: CalendarDate?
    @Flag(help: "Only groups with a redundancy date.") var atRisk = false

    func run() async throws {
        let database = try Session(common).openForReading()
        let scan = try database.requiredScan(asOf)
        let writer = ListingWriter(
            format: listing.chosen,
            columns: [
                "job_group", "establishment", "country", "in_service", "supply_fte", "surplus_fte", "redundancy_date",
                "closing", "decisive_date", "reference_date", "heads", "to_go", "indicated_fte", "statutory_order",
                "missing_birth_dates", "future_hires",
            ])
        do {
            for record in try database.groups(scan) where !atRisk || record.group.redundancyDate != nil {
                try writer.row(row(record))
            }
        } catch {
            throw DaemonError(error)
        }
        try writer.finish(empty: "No group \(atRisk ? "is at risk" : "has people in service").")
    }

    private func row(_ record: GroupRecord) -> [ListingValue] {
        let group = record.group
        return [
            .text(group.jobGroup), .text(group.establishment), .text(group.country), .integer(group.inService),
            .centiFTE(group.supply), .centiFTE(group.surplus), .optional(group.redundancyDate?.description),
            .flag(group.isClosing), .optional(group.decisiveDate?.description),
            .optional(group.referenceDate?.description), .integer(group.heads), .integer(group.toGo),
            .centiFTE(group.indicatedCentiFTE), .flag(group.hasStatutoryOrder),
            .integer(record.missingBirthDates.count), .integer(group.futureHires),
        ]
    }
}

extension ListingValue {
    /// Hundredths of FTE with two decimals.
    static func centiFTE(_ value: Int) -> ListingValue { .decimal(Double(value) / 100, places: 2) }
}
