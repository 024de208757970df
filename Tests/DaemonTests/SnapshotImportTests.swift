import DoorstroomConfiguration
import Foundation
import Intake
import Logging
import Store
import Testing
import Workforce

@testable import Daemon

/// Imports into a fresh employer whose clock stands still at noon of 2026-01-31.
@Suite("Taking a snapshot into the history")
struct SnapshotImportTests {
    @Test(
        "A snapshot dated too far ahead is refused by import and inbox alike, and the next one is not hindered",
        arguments: [false, true])
    func future(throughInbox: Bool) throws {
        let house = try House()
        defer { house.remove() }
        func codes(_ date: String) throws -> [String] {
            try house.take(of: date, throughInbox).flatMap { $0.refusals + $0.problems }.map(\.code)
        }
        #expect(try codes("2027-01-31") == ["date-in-future"])
        #expect(try codes("2026-02-28") == ["date-ahead"])
        #expect(try codes("2026-01-31") == ["older-than-newest"])
        #expect(try house.instance.database.snapshots().map(\.asOf.description) == ["2026-02-28"])
    }

    @Test("A plan without jobs.csv is held against the jobs in force")
    func planAlone() throws {
        let house = try House()
        defer { house.remove() }
        func take(_ date: String, _ files: [String: String]) throws -> [String] {
            let bundle = house.folder + "/" + date
            try FileManager.default.createDirectory(atPath: bundle, withIntermediateDirectories: true)
            for (name, text) in files {
                try text.write(toFile: bundle + "/" + name, atomically: true, encoding: .utf8)
            }
            return try SnapshotImport(house.instance).run(ImportRequest(path: bundle)).imports.flatMap {
                $0.refusals + $0.problems
            }.map { "\($0.code) \($0.file ?? "") \($0.value ?? "")" }
        }
        let people = "employee_id,hire_date,job,establishment\nA,2015-01-01,J,S\n"
        func plan(_ group: String) -> String {
            "job_group,establishment,date,planned_fte\n\(group),S,2027-01-01,0\n"
        }
        #expect(
            try take("2026-01-01", ["employees.csv": people, "plan.csv": plan("sales")])
                == ["plan-without-people plan.csv sales"])
        #expect(try take("2026-01-02", ["employees.csv": people, "jobs.csv": "job,job_group\nJ,sales\n"]) == [])
        #expect(try take("2026-01-03", ["employees.csv": people, "plan.csv": plan("sales")]) == [])
        #expect(
            try take("2026-01-04", ["employees.csv": people, "plan.csv": plan("salse")])
                == ["plan-without-people plan.csv salse"])
    }

    @Test("A number that comes back with another birth date is told with its line, and kept with the import")
    func numberReused() throws {
        let house = try House()
        defer { house.remove() }
        _ = try house.take(of: "2026-01-01", people: ["A": "1980-01-01", "B": "1981-01-01"])
        let reports = try house.take(of: "2026-01-02", people: ["A": "1980-01-01", "B": "1991-01-01"])
        #expect(reports.flatMap(\.problems).map(\.code) == ["number-reused"])
        #expect(reports.flatMap(\.problems).map(\.line) == [3])
        #expect(try house.instance.database.imports().first?.report.contains("number-reused") == true)
    }
}

/// An employer in a folder of its own.
private struct House {
    let folder: String
    let instance: Instance

    init() throws {
        folder = NSTemporaryDirectory() + "doorstroom-import-" + UUID().uuidString
        _ = try InitialConfiguration().write(to: folder)
        let path = folder + "/doorstroom.yaml"
        let noon = Date(timeIntervalSince1970: 1_769_857_200)
        instance = try Instance.open(
            try Settings.load(path: path, environment: [:], now: noon),
            clock: DaemonClock(now: { noon }, sleep: { try await Task.sleep(for: $0) }),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, environment: [:])
    }

    func take(
        of date: String, _ throughInbox: Bool = false, people: [String: String] = ["A": "1980-01-01"]
    ) throws -> [SnapshotReport] {
        let inbox = instance.settings.intake.inbox
        let place = (throughInbox ? inbox : folder) + "/" + date + ".csv"
        try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: true)
        let rows = people.sorted { $0.key < $1.key }.map { "\($0.key),\($0.value),2015-01-01,J,S\n" }.joined()
        try ("employee_id,birth_date,hire_date,job,establishment\n" + rows).write(
            toFile: place, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.modificationDate: instance.clock.now().addingTimeInterval(-60)], ofItemAtPath: place)
        if throughInbox { return try InboxIntake(instance).run().imports }
        return try SnapshotImport(instance).run(ImportRequest(path: place)).imports
    }

    func remove() {
        do {
            try instance.database.close()
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            Issue.record("the folder of the test could not be removed: \(error)")
        }
    }
}
