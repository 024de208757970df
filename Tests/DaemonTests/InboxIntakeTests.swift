import DoorstroomConfiguration
import Foundation
import Intake
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("Intake from the inbox")
struct InboxIntakeTests {
    @Test("A good drop is taken in and removed, or kept when configuration says so", arguments: [false, true])
    func accepted(keeps: Bool) async throws {
        let employer = try Employer(settings: "intake: {keepRawFiles: \(keeps)}")
        _ = try Bundle("2026-10-31").write(into: employer.inbox, settled: employer.clock.now - 60)
        let reply = await employer.perform(.importInbox)
        #expect(reply.error == nil)
        #expect(reply.imports.map(\.people) == [80])
        #expect(try employer.database.snapshots().map(\.asOf.description) == ["2026-10-31"])
        #expect(try employer.listing() == (keeps ? ["kept", "kept/2026-10-31"] : []))
    }

    @Test("A drop that still moves is left for the next look")
    func unsettled() async throws {
        let employer = try Employer()
        _ = try Bundle("2026-10-31").write(into: employer.inbox, settled: employer.clock.now - 3)
        #expect(await employer.perform(.importInbox).imports.isEmpty)
        employer.clock.advance(10)
        #expect(await employer.perform(.importInbox).imports.count == 1)
    }

    @Test("A bad drop is moved aside with its report, the operator is told, and a good one beside it is taken in")
    func refused() async throws {
        let employer = try Employer()
        _ = try Bundle("2026-10-31").write(into: employer.inbox, settled: employer.clock.now - 60)
        _ = try Bundle("2026-10-30") { $0.changeEmployees = { $0.replacing("hire_date", with: "hired") } }
            .write(into: employer.inbox, settled: employer.clock.now - 60)
        let reply = await employer.perform(.importInbox)
        #expect(reply.error?.exit == .refused)
        #expect(try employer.database.snapshots().map(\.asOf.description) == ["2026-10-31"])
        #expect(
            try employer.listing() == ["refused", "refused/2026-10-30", "refused/2026-10-30.report.txt"])
        let report = try String(contentsOfFile: employer.inbox + "/refused/2026-10-30.report.txt", encoding: .utf8)
        #expect(report.contains("hire_date"))
        #expect(try employer.noticeCodes == ["snapshot-refused"])
    }

    @Test(
        "A drop that holds what may not be here is erased, and only its report stays, which quotes none of it",
        arguments: ["sick_days", "bsn"])
    func forbidden(column: String) async throws {
        let employer = try Employer()
        _ = try Bundle("2026-10-31") { bundle in
            bundle.changeEmployees = { text in
                text.split(separator: "\n").enumerated().map { $0 == 0 ? "\($1),\(column)" : "\($1),773311" }
                    .joined(separator: "\n")
            }
        }.write(into: employer.inbox, settled: employer.clock.now - 60)
        #expect(await employer.perform(.importInbox).error?.exit == .refused)
        #expect(try employer.listing() == ["refused", "refused/2026-10-31.report.txt"])
        let report = try String(contentsOfFile: employer.inbox + "/refused/2026-10-31.report.txt", encoding: .utf8)
        #expect(report.contains(column))
        #expect(!report.contains("773311"))
        #expect(!report.contains("Persoon"))
        #expect(try employer.database.snapshots().isEmpty)
    }

    @Test("A drop that is a link is moved aside unread, wherever it leads, and what it leads to is left alone")
    func links() async throws {
        let employer = try Employer()
        let elsewhere = try Bundle("2026-10-31").write(into: employer.folder + "/elsewhere")
        let long = Data("nobody's".utf8)
        try long.write(to: URL(filePath: employer.folder + "/secret.txt"))
        for (name, target) in [
            ("2026-10-31", elsewhere), ("2026-10-30.csv", employer.folder + "/secret.txt"), ("2026-10-29", "nowhere"),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: employer.inbox + "/" + name, withDestinationPath: target)
        }
        // A link cannot be given a time of its own here: it was made when the machine's clock says, which runs on while
        // other tests have the cores.
        employer.clock.set(Date().addingTimeInterval(3_600))
        let reply = await employer.perform(.importInbox)
        #expect(reply.error?.exit == .refused)
        #expect(reply.error?.problems.map(\.code) == ["link-in-inbox", "link-in-inbox", "link-in-inbox"])
        let names = ["2026-10-29", "2026-10-30.csv", "2026-10-31"]
        #expect(
            try employer.listing() == ["refused"]
                + names.flatMap { ["refused/\($0)", "refused/\($0).report.txt"] })
        for name in names {
            let report = try String(contentsOfFile: employer.inbox + "/refused/\(name).report.txt", encoding: .utf8)
            #expect(report.contains("links are not followed") && !report.contains("nobody"))
        }
        #expect(try employer.database.snapshots().isEmpty)
        #expect(try Data(contentsOf: URL(filePath: employer.folder + "/secret.txt")) == long)
        #expect(FileManager.default.fileExists(atPath: elsewhere + "/employees.csv"))
        // Of a folder with a link in it no file is read either, and a second drop of the same name is no hindrance.
        let folder = try Bundle("2026-10-29").write(into: employer.inbox, settled: employer.clock.now - 60)
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/readme.txt", withDestinationPath: employer.folder + "/secret.txt")
        employer.clock.set(Date().addingTimeInterval(7_200))
        #expect(await employer.perform(.importInbox).error?.problems.map(\.code) == ["link-in-folder"])
        #expect(try employer.listing().contains("refused/2026-10-29.2.report.txt"))
    }

    @Test("Of several refused drops each is named, with the count, in the answer and in its own notice")
    func severalRefused() async throws {
        let employer = try Employer()
        let moment = employer.clock.now - 60
        _ = try Bundle("2026-10-31").write(into: employer.inbox, settled: moment)
        _ = try Bundle("2026-10-29") { $0.changeEmployees = { $0.replacing("hire_date", with: "hired") } }
            .write(into: employer.inbox, settled: moment)
        try employer.drop(Data([0x50, 0x4B, 0x03, 0x04, 0x0A]), name: "2026-10-30.csv")
        let long = "2026-10-28 \u{1B}[31m\n" + String(repeating: "x", count: 100) + ".csv"
        try employer.drop(Data("a,b\n1,2\n".utf8), name: long)
        let reply = await employer.perform(.importInbox)
        let error = try #require(reply.error)
        #expect(error.exit == .refused)
        #expect(error.message.hasPrefix("3 of the 4 drops in the inbox were refused"))
        let shown = "2026-10-28 ?[31m?" + String(repeating: "x", count: 63) + "…"
        for name in [shown, "2026-10-29", "2026-10-30.csv"] {
            #expect(error.message.contains(name))
            #expect(error.problems.contains { $0.file?.hasPrefix(name) == true })
            #expect(try employer.database.notices().count { $0.text.hasPrefix("\(name) in the inbox") } == 1)
        }
        #expect(error.problems.contains { $0.file == "2026-10-29/employees.csv" })
        #expect(!error.description.contains("\u{1B}") && !error.message.contains("\n"))
        #expect(try employer.noticeCodes == ["snapshot-refused", "snapshot-refused", "snapshot-refused"])
        #expect(try employer.database.snapshots().map(\.asOf.description) == ["2026-10-31"])
    }

    @Test("A drop that cannot even be opened is moved aside, too")
    func unreadable() async throws {
        let employer = try Employer()
        try employer.drop(Data([0x50, 0x4B, 0x03, 0x04, 0x0A]), name: "2026-10-31.csv")
        let reply = await employer.perform(.importInbox)
        #expect(reply.error?.exit == .refused)
        #expect(
            try employer.listing() == ["refused", "refused/2026-10-31.csv", "refused/2026-10-31.csv.report.txt"])
        #expect(try employer.noticeCodes == ["snapshot-refused"])
    }
}

extension Employer {
    /// Every file and folder of the inbox down to its second level, sorted.
    fileprivate func listing() throws -> [String] {
        let manager = FileManager.default
        return try manager.contentsOfDirectory(atPath: inbox).flatMap { name in
            let inner = inbox + "/" + name
            var isFolder: ObjCBool = false
            _ = manager.fileExists(atPath: inner, isDirectory: &isFolder)
            return [name]
                + (isFolder.boolValue ? try manager.contentsOfDirectory(atPath: inner).map { "\(name)/\($0)" } : [])
        }.sorted()
    }
}
