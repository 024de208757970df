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
        func plan(_ centiFTE: Int) -> [PlanRow] {
            [PlanRow(jobGroup: "J", establishment: "E", date: CalendarDate(iso: "2027-01-01")!, centiFTE: centiFTE)]
        }
        all[2].sideFiles.plan = plan(900)
        var last = all.removeLast()
        last.sideFiles.plan = plan(800)
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
        let loaded = try history(database)
        #expect(adopted.withLock { $0?.history.turnovers } == loaded.turnovers)
        #expect(adopted.withLock { $0?.history.plans } == loaded.plans)
        #expect(loaded.turnovers.count == 3)
        #expect(plans(loaded).map { String($0.suffix(3)) } == ["900", "800"])
    }

    /// Plans by the hundredths of FTE in their only row; nil where the snapshot came without one.
    private func save(plans: [(String, Int?)], in database: Store.Database) throws {
        try save(
            plans.map { date, centiFTE in
                var files = SideFiles()
                files.plan = centiFTE.map {
                    [PlanRow(jobGroup: "J", establishment: "E", date: CalendarDate(iso: "2027-01-01")!, centiFTE: $0)]
                }
                return Snapshot(
                    asOf: CalendarDate(iso: date)!, source: "s", employees: EmployeeColumns(rows: [row("P")]),
                    sideFiles: files)
            }, in: database)
    }

    private func plans(_ history: SnapshotHistory) -> [String] {
        history.plans.points.map { "\($0.date) \(history.plans.versions[$0.version][0].centiFTE)" }
    }

    @Test("The plan in force at the first snapshot of each month is known, and each text of it is held once")
    func plans() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try save(
            plans: [
                ("2025-06-30", nil), ("2025-07-10", 100), ("2025-07-20", 200), ("2025-08-15", nil), ("2025-09-01", 200),
                ("2025-09-02", 300), ("2025-11-01", 400), ("2025-12-31", 100),
            ], in: database)
        let history = try history(database)
        let expected = [
            "2025-07-10 100", "2025-08-15 200", "2025-09-01 200", "2025-11-01 400", "2025-12-31 100",
        ]
        #expect(plans(history) == expected)
        #expect(history.plans.versions.count == 4)
        // A look back sees no later one.
        let then = try database.loadWorkforce(
            asOf: CalendarDate(iso: "2025-10-31")!, employerCountry: "NL", aftercareMonths: 12
        ).workforce.history
        #expect(then == history.upTo(CalendarDate(iso: "2025-10-31")!))
        #expect(plans(then) == Array(expected[..<3]))
        // One that stands in its place counts; those before what is kept are gone with their snapshots.
        try save(plans: [("2025-11-01", 500)], in: database)
        _ = try database.purge(
            Retention(personsBefore: CalendarDate(iso: "2025-09-02")!, deliveriesBefore: Date()))
        #expect(try plans(self.history(database)) == ["2025-09-02 300", "2025-11-01 500", "2025-12-31 100"])
    }

    @Test("The plan of one month alone is not read: nothing can have become of it")
    func oneMonth() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try save(plans: [("2025-07-10", 100), ("2025-07-20", 200)], in: database)
        #expect(try history(database).plans == PlanHistory())
        try save(plans: [("2025-08-01", nil)], in: database)
        #expect(try plans(history(database)) == ["2025-07-10 100", "2025-08-01 200"])
    }

    @Test("Plans of more than five years ago are not read")
    func oldPlans() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        try save(
            plans: [("2020-12-30", 100), ("2020-12-31", 200), ("2021-02-01", 300), ("2025-12-31", 400)], in: database)
        #expect(try plans(history(database)) == ["2021-02-01 300", "2025-12-31 400"])
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
