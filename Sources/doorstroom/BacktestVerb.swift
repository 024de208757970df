import ArgumentParser
import Daemon
import Foundation
import Store

/// `doorstroom backtest`
struct BacktestVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "How often forecasts were right: those of past snapshots against what came of them.",
        discussion: """
            Forecasts are made anew from what was known at each past date, and held against who lost their job within \
            the horizon. The figures are kept, and the forecast shows them.

            Examples:
              doorstroom backtest
              doorstroom backtest --months 12 --every 1
              doorstroom backtest --format json
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "How far ahead the forecasts look; default: the configured horizon.") var months: Int?
    @Option(help: "Months between two forecasts.") var every = 3
    @Option(help: "text or json.") var format = SummaryFormat.text
    @Option(help: "en or nl; default: the employer's language.") var language: Language?

    mutating func validate() throws {
        if let months, !(1...60).contains(months) { throw ValidationError("--months is a number from 1 to 60.") }
        if !(1...24).contains(every) { throw ValidationError("--every is a number of months from 1 to 24.") }
    }

    func run() async throws {
        let session = try Session(common)
        var request = BacktestRequest()
        request.horizonMonths = months
        request.everyMonths = every
        guard let record = try await session.perform(.backtest(request)).backtest else { return }
        do throws(DaemonError) {
            switch format {
            case .json: try Terminal.printObject(record)
            case .text: try Terminal.print(BacktestText(record.result, isDutch: session.speaksDutch(language)).text)
            }
        } catch {
            throw error.standing("the backtest up to \(record.snapshotDate) is stored.")
        }
    }
}
