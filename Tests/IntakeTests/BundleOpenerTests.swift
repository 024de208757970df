import Foundation
import Testing
import Workforce

@testable import Intake

@Suite("Opening a bundle")
struct BundleOpenerTests {
    private static let employees = "employee_id,hire_date,job,establishment\nE1,2015-01-01,cashier,AMS\n"

    private func pack(_ arguments: [String], in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/tar")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test("A folder and its archive give the same, also with the folder packed along")
    func forms() throws {
        let scratch = try ScratchFolder()
        try scratch.write("2026-01-31/employees.csv", Self.employees)
        try scratch.write("2026-01-31/jobs.csv", "job,job_group\ncashier,shop\n")
        try scratch.write("2026-01-31/snapshot.yaml", "source: HR system\n")
        try pack(["czf", "whole.tgz", "2026-01-31"], in: scratch.path)
        try pack(["czf", "2026-01-31.tar.gz", "-C", "2026-01-31", "."], in: scratch.path)
        for name in ["2026-01-31", "whole.tgz", "2026-01-31.tar.gz"] {
            let results = try SnapshotReader().read(scratch.path + "/" + name)
            let snapshot = try #require(results.first?.snapshot, "\(name)")
            #expect(results.count == 1)
            #expect(snapshot.asOf.description == "2026-01-31")
            #expect(snapshot.source == "HR system")
            #expect(snapshot.employees.count == 1)
            #expect(snapshot.sideFiles.jobs == [Job(job: "cashier", jobGroup: "shop")])
            #expect(snapshot.sideFiles.plan == nil)
            #expect(results[0].report.files == ["employees.csv", "jobs.csv"])
        }
    }

    @Test("A single file is the employees file, whatever its name")
    func singleFile() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("hr-20260131.csv", Self.employees)
        try scratch.write("jobs.csv", "job\ncashier\n")
        let results = try SnapshotReader().read(path)
        #expect(results.first?.snapshot?.asOf.description == "2026-01-31")
        // Canonical side files beside it belong to another bundle.
        #expect(results.first?.snapshot?.sideFiles == SideFiles())
    }

    @Test("A mapping of many snapshots takes its side file along with one of them; extra files are named")
    func companions() throws {
        let scratch = try ScratchFolder()
        let one = try scratch.write("people-2026-01-31.csv", Self.employees)
        try scratch.write("people-2025-12-31.csv", Self.employees)
        try scratch.write("closures.csv", "store,date\nAMS,2026-06-30\n")
        let elsewhere = try scratch.write("other/jobs.csv", "job\ncashier\n")
        var people = FileMapping(target: .employees, pattern: "people-*.csv")
        people.passThrough = true
        var plan = FileMapping(target: .plan, pattern: "closures.csv")
        plan.columns = [
            "job_group": ColumnMapping(constant: "*"), "establishment": ColumnMapping(column: "store"),
            "date": ColumnMapping(column: "date"), "planned_fte": ColumnMapping(constant: "0"),
        ]
        var jobs = FileMapping(target: .jobs, pattern: "jobs.csv")
        jobs.passThrough = true
        let mapping = Mapping(name: "many", files: [people, plan, jobs])
        var options = SnapshotReader.Options()
        options.extraFiles = [elsewhere]
        let single = try SnapshotReader(mapping: mapping, options: options).read(one)
        #expect(single.count == 1)
        let date = try #require(CalendarDate(iso: "2026-06-30"))
        let closure = PlanRow(jobGroup: nil, establishment: "AMS", date: date, centiFTE: 0)
        #expect(single[0].snapshot?.sideFiles.plan == [closure])
        #expect(single[0].snapshot?.sideFiles.jobs == [Job(job: "cashier")])

        let all = try SnapshotReader(mapping: mapping).read(scratch.path)
        #expect(all.map(\.snapshot?.asOf.description) == ["2025-12-31", "2026-01-31"])
        #expect(all.allSatisfy { $0.snapshot?.sideFiles.plan == [closure] })

        options = SnapshotReader.Options()
        options.opener.takesCompanions = false
        let alone = try SnapshotReader(mapping: mapping, options: options).read(one)
        #expect(alone[0].snapshot?.sideFiles.plan == nil)
    }

    @Test("The path that is named may be a link; what lies in its folder may not, whatever it leads to")
    func links() throws {
        let scratch = try ScratchFolder()
        let manager = FileManager.default
        func link(_ name: String, to target: String) throws {
            try manager.createSymbolicLink(atPath: scratch.path + "/" + name, withDestinationPath: target)
        }
        try scratch.write("there/employees.csv", Self.employees)
        try scratch.write("there/jobs.csv", "job\ncashier\n")
        try link("2026-01-31", to: "there")
        try link("2026-01-31.csv", to: "there/employees.csv")
        for name in ["2026-01-31", "2026-01-31.csv"] {
            #expect(try SnapshotReader().read(scratch.path + "/" + name).map(\.report.people) == [1], "\(name)")
        }
        for (entry, target) in [
            ("plan.csv", "jobs.csv"), ("readme", "/etc/hostname"), ("more", "/"), ("units.csv", "nowhere"),
        ] {
            try link("there/" + entry, to: target)
            let error = #expect(throws: IntakeError.self) { try SnapshotReader().read(scratch.path + "/2026-01-31") }
            #expect(error?.problems.map(\.code) == ["link-in-folder"])
            #expect(error?.problems.map(\.value) == [entry])
            try manager.removeItem(atPath: scratch.path + "/there/" + entry)
        }
        // What systems leave behind is not looked at.
        try link("there/.hidden", to: "/etc/hostname")
        #expect(try SnapshotReader().read(scratch.path + "/2026-01-31").count == 1)
    }

    @Test("A side file that comes along with a single file may not be a link either")
    func linkedCompanion() throws {
        let scratch = try ScratchFolder()
        let one = try scratch.write("people-2026-01-31.csv", Self.employees)
        try scratch.write("elsewhere/jobs.csv", "job\ncashier\n")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/jobs.csv", withDestinationPath: "elsewhere/jobs.csv")
        var people = FileMapping(target: .employees, pattern: "people-*.csv")
        var jobs = FileMapping(target: .jobs, pattern: "jobs.csv")
        (people.passThrough, jobs.passThrough) = (true, true)
        let reader = SnapshotReader(mapping: Mapping(name: "many", files: [people, jobs]))
        let error = #expect(throws: IntakeError.self) { try reader.read(one) }
        #expect(error?.problems.map(\.code) == ["link-in-folder"])
    }

    @Test("A canonical side file is read beside an export whose mapping says nothing of it")
    func canonicalBesideMapped() throws {
        let scratch = try ScratchFolder()
        try scratch.write("2026-01-31/export.csv", Self.employees)
        try scratch.write("2026-01-31/plan.csv", "job_group,establishment,date,planned_fte\n*,AMS,2026-06-30,0\n")
        try scratch.write("2026-01-31/jobs.csv", "code\nK1\n")
        var people = FileMapping(target: .employees, pattern: "export.csv")
        people.passThrough = true
        var jobs = FileMapping(target: .jobs, pattern: "jobs-*.csv")
        jobs.passThrough = true
        let mapping = Mapping(name: "m", files: [people, jobs])
        let result = try #require(try SnapshotReader(mapping: mapping).read(scratch.path + "/2026-01-31").first)
        #expect(result.snapshot?.sideFiles.plan?.count == 1)
        // The mapping has its own idea of jobs, and this file is not it.
        #expect(result.snapshot?.sideFiles.jobs == nil)
        #expect(result.report.problems.map(\.code) == ["unknown-file"])
    }

    @Test("Several dates in one file give several snapshots, ascending, and what is wrong is said once")
    func severalDates() throws {
        let scratch = try ScratchFolder()
        let rows = (1...60).map { "E\($0),2015-01-01,cashier,AMS,\($0 % 2 == 0 ? 2024 : 2023)\n" }.joined()
        let path = try scratch.write(
            "history.csv", "employee_id,hire_date,job,establishment,year\n" + rows + "E61,,cashier,AMS,2024\n")
        var file = FileMapping(target: .employees, pattern: "*.csv")
        file.passThrough = true
        file.asOf = .yearEnd("year")
        let results = try SnapshotReader(mapping: Mapping(name: "m", files: [file])).read(path)
        #expect(results.map(\.snapshot?.asOf.description) == ["2023-12-31", "2024-12-31"])
        #expect(results.map(\.report.people) == [30, 30])
        #expect(results[0].report.problems.contains { $0.code == "missing-value" })
        #expect(results[1].report.problems.isEmpty)
        #expect(results[0].report.asOfOrigin == "the year in the column `year`, taken as its last day")
    }

    @Test("Limits of an archive can be lowered, and are kept")
    func limits() throws {
        let scratch = try ScratchFolder()
        try scratch.write(
            "employees.csv", Self.employees + String(repeating: "E2,2015-01-01,cashier,AMS\n", count: 100))
        try pack(["czf", "2026-01-31.tgz", "employees.csv"], in: scratch.path)
        var options = SnapshotReader.Options()
        options.opener.limits.totalBytes = 1000
        let reader = SnapshotReader(options: options)
        let error = #expect(throws: IntakeError.self) { try reader.read(scratch.path + "/2026-01-31.tgz") }
        #expect(error?.problems.map(\.code) == ["archive-too-large"])
        options = SnapshotReader.Options()
        options.opener.limits.entries = 1
        #expect(try SnapshotReader(options: options).read(scratch.path + "/2026-01-31.tgz").count == 1)
        options.opener.limits.entries = 0
        let none = SnapshotReader(options: options)
        #expect(throws: IntakeError.self) { try none.read(scratch.path + "/2026-01-31.tgz") }
    }

    @Test("What an archive unpacks to is private, and what a killed process left is removed by the next")
    func temporaryFolders() throws {
        let scratch = try ScratchFolder()
        let abandoned = scratch.path + "/" + TemporaryFolder.prefix + "abc123"
        try scratch.write(TemporaryFolder.prefix + "abc123/employees.csv", Self.employees)
        do {
            let first = try TemporaryFolder(in: scratch.path)
            let second = try TemporaryFolder(in: scratch.path)
            #expect(!FileManager.default.fileExists(atPath: abandoned))
            for folder in [first, second] {
                let mode = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int
                #expect(mode == 0o700)
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
    }

    @Test("What does not exist is said so")
    func missing() throws {
        let error = #expect(throws: IntakeError.self) { try SnapshotReader().read("/nonexistent/2026-01-31") }
        #expect(error?.problems.map(\.code) == ["unreadable-file"])
    }
}
