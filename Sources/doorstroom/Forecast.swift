import ArgumentParser
import Daemon
import Foundation
import Prevention
import Store
import Workforce

/// `doorstroom forecast`
struct Forecast: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Selection groups by how likely redundancies are: how many, in what range, when at the earliest.",
        discussion: """
            Beside the table, on standard error: what the probabilities rest on, and how often such forecasts were \
            right in the past (see 'doorstroom backtest').

            Examples:
              doorstroom forecast
              doorstroom forecast --as-of 2026-06-30 --format csv
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var listing: ListingOptions
    @Option(
        help: ArgumentHelp("As the scan of this date found it; default: the last scan.", valueName: "date"),
        transform: CalendarDate.argument)
    var asOf: CalendarDate?
    @Option(help: "en or nl; default: the employer's language.") var language: Language?

    func run() async throws {
        let session = try Session(common)
        let database = try session.openForReading()
        let scan = try database.requiredScan(asOf)
        let text = ForecastText(isDutch: session.speaksDutch(language))
        let writer = ListingWriter(
            format: listing.chosen,
            columns: [
                "job_group", "establishment", "in_service", "basis", "chance", "expected", "low", "high", "earliest",
                "median", "redundancy_date", "trend_per_year",
            ])
        do {
            for record in try database.groups(scan) {
                guard let forecast = record.group.forecast else { continue }
                try writer.row(row(record.group, forecast))
            }
            try writer.finish(empty: text.empty(scan.forecast))
            text.grounds(scan.forecast).forEach(Terminal.error)
            try text.record(database.backtests().first).forEach(Terminal.error)
        } catch {
            throw DaemonError(error)
        }
    }

    private func row(_ group: SelectionGroup, _ forecast: GroupForecast) -> [ListingValue] {
        [
            .text(group.jobGroup), .text(group.establishment), .integer(group.inService), .code(forecast.basis.code),
            .decimal(Double(forecast.chance) / 100, places: 2), .decimal(Double(forecast.expected) / 100, places: 2),
            .integer(forecast.low), .integer(forecast.high), .optional(forecast.earliest?.description),
            .optional(forecast.median?.description), .optional(group.redundancyDate?.description),
            forecast.trendPerMille.map { .decimal(Double($0) / 1_000, places: 3) } ?? .absent,
        ]
    }
}
