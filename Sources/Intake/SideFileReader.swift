import Foundation
import Workforce

/// Reads the side files of a bundle through their mapping (interface: "Snapshot bundle").
///
/// A rejected row is left out and reported; what refuses a whole file is decided over all its rows (`Admission`).
struct SideFileReader {
    /// A side file is read whole; a larger one than this is no side file.
    static let maximumBytes = 256 * 1024 * 1024

    /// What became of one file.
    struct Outcome {
        var file: String
        var target: Mapping.Target
        var header: [String] = []
        var rows = 0
        var rejected = 0
        var problems: [Problem] = []
        /// Why the file cannot be used at all.
        var refusals: [Problem] = []
        /// National identifiers by checksum, over all rows.
        var identifierCounts: [IdentifierCount] = []
    }

    /// Reads `file` and adds its rows to `side`, behind those that an earlier file of the same target gave.
    func read(_ file: BundleFile, mapping: FileMapping, into side: inout SideFiles) -> Outcome {
        var outcome = Outcome(file: file.name, target: mapping.target)
        guard let table = table(file, mapping, &outcome) else { return outcome }
        outcome.header = table.header
        outcome.problems = table.problems
        // Rows with too many fields are not among the table's rows, but they are rows of the file.
        outcome.rejected = table.problems.count { $0.severity == .error }
        outcome.rows = outcome.rejected
        outcome.refusals = [table.refusal].compactMap { $0 }
        outcome.identifierCounts = SideFileReader.identifiers(in: table, dropped: mapping.drop)
        let mapped = MappedTable(table, mapping: mapping, file: file.name)
        outcome.refusals += Problem.missingColumns(
            mapped.problems.filter { $0.severity == .error }, header: table.header, mapping: mapping, file: file.name)
        outcome.problems += mapped.problems.filter { $0.severity == .warning }
        guard outcome.refusals.isEmpty else { return outcome }
        read(mapped, into: &side, &outcome)
        return outcome
    }

    private func read(_ table: MappedTable, into side: inout SideFiles, _ outcome: inout Outcome) {
        switch table.mapping.target {
        case .employees: break
        case .jobs: rows(table, &side.jobs, &outcome, key: \.job) { Job(reading: &$0) }
        case .establishments:
            rows(table, &side.establishments, &outcome, key: \.establishment) { Establishment(reading: &$0) }
        case .units: rows(table, &side.units, &outcome, key: \.unit) { OrganisationalUnit(reading: &$0) }
        case .plan:
            rows(table, &side.plan, &outcome, key: PlanKey.init) { PlanRow(reading: &$0) }
        case .indicators: rows(table, &side.indicators, &outcome, key: IndicatorKey.init) { IndicatorRow(reading: &$0) }
        case .vacancies: rows(table, &side.vacancies, &outcome, key: \.vacancy) { Vacancy(reading: &$0) }
        case .internships: rows(table, &side.internships, &outcome, key: \.internship) { Internship(reading: &$0) }
        }
    }

    private func rows<Value: Equatable, Key: Hashable>(
        _ table: MappedTable, _ values: inout [Value]?, _ outcome: inout Outcome, key: (Value) -> Key,
        read: (inout SideRow) -> Value?
    ) {
        var result = values ?? []
        var places: [Key: (index: Int, line: Int)] = [:]
        for (index, value) in result.enumerated() { places[key(value)] = (index, 0) }
        for row in table.table.rows where table.keeps(row) {
            outcome.rows += 1
            var side = SideRow(table, row)
            let value = read(&side)
            if let value, !side.isRejected {
                if let first = places[key(value)] {
                    // The same row once more says nothing new; a plan row that is repeated is refused either way.
                    if result[first.index] != value || Value.self == PlanRow.self {
                        side.reportRepeated(firstLine: first.line, target: outcome.target)
                    }
                } else {
                    places[key(value)] = (result.count, row.line)
                    result.append(value)
                }
            }
            outcome.problems += side.problems
            if side.isRejected { outcome.rejected += 1 }
        }
        // A repeated plan row leaves no plan to go by (domain rules §3).
        outcome.refusals += outcome.problems.filter { $0.code == "repeated-plan-row" }
        outcome.problems.removeAll { $0.code == "repeated-plan-row" }
        values = result
    }

    private func table(_ file: BundleFile, _ mapping: FileMapping, _ outcome: inout Outcome) -> DelimitedTable? {
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file.path))
            let data = try handle.read(upToCount: SideFileReader.maximumBytes + 1) ?? Data()
            guard data.count <= SideFileReader.maximumBytes else {
                outcome.refusals.append(.sideFileTooLarge(file.name, limit: SideFileReader.maximumBytes))
                return nil
            }
            return DelimitedTable(bytes: Array(data), file: file.name, mapping: mapping)
        } catch {
            outcome.refusals.append(.unreadableFile(file.name, "the system does not give its contents"))
            return nil
        }
    }

    private static func identifiers(in table: DelimitedTable, dropped: [String]) -> [IdentifierCount] {
        table.header.indices.filter { !dropped.contains(table.header[$0]) }.map { column in
            IdentifierCount(column: table.header[column], texts: table.rows.lazy.map { $0.fields[column] })
        }
    }
}
