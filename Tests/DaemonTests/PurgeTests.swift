import Foundation
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("Retention")
struct PurgeTests {
    @Test("What is beyond its retention goes, and nothing else")
    func purge() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(
            ["werkcentrum": sandbox.port], settings: "retention: {personMonths: 12, deliveryYears: 2}")
        try await employer.take(Bundle("2026-10-31"))
        await employer.scan()
        await employer.releaseAndDeliver()
        let before = try await Trace(employer)
        await employer.perform(.purge)
        #expect(try await Trace(employer) == before, "Within the retention nothing goes.")

        employer.clock.turn(to: "2027-12-01T06:00:00Z")
        try await employer.take(Bundle("2027-11-30") { $0.closes = "2028-06-30" })
        await employer.scan()
        #expect(try await employer.deliveries.count == 2)
        await employer.perform(.purge)
        #expect(try employer.database.snapshots().map(\.asOf.description) == ["2027-11-30"])
        #expect(try employer.database.scans().map(\.asOf.description) == ["2027-12-01"])
        #expect(try await employer.contents.allSatisfy { !$0.isEmpty }, "Deliveries are kept for longer.")

        employer.clock.turn(to: "2028-12-01T06:00:00Z")
        await employer.perform(.purge)
        #expect(try await employer.contents == [[], []], "Only the number that each subject has come to is left.")
    }

    @Test("The content of deliveries goes before the evidence of them, and the ledger stays whole")
    func contents() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(
            ["werkcentrum": sandbox.port], settings: "retention: {contentMonths: 6, deliveryYears: 2}")
        try await employer.take(Bundle("2026-10-31"))
        await employer.scan()
        await employer.releaseAndDeliver()
        let before = try await employer.deliveries
        #expect(before.isEmpty == false)
        employer.clock.turn(to: "2027-06-01T06:00:00Z")
        await employer.perform(.purge)
        #expect(try await employer.contents.allSatisfy(\.isEmpty))
        #expect(try await employer.deliveries == before)
        for delivery in before {
            #expect(try await employer.database.outbox.show(delivery.id).attempts.isEmpty == false)
        }
        #expect(try employer.database.verifyLedger(noted: []).faults == [])
    }

    @Test("Refused drops and their reports are erased after thirty days")
    func refusedDrops() async throws {
        let employer = try Employer()
        let folder = InboxFolder(path: employer.inbox).refused
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, days) in [("young.csv", 29.0), ("old.csv", 31), ("old.csv.report.txt", 31)] {
            try Data().write(to: URL(filePath: folder + "/" + name))
            try manager.setAttributes(
                [.modificationDate: employer.clock.now - days * 86_400], ofItemAtPath: folder + "/" + name)
        }
        let message = try #require(await employer.perform(.purge).message)
        #expect(message.hasSuffix("and 2 refused files"))
        #expect(try manager.contentsOfDirectory(atPath: folder) == ["young.csv"])
    }
}

extension Employer {
    /// The bytes of every event in the outbox.
    fileprivate var contents: [[UInt8]] {
        get async throws {
            var contents: [[UInt8]] = []
            for delivery in try await deliveries { contents.append(try await database.outbox.show(delivery.id).body) }
            return contents
        }
    }
}
