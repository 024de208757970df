import Foundation
import SampleEmployer
import Testing
import Workforce

@Suite("Making a sample")
struct SampleDeterminismTests {
    private static let files = [
        "employees.csv", "jobs.csv", "establishments.csv", "units.csv", "plan.csv", "indicators.csv", "vacancies.csv",
        "internships.csv", "snapshot.yaml",
    ]

    /// FNV-1a of all bytes of all files.
    private func digest(_ sample: SampleFolder) throws -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for date in sample.dates {
            for file in Self.files {
                for byte in try sample.data(date, file) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
            }
        }
        return hash
    }

    @Test("The same numbers give the same bytes, another seed others")
    func deterministic() throws {
        let first = try digest(SampleFolder(employees: 700, months: 3))
        #expect(try digest(SampleFolder(employees: 700, months: 3)) == first)
        #expect(try digest(SampleFolder(employees: 700, months: 3, seed: 8)) != first)
    }

    @Test(
        "Any size and any last day works", arguments: [1, 2, 19, 150, 401, 999],
        ["2026-06-30", "2025-02-28", "2024-02-29", "2026-03-15"])
    func sizes(employees: Int, until: String) throws {
        let sample = try SampleFolder(employees: employees, months: 2, until: until)
        let dates = sample.dates
        #expect(dates.count == 2 && dates.last == until)
        let people = try sample.rows(until, "employees.csv").filter { $0.isInService(at: until) }
        #expect(Set(people.map { $0["employee_id"] }).count == employees)
    }

    @Test("Seeds differ in everything but the shape: two closures in two regions with each", arguments: 1...6)
    func seeds(seed: Int) throws {
        let sample = try SampleFolder(employees: 2_000, months: 1, seed: UInt64(seed))
        let closures = try sample.rows("2026-06-30", "plan.csv").filter { $0["job_group"] == "*" }
        #expect(closures.count == 2)
    }

    @Test(
        "Numbers out of range are refused with the remedy, before anything is written",
        arguments: [(0, 1, "sample-employees"), (10, 0, "sample-months"), (10, 241, "sample-months")])
    func ranges(employees: Int, months: Int, code: String) throws {
        let path = SampleFolder.newPath()
        let until = try #require(CalendarDate(iso: "2026-06-30"))
        let error = #expect(throws: SampleError.self) {
            try SampleEmployer(employees: employees, months: months, seed: 1, until: until).write(to: path)
        }
        #expect(error?.code == code)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("A folder that has a snapshot of the date already is left alone")
    func existing() throws {
        let path = SampleFolder.newPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let until = try #require(CalendarDate(iso: "2026-06-30"))
        try SampleEmployer(employees: 20, months: 1, seed: 1, until: until).write(to: path)
        let before = try Data(contentsOf: URL(fileURLWithPath: "\(path)/2026-06-30/employees.csv"))
        let error = #expect(throws: SampleError.self) {
            try SampleEmployer(employees: 30, months: 2, seed: 1, until: until).write(to: path)
        }
        #expect(error?.code == "sample-exists")
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(path)/2026-06-30/employees.csv")) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["2026-06-30"])
    }

    @Test("A folder that cannot be made is an error that names the file and the reason")
    func unwritable() throws {
        let until = try #require(CalendarDate(iso: "2026-06-30"))
        let error = #expect(throws: SampleError.self) {
            try SampleEmployer(employees: 5, months: 1, seed: 1, until: until).write(to: "/dev/null/sample")
        }
        #expect(error?.code == "sample-write")
    }

    @Test("Progress goes up from 0 to 1, about a hundred times")
    func progress() throws {
        let path = SampleFolder.newPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        var heard: [Double] = []
        let until = try #require(CalendarDate(iso: "2026-06-30"))
        try SampleEmployer(employees: 1_000, months: 1, seed: 1, until: until).write(to: path) { heard.append($0) }
        #expect(heard == heard.sorted() && heard.last == 1 && (90...120).contains(heard.count))
    }
}
