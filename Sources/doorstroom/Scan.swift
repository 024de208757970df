import ArgumentParser
import Daemon
import Foundation
import Workforce

/// `doorstroom scan`
struct Scan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One full run on the newest snapshot: phases, scores, alerts, offers, outbox.",
        discussion: """
            A date before the last run is a replay: kept apart, nothing outward.

            Examples:
              doorstroom scan
              doorstroom scan --dry-run                    shows what a run would find, writes nothing
              doorstroom scan --as-of 2026-06-30           a replay of an earlier date
              doorstroom scan --release-now                also releases at once what is not held
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("The date to run for; default: today in the employer's time zone.", valueName: "date"))
    var asOf: CalendarDate?

    @Flag(help: "Compute and show, write nothing.") var dryRun = false
    @Flag(help: "Store results, compose nothing for partners.") var noSend = false
    @Flag(help: "Release at once what is not held; bypasses no hold, embargo or review.") var releaseNow = false
    @Option(help: "text, or json: the summary as one object.") var format: SummaryFormat = .text

    mutating func validate() throws {
        if releaseNow, dryRun || noSend {
            throw ValidationError("--release-now contradicts \(dryRun ? "--dry-run" : "--no-send").")
        }
    }

    func run() async throws {
        var request = ScanRequest()
        request.asOf = asOf
        request.isDryRun = dryRun
        request.sendsNothing = noSend
        request.releasesNow = releaseNow
        let reply = try await Session(common, quiet: false).perform(.scan(request))
        guard let summary = reply.scan else { return }
        switch format {
        case .text: Terminal.print(SummaryText(summary).text)
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            Terminal.print(String(decoding: try encoder.encode(summary), as: UTF8.self))
        }
    }
}

enum SummaryFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
