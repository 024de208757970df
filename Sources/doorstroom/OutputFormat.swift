import ArgumentParser
import Foundation

/// How a listing is written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, csv, json
}

/// The options that every verb takes.
struct CommonOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The configuration file.", valueName: "file"))
    var config: String?

    /// A path as the daemon can open it, which has another working folder.
    static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}

/// The options that every listing takes.
struct ListingOptions: ParsableArguments {
    @Option(name: .long, help: "table (default on a terminal), csv (default in a pipe), or json: one object per line.")
    var format: OutputFormat?

    /// What was asked for, or what fits where the output goes: a table for a person, CSV for a pipe.
    var chosen: OutputFormat { format ?? (Terminal.outputIsTerminal ? .table : .csv) }
}
