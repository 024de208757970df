import ArgumentParser
import Daemon
import Foundation
import Intake
import Workforce

/// `doorstroom scan`
struct Scan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "One full run on the newest snapshot: phases, scores, alerts, offers, outbox.",
        discussion: """
            A date before the last run is a replay: kept apart, nothing outward.

            Examples:
              doorstroom scan
              doorstroom scan --dry-run                    shows what a run would find, writes nothing
              doorstroom scan --as-of 2026-06-30           a replay of an earlier date
              doorstroom scan --release-now                also releases at once what is not held
              doorstroom scan --inbox                      takes in the inbox first: the whole night in one run
              doorstroom scan --import export.zip          takes in one bundle first; if it is refused, there is no scan
            """)

    @OptionGroup var common: CommonOptions

    @Option(
        help: ArgumentHelp("The date to run for; default: today in the employer's time zone.", valueName: "date"),
        transform: CalendarDate.argument)
    var asOf: CalendarDate?

    @Flag(help: "Compute and show, write nothing.") var dryRun = false
    @Flag(help: "Store results, compose nothing for partners.") var noSend = false
    @Flag(help: "Release at once what is not held; bypasses no hold, embargo or review.") var releaseNow = false
    @Flag(help: "Take in first what lies in the inbox; if a drop is refused, the newest good snapshot is scanned.")
    var inbox = false
    @Option(name: .customLong("import"), help: ArgumentHelp("Take in this bundle first.", valueName: "path"))
    var bundle: String?
    @Option(help: "text, or json: the summary as one object.") var format: SummaryFormat = .text
    @Option(help: "en or nl; default: the employer's language.") var language: Language?

    mutating func validate() throws {
        if inbox, bundle != nil { throw ValidationError("--inbox contradicts --import: name one of them.") }
        if inbox || bundle != nil, dryRun {
            throw ValidationError("--dry-run writes nothing, so nothing can be taken in with it.")
        }
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
        if let bundle { request.intake = .bundle(ImportRequest(path: CommonOptions.absolute(bundle))) }
        if inbox { request.intake = .inbox }
        let session = try Session(common, quiet: false)
        let reply = try await session.perform(.scan(request))
        // The summary is what is asked for; what the import has to say goes beside it.
        for report in reply.imports where !report.problems.isEmpty || report.isRefused {
            Terminal.error(ReportRendering(report).table())
        }
        if let summary = reply.scan {
            do throws(DaemonError) {
                try show(summary, isDutch: session.speaksDutch(language))
            } catch {
                let told = dryRun ? error : error.standing("the scan of \(summary.asOf) is stored.")
                guard reply.error != nil else { throw told }
                // The refusal is the news that decides the exit code.
                Terminal.error("doorstroom: \(told.message)")
            }
        }
        if let error = reply.error { throw error.listing(reply.imports) }
    }

    private func show(_ summary: ScanSummary, isDutch: Bool) throws(DaemonError) {
        switch format {
        case .text: try Terminal.print(SummaryText(summary, isDutch: isDutch).text)
        case .json: try Terminal.printObject(summary)
        }
    }
}

enum SummaryFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
