import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Intake
import Workforce

/// `doorstroom import PATH`
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Reads a bundle into the store.",
        discussion: """
            A bundle is a folder, a .zip or .tar.gz of one, or a single employees file. A refused snapshot changes nothing.

            Examples:
              doorstroom import export-2026-10-31.zip
              doorstroom import --suggest export.csv > mappings/hris.yaml
              doorstroom import export.csv --mapping hris --as-of 2026-10-31 --dry-run
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: ArgumentHelp("The folder, archive or file.", valueName: "path"))
    var path: String?

    @Option(
        help: ArgumentHelp(
            "A mapping by name (mappings/NAME.yaml) or path; default: the configured one.", valueName: "name"))
    var mapping: String?

    @Option(
        help: ArgumentHelp("The date of the snapshot, where the bundle does not say it.", valueName: "date"),
        transform: CalendarDate.argument)
    var asOf: CalendarDate?

    @Flag(help: "Read and validate, keep nothing.") var dryRun = false
    @Flag(help: "Draft a mapping from header and values, and say what is unsure.") var suggest = false
    @Flag(help: "Take a snapshot whose headcount moved by more than 15 %.") var acceptHeadcountChange = false
    @Flag(help: "Take a snapshot older than the newest.") var backfill = false
    @Flag(help: "Take in what lies in the inbox, as the daemon would.") var inbox = false

    mutating func validate() throws {
        if (path == nil) != inbox {
            throw ValidationError(inbox ? "--inbox takes no path." : "Name the folder, archive or file to import.")
        }
    }

    func run() async throws {
        if inbox {
            try answer(try await Session(common).perform(.importInbox))
            return
        }
        let absolute = CommonOptions.absolute(path ?? "")
        if suggest {
            do { try Terminal.print(try MappingSuggestion.suggest(absolute)) } catch { throw DaemonError(error) }
            return
        }
        var request = ImportRequest(path: absolute)
        request.mapping = mapping
        request.asOf = asOf
        request.isDryRun = dryRun
        request.acceptsHeadcountChange = acceptHeadcountChange
        request.isBackfill = backfill
        try answer(try await Session(common).perform(.importSnapshot(request)))
    }

    private func answer(_ reply: OperationReply) throws {
        do throws(DaemonError) {
            try show(reply.imports)
            if reply.imports.isEmpty, reply.error == nil { try Terminal.print("Nothing to take in.") }
        } catch {
            guard reply.error != nil else {
                let dates = reply.imports.compactMap { $0.asOf?.description }.joined(separator: ", ")
                throw dryRun || dates.isEmpty ? error : error.standing("what was read is stored, as of \(dates).")
            }
            // The refusal is the news that decides the exit code.
            Terminal.error("doorstroom: \(error.message)")
        }
        if let error = reply.error { throw error.listing(reply.imports) }
    }

    private func show(_ reports: [SnapshotReport]) throws(DaemonError) {
        for report in reports {
            switch listing.chosen {
            case .table: try Terminal.print(ReportRendering(report).table())
            case .csv: try Terminal.write(ReportRendering(report).csv)
            case .json: try Terminal.printObject(report)
            }
        }
    }
}
