import Foundation
import SampleEmployer
import Testing
import Workforce

/// A sample with hidden truth as it was written, read back at once.
struct HiddenTruthFolder: Sendable {
    /// Names of the snapshots' folders, oldest first.
    let dates: [String]
    /// Everything that was written, by relative path.
    let files: [String: Data]

    /// Eight thousand people over three years, a snapshot every quarter, written once for all tests that only read it.
    static let shared = Result { try HiddenTruthFolder(employees: 8_000, months: 36, interval: 3, seed: 7) }
    /// `truth.csv` of the shared sample, by employee.
    static let sharedPeople = Result { try shared.get().people() }

    init(
        employees: Int, months: Int, interval: Int, seed: UInt64 = 5, until: String = "2026-06-30",
        scenario: TruthScenario = .main
    ) throws {
        let path = SampleFolder.newPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try HiddenTruthEmployer(
            employees: employees, months: months, interval: interval, seed: seed,
            until: #require(CalendarDate(iso: until)), scenario: scenario
        ).write(to: path)
        var files: [String: Data] = [:]
        let folders = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        for folder in folders {
            for file in try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)") {
                files["\(folder)/\(file)"] = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(folder)/\(file)"))
            }
        }
        self.files = files
        dates = folders.filter { $0 != "truth" }
    }

    /// `plans.csv`.
    func plans() throws -> [[String: String]] { try Self.rows(files["truth/plans.csv"]) }

    /// `truth.csv` by employee.
    func people() throws -> [String: [String: String]] {
        try Dictionary(
            uniqueKeysWithValues: Self.rows(files["truth/truth.csv"]).map { ($0["employee_id"] ?? "", $0) })
    }

    /// The rows of a file of a snapshot, by column name.
    func rows(_ date: String, _ file: String) throws -> [[String: String]] { try Self.rows(files["\(date)/\(file)"]) }

    private static func rows(_ data: Data?) throws -> [[String: String]] {
        let lines = try SampleFolder.parse(#require(data))
        let header = try #require(lines.first)
        return try lines.dropFirst().map { cells in
            try #require(cells.count == header.count)
            return Dictionary(uniqueKeysWithValues: zip(header, cells))
        }
    }
}
