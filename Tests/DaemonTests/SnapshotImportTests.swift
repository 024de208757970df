import Foundation
import Intake
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("Taking a snapshot into the history")
struct SnapshotImportTests {
    private static let noon = "2026-01-31T11:00:00Z"

    @Test(
        "A snapshot dated ahead is taken by import and inbox alike with a warning, and regular ones are not hindered",
        arguments: [false, true])
    func future(throughInbox: Bool) async throws {
        let employer = try Employer(now: Self.noon)
        func codes(_ date: String) async throws -> [String] {
            try await employer.take(of: date, throughInbox).flatMap { $0.refusals + $0.problems }.map(\.code)
        }
        #expect(try await codes("2027-01-31") == ["date-ahead"])
        // Ahead of today, too, and older than what is there.
        #expect(try await codes("2026-02-28") == ["older-than-newest", "date-ahead"])
        #expect(try await codes("2026-01-31") == [])
        #expect(try await codes("2026-01-30") == ["older-than-newest"])
        #expect(try employer.database.snapshots().map(\.asOf.description) == ["2026-01-31", "2027-01-31"])
    }

    @Test("A plan without jobs.csv is held against the jobs in force")
    func planAlone() async throws {
        let employer = try Employer(now: Self.noon)
        func take(_ date: String, _ files: [String: String]) async throws -> [String] {
            let request = ImportRequest(path: try employer.write(files, to: date))
            return await employer.perform(.importSnapshot(request)).imports.flatMap { $0.refusals + $0.problems }
                .map { "\($0.code) \($0.file ?? "") \($0.value ?? "")" }
        }
        let people = "employee_id,hire_date,job,establishment\nA,2015-01-01,J,S\n"
        func plan(_ group: String) -> String {
            "job_group,establishment,date,planned_fte\n\(group),S,2027-01-01,0\n"
        }
        #expect(
            try await take("2026-01-01", ["employees.csv": people, "plan.csv": plan("sales")])
                == ["plan-without-people plan.csv sales"])
        #expect(try await take("2026-01-02", ["employees.csv": people, "jobs.csv": "job,job_group\nJ,sales\n"]) == [])
        #expect(try await take("2026-01-03", ["employees.csv": people, "plan.csv": plan("sales")]) == [])
        #expect(
            try await take("2026-01-04", ["employees.csv": people, "plan.csv": plan("salse")])
                == ["plan-without-people plan.csv salse"])
        func internships(_ job: String) -> String { "internship,unit,places,job\nI,U,1,\(job)\n" }
        _ = try await take(
            "2026-01-05", ["employees.csv": people, "jobs.csv": "job,job_group\nJ,sales\nK,sales\n"])
        #expect(try await take("2026-01-06", ["employees.csv": people, "internships.csv": internships("K")]) == [])
        #expect(
            try await take("2026-01-07", ["employees.csv": people, "internships.csv": internships("L")])
                == ["internship-job-unknown internships.csv L"])
    }

    @Test("A number that comes back with another birth date is told with its line, and kept with the import")
    func numberReused() async throws {
        let employer = try Employer(now: Self.noon)
        _ = try await employer.take(of: "2026-01-01", people: ["A": "1980-01-01", "B": "1981-01-01"])
        let reports = try await employer.take(of: "2026-01-02", people: ["A": "1980-01-01", "B": "1991-01-01"])
        #expect(reports.flatMap(\.problems).map(\.code) == ["number-reused"])
        #expect(reports.flatMap(\.problems).map(\.line) == [3])
        #expect(try employer.database.imports().first?.report.contains("number-reused") == true)
    }

    @Test(
        "One refused date of several in a file refuses them all, and nothing is kept of any of them",
        arguments: ["import", "inbox", "dry run"])
    func severalDates(way: String) async throws {
        let employer = try Employer.dated()
        let reply = try await employer.takeDated(
            [("2025-11-30", 40), ("2025-12-31", 39), ("2026-01-31", 20)], way: way)
        #expect(reply.imports.map { $0.refusals.map(\.code) } == [[], [], ["headcount-moved"]])
        #expect(reply.error?.exit == .refused)
        #expect(
            reply.error?.message
                == (way == "inbox" ? "history.csv: " : "")
                + "1 of the 3 snapshots of the bundle was refused (2026-01-31); nothing was kept of any of them.")
        #expect(try employer.database.snapshots().isEmpty)
        #expect(try employer.database.imports().map(\.refused) == (way == "dry run" ? [] : [true]))
    }

    @Test("All dates of a file that the history takes are stored, and the same file with one more replaces them")
    func allDates() async throws {
        let employer = try Employer.dated()
        let dates = [("2025-11-30", 40), ("2025-12-31", 39), ("2026-01-31", 20)]
        func dated() throws -> [Int] { try employer.database.snapshots().map(\.inService) }
        _ = try await employer.takeDated(Array(dates.prefix(2)))
        #expect(try dated() == [40, 39])
        // Of the three dates the first is older than the newest there is.
        let reply = try await employer.takeDated(dates) { $0.acceptsHeadcountChange = true }
        #expect(reply.imports.flatMap(\.refusals).map(\.code) == ["older-than-newest"])
        #expect(try dated() == [40, 39])
        _ = try await employer.takeDated(dates) { ($0.acceptsHeadcountChange, $0.isBackfill) = (true, true) }
        #expect(try dated() == [40, 39, 20])
    }

    @Test("Headcount is held against the date before, in the bundle or in the history, closures known then not counted")
    func knownClosure() async throws {
        for closes in [true, false] {
            let employer = try Employer.dated()
            let plan = closes ? "job_group,establishment,date,planned_fte\nsales,*,2026-01-15,0\n" : nil
            let reply = try await employer.takeDated([("2025-12-31", 40), ("2026-01-31", 20)], plan: plan)
            #expect(reply.imports.flatMap(\.refusals).map(\.code) == (closes ? [] : ["headcount-moved"]))
            #expect(try employer.database.snapshots().map(\.inService) == (closes ? [40, 20] : []))
        }
        // The date between stands in the history: the later one is held against that, not against its neighbour.
        let employer = try Employer.dated()
        _ = try await employer.takeDated([("2025-12-31", 22)])
        let reply = try await employer.takeDated([("2025-11-30", 40), ("2026-01-31", 20)]) { $0.isBackfill = true }
        #expect(reply.error == nil)
        #expect(try employer.database.snapshots().map(\.inService) == [40, 22, 20])
    }
}

extension Employer {
    /// One person and more, in a file named for its date.
    fileprivate func take(
        of date: String, _ throughInbox: Bool = false, people: [String: String] = ["A": "1980-01-01"]
    ) async throws -> [SnapshotReport] {
        let rows = people.sorted { $0.key < $1.key }.map { "\($0.key),\($0.value),2015-01-01,J,S\n" }.joined()
        let text = "employee_id,birth_date,hire_date,job,establishment\n" + rows
        if throughInbox {
            try drop(Data(text.utf8), name: date + ".csv")
            return await perform(.importInbox).imports
        }
        let request = ImportRequest(path: try write([date + ".csv": text], to: "files") + "/\(date).csv")
        return await perform(.importSnapshot(request)).imports
    }

    /// One whose mapping takes the date of each row from a column.
    fileprivate static func dated() throws -> Employer {
        let employer = try Employer(now: "2026-01-31T11:00:00Z")
        _ = try employer.write(
            [
                "dated.yaml": """
                name: dated
                files: [{target: employees, pattern: history.csv, passThrough: true, asOf: {column: date}}]

                """
            ], to: "mappings")
        try employer.reconfigure { $0 + "intake: {mapping: dated}\n" }
        return employer
    }

    /// So many people on each date, half of the first forty in sales.
    fileprivate func takeDated(
        _ dates: [(date: String, people: Int)], plan: String? = nil, way: String = "import",
        change: (inout ImportRequest) -> Void = { _ in }
    ) async throws -> OperationReply {
        let rows = dates.flatMap { date, people in
            (0..<people).map { "\(date),E\($0),2015-01-01,\($0 < 20 ? "care" : "sales"),S\n" }
        }
        var files = ["history.csv": "date,employee_id,hire_date,job,establishment\n" + rows.joined()]
        files["plan.csv"] = plan
        if way == "inbox" {
            try drop(Data((files["history.csv"] ?? "").utf8), name: "history.csv")
            return await perform(.importInbox)
        }
        var request = ImportRequest(path: try write(files, to: "bundle-\(UUID().uuidString.prefix(8))"))
        request.isDryRun = way == "dry run"
        change(&request)
        return await perform(.importSnapshot(request))
    }
}
