import Foundation
import GRDB
import Prevention
import Synchronization
import Testing
import Workforce

@testable import Store

@Suite("What snapshots tell of leaving and growth")
struct SnapshotHistoryTests {
    private static let dates = ["2025-06-30", "2025-07-31", "2025-08-31", "2025-08-31", "2025-10-15"].compactMap {
        CalendarDate(iso: $0)
    }

    private func row(
        _ id: String, _ job: String = "J", _ establishment: String = "E", exit: String? = nil,
        _ reason: ExitReason = .absent
    ) -> EmployeeRow {
        var row = EmployeeRow(
            id: id, hireDate: CalendarDate(iso: "2020-01-01")!, job: job, establishment: establishment)
        row.birthDate = CalendarDate(iso: "1990-05-05")
        row.exitDate = exit.flatMap { CalendarDate(iso: $0) }
        row.exitReason = reason
        return row
    }

    /// Ten people, of whom one resigns in July and is listed, one vanishes in July, one resigns and vanishes, one is made
    /// redundant, and one dies in September.
    private func snapshots() -> [Snapshot] {
        var all = (0..<10).map { row("P\($0)", $0 < 6 ? "J" : "K", $0 < 8 ? "E" : "F") }
        all[4].contract = .agency
        var july = all
        july[0] = row("P0", exit: "2025-07-10", .resignation)
        july.remove(at: 1)
        july[1] = row("P2", exit: "2025-08-20", .resignation)
        july[2] = row("P3", exit: "2025-08-31", .redundancy)
        let august = Array(july[3...])
        var october = august
        october[0] = row("P4", exit: "2025-09-30", .death)
        return [all, july, august, october].enumerated().map { index, rows in
            Snapshot(
                asOf: [Self.dates[0], Self.dates[1], Self.dates[2], Self.dates[4]][index], source: "s",
                employees: EmployeeColumns(rows: rows))
        }
    }

    private func save(_ snapshots: [Snapshot], in database: Store.Database) throws {
        for snapshot in snapshots {
            _ = try database.saveSnapshot(
                snapshot, report: "{}",
                leavers: LeaverRule(policy: PreventionPolicy(), statutes: [], employerCountry: "NL"), now: Date())
        }
    }

    private func history(_ database: Store.Database) throws -> SnapshotHistory {
        try database.loadWorkforce(
            asOf: CalendarDate(iso: "2025-12-31")!, employerCountry: "NL", aftercareMonths: 12
        ).workforce.history
    }

    @Test("Voluntary and natural exits are counted once, each between the right snapshots, and dismissals are not")
    func turnover() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try save(snapshots(), in: database)
        let history = try history(database)
        #expect(history.snapshots == 4)
        let exits: [Int32] = history.turnovers.map { $0.exits.reduce(0, +) }
        #expect(exits == [2, 1, 1])
        // July: ten for 31 days, less the days after the exits of 10 July and, for who vanished, of its last day.
        let days: [Int64] = history.turnovers.map { $0.exposureDays.reduce(0, +) }
        let expected: [Int64] = [310 - 21, 248 - 11, 270 - 15]
        #expect(days == expected)
    }

    @Test("Heads are kept by job and establishment, of the last snapshot of each month")
    func headcount() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        var all = snapshots()
        all.insert(
            Snapshot(
                asOf: CalendarDate(iso: "2025-08-15")!, source: "s", employees: EmployeeColumns(rows: [row("P9")])),
            at: 2)
        try save(all, in: database)
        let headcounts = try history(database).headcounts
        #expect(headcounts.dates.map(\.description) == ["2025-06-30", "2025-07-31", "2025-08-31", "2025-10-15"])
        #expect(headcounts.heads["J in E"] == [6, 4, 2, 1])
        #expect(headcounts.heads["K in F"] == [2, 2, 2, 2])
        #expect(headcounts.employees["J in E"] == [5, 3, 1, 1])
        #expect(headcounts.employees["K in F"] == [2, 2, 2, 2])
    }

    @Test("Filled in between, replaced, or counted afterwards by a newer version: it is the same")
    func order() throws {
        let reference = try Scratch()
        let expected = try reference.open()
        try save(snapshots(), in: expected)

        let scratch = try Scratch()
        let database = try scratch.open()
        let all = snapshots()
        try save([all[0], all[3], all[1]], in: database)
        let other = Snapshot(
            asOf: all[2].asOf, source: "s", employees: EmployeeColumns(rows: [row("P5"), row("P6", "K")]))
        try save([other, all[2]], in: database)
        #expect(try history(database) == history(expected))

        try database.write { try $0.execute(sql: "DELETE FROM turnover; DELETE FROM headcount") }
        #expect(try history(database) == SnapshotHistory())
        try database.completeHistory(
            LeaverRule(policy: PreventionPolicy(), statutes: [], employerCountry: "NL"))
        #expect(try history(database) == history(expected))
    }

    @Test("A run handed the snapshot over has the history that a later one loads")
    func adoption() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        var all = snapshots()
        var last = all.removeLast()
        try save(all, in: database)
        let adopted = Mutex<Workforce?>(nil)
        let rule = LeaverRule(policy: PreventionPolicy(), statutes: [], employerCountry: "NL")
        _ = try database.saveSnapshots(leavers: rule, now: Date()) { saving in
            try saving.save(
                &last,
                adoption: WorkforceAdoption(asOf: last.asOf, employerCountry: "NL", aftercareMonths: 12) { loaded in
                    adopted.withLock { $0 = loaded.workforce }
                }
            ) { _ in "{}" }
        }
        let turnovers = try history(database).turnovers
        #expect(adopted.withLock { $0?.history.turnovers } == turnovers)
        #expect(turnovers.count == 3)
    }

    @Test("It stays when the snapshots are gone")
    func purge() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try save(snapshots(), in: database)
        let before = try history(database)
        _ = try database.purge(
            Retention(personsBefore: CalendarDate(iso: "2025-10-01")!, deliveriesBefore: Date()))
        #expect(try database.snapshots().count == 1)
        #expect(try history(database) == before)
    }
}

extension HeadcountHistory {
    /// By job and establishment the people at each date.
    fileprivate var heads: [String: [Int32]] { series(heads(of:at:)) }

    fileprivate var employees: [String: [Int32]] { series(employees(of:at:)) }

    private func series(_ count: (Int, Int) -> Int32) -> [String: [Int32]] {
        let named = cells.enumerated().map { number, cell in
            ("\(jobs[cell.job]) in \(establishments[cell.establishment])", dates.indices.map { count(number, $0) })
        }
        return Dictionary(uniqueKeysWithValues: named)
    }
}
