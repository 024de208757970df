import Foundation
import Synchronization
import Testing
import Workforce

@testable import Store

@Suite("Handing a workforce over while it is stored")
struct WorkforceAdoptionTests {
    private static let start = CalendarDate(dayNumber: 20_000)

    /// Stores a snapshot and answers what was handed over.
    private func save(
        _ snapshot: Snapshot, in database: Store.Database, asOf: CalendarDate
    ) throws -> LoadedWorkforce? {
        let adopted = Mutex<LoadedWorkforce?>(nil)
        var snapshot = snapshot
        let adoption = WorkforceAdoption(asOf: asOf, employerCountry: "NL", aftercareMonths: 12) { loaded in
            adopted.withLock { $0 = loaded }
        }
        try database.saveSnapshots(leavers: .onMissing, now: Date()) {
            _ = try $0.save(&snapshot, adoption: adoption) { _ in "{}" }
        }
        return adopted.withLock { $0 }
    }

    private func rows(_ loaded: LoadedWorkforce) -> [EmployeeRow] {
        (0..<loaded.keys.count).map { loaded.workforce.employees.row($0) }
    }

    @Test(
        "What is handed over is what would be loaded, leavers and side files in force among it", arguments: [1, 2, 3])
    func same(seed: UInt64) throws {
        let database = try Scratch().open()
        var employer = SyntheticWorkforce(seed: seed, people: 5_000)
        var carried = 0
        for night in 0..<5 {
            if night > 0 { employer.night(oneIn: 30, shuffled: false) }
            let asOf = Self.start.adding(days: night * 20)
            var snapshot = employer.snapshot(asOf)
            if night == 1 { snapshot.sideFiles.jobs = [Job(job: "J1")] }
            if night == 2 { snapshot.sideFiles.plan = [] }
            let date = asOf.adding(days: 3)
            let adopted = try #require(try save(snapshot, in: database, asOf: date))
            let loaded = try database.loadWorkforce(
                asOf: date, employerCountry: "NL", aftercareMonths: 12, identity: .everything)
            #expect(adopted.keys == loaded.keys)
            #expect(adopted.listed == loaded.listed)
            #expect(adopted.snapshot.id == loaded.snapshot.id)
            #expect(adopted.leaverBlocks == loaded.leaverBlocks)
            #expect(rows(adopted) == rows(loaded))
            #expect(adopted.workforce.jobs == loaded.workforce.jobs)
            #expect(adopted.workforce.plan == loaded.workforce.plan)
            #expect(adopted.workforce.snapshotDate == loaded.workforce.snapshotDate)
            carried += loaded.keys.count - loaded.listed
        }
        #expect(carried > 0)
    }

    @Test("Nothing is handed over out of order, of a later date, or where a newer snapshot stands")
    func refused() throws {
        let database = try Scratch().open()
        let employer = SyntheticWorkforce(seed: 8, people: 50)
        let snapshot = employer.snapshot(Self.start)
        #expect(try save(snapshot, in: database, asOf: Self.start.adding(days: -1)) == nil)
        var reversed = employer
        reversed.people.reverse()
        #expect(
            try save(reversed.snapshot(Self.start.adding(days: 1)), in: database, asOf: .init(dayNumber: 30_000)) == nil
        )
        #expect(try save(snapshot, in: database, asOf: .init(dayNumber: 30_000)) == nil)
        #expect(
            try save(employer.snapshot(Self.start.adding(days: 1)), in: database, asOf: .init(dayNumber: 30_000)) != nil
        )
    }
}
