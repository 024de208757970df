import Foundation
import Testing
import Workforce

@testable import Intake

/// Every folder of `Broken` holds one snapshot, named for its defect, and in `expected.txt` exactly what a person is
/// told.
///
/// `DOORSTROOM_RECORD=1 swift test` writes the expectations anew; read the difference before keeping it.
@Suite("Broken snapshots")
struct BrokenSnapshotTests {
    @Test("A broken snapshot gets its message and its remedy", arguments: BrokenSnapshot.all)
    func message(_ broken: BrokenSnapshot) throws {
        let said = try broken.outcome()
        let expectation = broken.folder.appending(path: "expected.txt")
        if ProcessInfo.processInfo.environment["DOORSTROOM_RECORD"] == "1" {
            try said.write(to: expectation, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: expectation, encoding: .utf8)
        #expect(said == expected)
    }

    @Test("The corpus is as large as it should be, and every message has a remedy")
    func corpus() throws {
        #expect(BrokenSnapshot.all.count >= 40)
        for broken in BrokenSnapshot.all {
            for problem in try broken.problems() {
                #expect(problem.reason.hasSuffix(".") && !problem.remedy.isEmpty, "\(broken.name): \(problem.code)")
            }
        }
    }

    @Test("No message holds an employee id, and no archive leaves anything behind")
    func privacy() throws {
        let folder = try ScratchFolder()
        for broken in BrokenSnapshot.all {
            let said = try broken.outcome(temporaryFolder: folder.path)
            #expect(said.firstRange(of: /\bE\d{3}\b|\b\d{9}\b|\b\d{11}\b/) == nil, "\(broken.name)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty, "\(broken.name)")
        }
    }
}

/// One folder of the corpus.
struct BrokenSnapshot: CustomTestStringConvertible, Sendable {
    let name: String
    var folder: URL { ProjectFolders.broken.appending(path: name) }
    var testDescription: String { name }

    static let all: [BrokenSnapshot] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: ProjectFolders.broken.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().map { BrokenSnapshot(name: $0) }
    }()

    func problems() throws -> [Problem] {
        do {
            return try read(temporaryFolder: NSTemporaryDirectory()).flatMap { $0.report.refusals + $0.report.problems }
        } catch let error as IntakeError {
            return error.problems
        }
    }

    func outcome(temporaryFolder: String = NSTemporaryDirectory()) throws -> String {
        do {
            return try read(temporaryFolder: temporaryFolder).map { result in
                ReportRendering(result.report).table()
                    + "Codes: "
                    + (result.report.refusals + result.report.problems).map(\.code).joined(separator: " ") + "\n"
            }.joined(separator: "\n")
        } catch let error as IntakeError {
            return "Error: \(error)\nCodes: \(error.problems.map(\.code).joined(separator: " "))\n"
        }
    }

    private func read(temporaryFolder: String) throws -> [ReadSnapshot] {
        let said = try settings()
        var options = SnapshotReader.Options()
        options.asOf = said["asOf"].flatMap { CalendarDate(iso: $0) }
        options.opener = BundleOpener(temporaryFolder: temporaryFolder)
        let entries = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let bundle = try #require(entries.first { !["options.txt", "expected.txt"].contains($0) })
        let mapping = try #require(Mapping.ofCorpus[said["mapping"] ?? "canonical"])
        let results = try SnapshotReader(mapping: mapping, options: options).read(folder.appending(path: bundle).path)
        return results.map { result in
            guard let snapshot = result.snapshot else { return result }
            let words = (said["previous"] ?? "").split(separator: " ").map(String.init)
            let previous = words.first.flatMap { CalendarDate(iso: $0) }.map {
                PreviousSnapshot(asOf: $0, headcount: Int(words[1]) ?? 0, expectedDepartures: Int(words[2]) ?? 0)
            }
            let newest = said["newest"].flatMap { CalendarDate(iso: $0) }
            var judged = result
            let today = said["today"].flatMap { CalendarDate(iso: $0) } ?? snapshot.asOf
            judged.report.problems += Admission.warnings(of: snapshot, today: today)
            judged.report.refusals += Admission().refusals(of: snapshot, after: previous, newest: newest)
            return judged
        }
    }

    private func settings() throws -> [String: String] {
        let path = folder.appending(path: "options.txt")
        guard FileManager.default.fileExists(atPath: path.path) else { return [:] }
        let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
        return Dictionary(
            lines.map { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                return (String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces))
            }
        ) { first, _ in first }
    }
}

extension Mapping {
    /// The mappings that `options.txt` may name.
    static let ofCorpus: [String: Mapping] = [
        "canonical": .canonical,
        "utf8": employees { $0.encoding = .utf8 },
        "semicolon": employees { $0.delimiter = UInt8(ascii: ";") },
        "dated": employees { $0.asOf = .column("peildatum", formats: ["yyyy-MM-dd"]) },
        "many": employees { $0.pattern = "employees-*.csv" },
        "filtered": employees { $0.filters = [RowFilter(column: "job", values: ["baker"])] },
        "percentages": employees {
            $0.columns["fte"] = ColumnMapping(column: "fte")
            $0.columns["fte"]?.fullTime = FullTime("100")
        },
        "badDates": employees { $0.format.dates = ["DD-MM-YYYY", "dd-MM"] },
        "dropsUsed": employees {
            $0.columns["job"] = ColumnMapping(column: "function")
            $0.drop = ["function"]
        },
        "contradictory": contradictory,
    ]

    private static func employees(_ change: (inout FileMapping) -> Void) -> Mapping {
        var file = FileMapping(target: .employees, pattern: "employees.csv")
        file.passThrough = true
        change(&file)
        return Mapping(name: "corpus", files: [file])
    }

    private static var contradictory: Mapping {
        var first = FileMapping(target: .plan, pattern: "plan.csv")
        first.delimiter = UInt8(ascii: "\"")
        first.format.thousandsMark = UInt8(ascii: ".")
        first.asOf = .constant("31-12-2025")
        first.columns = [
            "job_group": ColumnMapping(constant: "*"), "estblishment": ColumnMapping(column: "store"),
            "note": ColumnMapping(cases: [
                ColumnMapping.Case(source: .constant("x")), ColumnMapping.Case(when: ["a": ["b"]], source: .absent),
            ]),
        ]
        return Mapping(name: "corpus", files: [first, first])
    }
}
