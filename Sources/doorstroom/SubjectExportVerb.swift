import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Store

/// `doorstroom subject-export EMPLOYEE`
struct SubjectExportVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subject-export", abstract: "Everything that is kept about one person, to hand to that person.",
        discussion: """
            All snapshots' rows, side files that name them, phases over time, scores, statutory dates, the groups they are \
            in, and who looked at them. Groups, phases and dates may rest on plans that were not announced: look before \
            you hand it over. The export itself is noted in the audit log. A file is written for its owner alone.

            Examples:
              doorstroom subject-export E00042 --output E00042.json
              doorstroom subject-export E00042 --format text --language nl
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case json, text }

    @OptionGroup var common: CommonOptions
    @Argument(help: "The employee id.") var employee: String
    @Option(help: ArgumentHelp("The file to write; must not exist.", valueName: "file")) var output: String?
    @Option(help: "json or text.") var format = Format.json
    @Option(help: "en or nl, for headings and sentences; default: the employer's language.") var language: Language?

    func run() async throws {
        let session = try Session(common)
        let database = try session.openForReading()
        let now = Date()
        do {
            guard let person = try database.person(employee) else { throw DaemonError.employeeUnknown }
            // Before it is read, so that the export tells of itself, too.
            try database.auditBeside(systemUser: session.user, verb: "subject-export", person: person, at: now)
            guard let record = try database.subject(person) else { throw DaemonError.employeeUnknown }
            let export = try SubjectExport(
                record, in: database, settings: session.settings, isDutch: session.speaksDutch(language), made: now)
            Terminal.error(export.caution)
            let text = try format == .json ? Self.json(export) : SubjectText(export).text
            guard let output else { return try Terminal.write(text) }
            try PrivateFile.write(text, to: output)
            try Terminal.confirm("wrote \(output)")
        } catch let error as CocoaError where error.code == .fileWriteFileExists {
            throw DaemonError(
                .usage, code: "output-exists",
                message: "There is a file \(output ?? "") already; it is not overwritten.",
                remedy: "Name another file, or move that one away.")
        } catch let error as CocoaError where error.code == .fileWriteUnknown {
            throw DaemonError(
                .failed, code: "output-not-written", message: "The file \(output ?? "") cannot be made.",
                remedy: "See that its folder exists and that this user may write there.")
        } catch {
            throw DaemonError(error)
        }
    }

    private static func json(_ export: SubjectExport) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(export), as: UTF8.self) + "\n"
    }
}
