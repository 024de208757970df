import Foundation
import GRDB
import Testing
import Workforce

@testable import Store

@Suite("The snapshot archive")
struct SnapshotArchiveTests {
    static let start = CalendarDate(dayNumber: 20_400)

    /// What the archive must give back, kept in memory.
    struct Model {
        var snapshots: [CalendarDate: [String: EmployeeRow]] = [:]

        func check(_ database: Store.Database, _ date: CalendarDate) throws {
            let loaded = try database.loadWorkforce(asOf: date, employerCountry: "NL", aftercareMonths: 12)
            let expected = try #require(snapshots.filter { $0.key <= date }.max { $0.key < $1.key })
            #expect(loaded.snapshot.asOf == expected.key)
            let employees = loaded.workforce.employees
            #expect(loaded.listed == expected.value.count)
            #expect(loaded.keys.count == employees.count)
            #expect(
                zip(loaded.keys[..<loaded.listed], loaded.keys[..<loaded.listed].dropFirst()).allSatisfy { $0 < $1 })
            let differing = (0..<loaded.listed).count {
                employees.row($0) != expected.value[employees.id[$0]]?.anonymous
            }
            #expect(differing == 0, "rows of \(expected.key) as of \(date)")
            try checkLeavers(loaded, date, expected)
        }

        private func checkLeavers(
            _ loaded: LoadedWorkforce, _ date: CalendarDate, _ newest: (key: CalendarDate, value: [String: EmployeeRow])
        ) throws {
            var expected: [String: EmployeeRow] = [:]
            let dates = snapshots.keys.filter { $0 <= newest.key }.sorted()
            for (earlier, newer) in zip(dates, dates.dropFirst()) {
                for (id, row) in snapshots[earlier]! where snapshots[newer]![id] == nil {
                    var row = row.anonymous
                    (row.exitDate, row.exitReason) = (newer, .other)
                    expected[id] = row
                }
            }
            expected = expected.filter { newest.value[$0.key] == nil && date < $0.value.exitDate!.adding(months: 12) }
            let employees = loaded.workforce.employees
            var found: [String: EmployeeRow] = [:]
            for row in loaded.listed..<employees.count { found[employees.id[row]] = employees.row(row) }
            #expect(Set(found.keys).symmetricDifference(expected.keys).count == 0)
            #expect(found.filter { $0.value != expected[$0.key] }.count == 0)
        }
    }

    @Test("Of a bundle whose second date cannot be stored the first is not kept either, nor its import")
    func bundleUndone() throws {
        struct Interrupted: Error {}
        let database = try Scratch().open()
        var employer = SyntheticWorkforce(seed: 9, people: 50)
        #expect(throws: Interrupted.self) {
            try database.saveSnapshots(leavers: .onMissing, now: Date()) { saving in
                for night in 0..<2 {
                    var snapshot = employer.snapshot(Self.start.adding(days: night))
                    employer.night(oneIn: 5, shuffled: false)
                    _ = try saving.save(&snapshot) { _ in
                        if night == 1 { throw Interrupted() }
                        return "{}"
                    }
                }
            }
        }
        #expect(try database.snapshots().isEmpty)
        #expect(try database.imports().isEmpty)
    }

    @Test(
        "Any snapshot comes back as it was, after joins, leaves, changes, replacements and backfill",
        arguments: [(UInt64(1), false), (2, true), (3, false), (4, true)])
    func roundTrip(seed: UInt64, shuffled: Bool) throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        var employer = SyntheticWorkforce(seed: seed, people: 150)
        var model = Model()
        for night in 0..<60 {
            employer.night(oneIn: 12, shuffled: shuffled)
            // Every fifth date is filled in later, every seventh replaced by what the next night brings.
            let day = night % 5 == 4 ? night * 10 - 25 : night % 7 == 6 ? night * 10 - 10 : night * 10
            let asOf = Self.start.adding(days: day)
            let saved = try database.saveSnapshot(
                employer.snapshot(asOf), report: "{}", leavers: .onMissing, now: Date(timeIntervalSince1970: 0))
            #expect(saved.replaced == (model.snapshots[asOf] != nil))
            #expect(saved.isNewest == model.snapshots.keys.allSatisfy { $0 <= asOf })
            model.snapshots[asOf] = Dictionary(uniqueKeysWithValues: employer.people.map { ($0.id, $0) })
            if night % 10 == 9 {
                for date in model.snapshots.keys { try model.check(database, date) }
                try model.check(database, Self.start.adding(days: night * 10 + 3))
                try model.check(database, Self.start.adding(days: night * 10 + 330))
            }
        }
        #expect(try database.snapshots().map(\.asOf) == model.snapshots.keys.sorted())
        #expect(try database.snapshots().map(\.people) == model.snapshots.sorted { $0.key < $1.key }.map(\.value.count))
    }

    @Test("People beyond one chunk and one identity block are found again")
    func manyChunks() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        var employer = SyntheticWorkforce(seed: 5, people: 17_000)
        var model = Model()
        for night in 0..<3 {
            if night > 0 { employer.night(oneIn: 50, shuffled: night == 2) }
            let asOf = Self.start.adding(days: night)
            _ = try database.saveSnapshot(employer.snapshot(asOf), report: "{}", leavers: .onMissing, now: Date())
            model.snapshots[asOf] = Dictionary(uniqueKeysWithValues: employer.people.map { ($0.id, $0) })
        }
        for date in model.snapshots.keys { try model.check(database, date) }
    }

    @Test("Names are those of the newest snapshot; an older one that is filled in changes none")
    func names() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        var row = EmployeeRow(id: "E1", hireDate: Self.start, job: "J", establishment: "S")
        func save(_ name: String, _ day: Int) throws {
            row.name = name
            let snapshot = Snapshot(
                asOf: Self.start.adding(days: day), source: "s", employees: EmployeeColumns(rows: [row]))
            _ = try database.saveSnapshot(snapshot, report: "{}", leavers: .onMissing, now: Date())
        }
        func name() throws -> String {
            try database.loadWorkforce(
                asOf: Self.start.adding(days: 100), employerCountry: "NL", aftercareMonths: 12, identity: .everything
            ).workforce.employees.name[0]
        }
        try save("Jansen", 0)
        #expect(try name() == "Jansen")
        try save("Jansen-de Boer", 10)
        try save("Jansen", 5)
        #expect(try name() == "Jansen-de Boer")
    }

    @Test("Whom a row filter left out did not leave")
    func filtered() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        let rows = ["A", "B", "C"].map { EmployeeRow(id: $0, hireDate: Self.start, job: "J", establishment: "S") }
        func save(_ rows: [EmployeeRow], _ day: Int, filtered: Set<String> = []) throws -> Int {
            var snapshot = Snapshot(
                asOf: Self.start.adding(days: day), source: "s", employees: EmployeeColumns(rows: rows))
            snapshot.filtered = filtered
            return try database.saveSnapshot(snapshot, report: "{}", leavers: .onMissing, now: Date()).vanished
        }
        func carried(_ day: Int) throws -> [String] {
            let loaded = try database.loadWorkforce(
                asOf: Self.start.adding(days: day), employerCountry: "NL", aftercareMonths: 12)
            return (loaded.listed..<loaded.keys.count).map { loaded.workforce.employees.id[$0] }
        }
        #expect(try save(rows, 0) == 0)
        #expect(try save([rows[0]], 10, filtered: ["B", "unknown"]) == 1)
        #expect(try carried(10) == ["C"])
        // C is seen again and then left out by the filter: no leaver any more.
        _ = try save(rows, 20)
        _ = try save([rows[0], rows[1]], 30, filtered: ["C"])
        #expect(try carried(30) == [])
        // The filtered are known to the snapshot: filling one in between finds nobody gone but who is.
        #expect(try save([rows[0]], 5, filtered: ["B"]) == 1)
        #expect(try carried(10) == ["C"])
    }

    @Test("A known number with another birth date is told of, also after years; a first date, and none, are not")
    func otherBirthDates() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        func save(_ day: Int, _ people: [(id: String, born: Int32?)]) throws -> [UInt32] {
            let rows = people.map { person in
                var row = EmployeeRow(id: person.id, hireDate: Self.start, job: "J", establishment: "S")
                row.birthDate = person.born.map { CalendarDate(dayNumber: $0) }
                return row
            }
            let snapshot = Snapshot(
                asOf: Self.start.adding(days: day), source: "s", employees: EmployeeColumns(rows: rows))
            var told: [UInt32] = []
            let saved = try database.saveSnapshot(snapshot, leavers: .onMissing, now: Date()) { saved in
                told = saved.otherBirthDates
                return "{}"
            }
            #expect(told == saved.otherBirthDates)
            return told
        }
        #expect(try save(0, [("A", 5), ("B", 6), ("C", nil)]) == [])
        #expect(try save(10, [("A", 5), ("B", nil), ("C", 7), ("D", 0)]) == [])
        #expect(try save(20, [("C", 8), ("A", 5), ("D", 9)]) == [0, 2])
        // B was last known without a date; A is another person once B's place is long empty.
        #expect(try save(30, [("C", 8)]) == [])
        #expect(try save(40, [("E", 1), ("B", 6), ("A", 50), ("C", 8)]) == [2])
        // The same date again, and a date filled in before newcomers are known, tell of nothing.
        #expect(try save(40, [("E", 2), ("A", 51), ("C", 8)]) == [])
        #expect(try save(15, [("E", 3), ("A", 5)]) == [])
    }

    @Test("An unchanged night adds next to nothing, and a changed one what changed")
    func growth() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        var employer = SyntheticWorkforce(seed: 9, people: 12_000)
        func pages() throws -> Int { try database.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 } }
        func save(_ day: Int) throws {
            _ = try database.saveSnapshot(
                employer.snapshot(Self.start.adding(days: day)), report: "{}", leavers: .onMissing, now: Date())
        }
        try save(0)
        let first = try pages()
        try save(1)
        #expect(try pages() - first <= 1)
        for index in employer.people.indices where index % 100 == 0 {
            employer.people[index].monthlySalary = (employer.people[index].monthlySalary ?? 0) + 1
        }
        let before = try pages()
        try save(2)
        #expect(try pages() - before <= 2)
    }
}
