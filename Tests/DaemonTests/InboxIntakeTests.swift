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
