import Foundation
import Intake
import Outreach
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("The erase verb")
struct ErasingTests {
    private func erase(_ id: String, _ employer: Employer) async -> OperationReply {
        await employer.perform(.erase(EraseRequest(employee: id, reason: "request 7", user: "officer")))
    }

    @Test("Refused and kept drops that hold the person go, in any encoding, and so do archives; others stay")
    func drops() async throws {
        let employer = try await SubjectExportTests.employer()
        let (refused, kept) = (employer.inbox + "/refused", employer.inbox + "/kept")
        for folder in [refused, kept, kept + "/bundle"] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        func put(_ path: String, _ data: Data) throws { try data.write(to: URL(filePath: path)) }
        let row = "employee_id,name\nP1001,Persoon Nummer1\n"
        try put(refused + "/plain.csv", Data(row.utf8))
        try put(refused + "/plain.csv.report.txt", Data("line 2".utf8))
        try put(refused + "/wide.csv", try #require(row.data(using: .utf16)))
        try put(refused + "/packed.zip", Data([0x50, 0x4B, 3, 4, 0, 0]))
        try put(refused + "/gone.csv.report.txt", Data("row of P1001".utf8))
        try put(refused + "/other.csv", Data("employee_id,name\nP10011,Persoon Nummer11\n".utf8))
        try put(kept + "/bundle/employees.csv", Data(row.utf8))
        try put(employer.inbox + "/waiting.csv", Data(row.utf8))
        let reply = await erase("P1001", employer)
        #expect(reply.error == nil, "\(String(describing: reply.error))")
        #expect(try FileManager.default.contentsOfDirectory(atPath: refused) == ["other.csv"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: kept) == [])
        #expect(FileManager.default.fileExists(atPath: employer.inbox + "/waiting.csv"))
        #expect(try employer.database.person("P1001") == nil)
        #expect(await erase("P1001", employer).error?.code == "employee-unknown")
    }

    @Test("In a database one field follows another: a word is found between them, a number only where it is whole")
    func records() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/records-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // The folder is the test's own, and empty space of the machine's.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func found(_ content: String, areRecords: Bool) throws -> Bool {
            try Data(content.utf8).write(to: URL(filePath: folder + "/file"))
            return try !SubjectFiles(["E001706", "Jelle de Haan"], areRecords: areRecords).found(
                in: folder, skipping: []
            )
            .isEmpty
        }
        for content in ["alphaE001706Q", "alphaJelle de Haan3"] {
            #expect(try found(content, areRecords: true))
            #expect(try !found(content, areRecords: false))
        }
        #expect(try !found("E0017061", areRecords: true))
        #expect(try found("(E001706)", areRecords: false))
    }

    @Test("A file beside the database that names the person keeps the erasure open until it is gone")
    func stray() async throws {
        let employer = try await SubjectExportTests.employer()
        let stray = employer.folder + "/data/note.txt"
        try Data("call P1001".utf8).write(to: URL(filePath: stray))
        let error = await erase("P1001", employer).error
        #expect(error?.code == "erasure-incomplete")
        #expect(error?.message.contains("note.txt") == true)
        #expect(error?.message.contains("P1001") == false)
        #expect(try employer.database.pendingErasures().count == 1)
        // Nobody knows the id any more, and the erasure is open all the same.
        #expect(await erase("P1001", employer).error?.code == "erasure-incomplete")
        #expect(await erase("P1999", employer).error?.code == "employee-unknown")
        try FileManager.default.removeItem(atPath: stray)
        #expect(await erase("P1001", employer).message?.contains("what had stayed open is done") == true)
        #expect(try employer.database.pendingErasures().isEmpty)
        #expect(await erase("P1001", employer).error?.code == "employee-unknown")
    }

    @Test("What had stayed open is done at the next start")
    func resumed() async throws {
        let employer = try await SubjectExportTests.employer()
        let stray = employer.folder + "/data/note.txt"
        try Data("call P1001".utf8).write(to: URL(filePath: stray))
        #expect(await erase("P1001", employer).error?.code == "erasure-incomplete")
        try FileManager.default.removeItem(atPath: stray)
        try Erasing(employer.instance).resume()
        #expect(try employer.database.pendingErasures().isEmpty)
    }

    @Test("A later snapshot that lists the erased says so, as does an older one that leaves them out")
    func warnings() async throws {
        let employer = try await SubjectExportTests.employer()
        #expect(await erase("P1001", employer).error == nil)
        func codes(_ date: String) async throws -> [String] {
            try await employer.take(Bundle(date)) { $0.isBackfill = true }.imports.flatMap(\.problems).map(\.code)
        }
        #expect(try await codes("2026-11-22").contains("erased-left-out"))
        employer.clock.turn(to: "2026-12-01T06:00:00Z")
        #expect(try await codes("2026-11-30").contains("erased-listed-again"))
    }
}
