import Foundation
import GRDB
import Outcomes
import Prevention
import Testing
import Workforce

@testable import Store

@Suite("What runs found")
struct ScanTests {
    static let start = CalendarDate(dayNumber: 20_400)

    /// A run over whatever is stored, with results that a seed makes up for each employee id.
    struct Run {
        let database: Store.Database
        var expected: [Int64: [String: AssessmentRow]] = [:]

        mutating func scan(
            _ asOf: CalendarDate, seed: Int, scores: ScoreResult<ScoreHundredths>? = nil
        ) throws -> CommittedScan {
            let loaded = try database.loadWorkforce(asOf: asOf, employerCountry: "NL", aftercareMonths: 12)
            let result = Self.result(loaded, seed: seed)
            let committed = try database.commitScan(
                ScanResults(loaded: loaded, prevention: result),
                header: ScanHeader(
                    kind: try database.scanKind(asOf: asOf), started: Date(timeIntervalSince1970: 1),
                    finished: Date(timeIntervalSince1970: 2), versions: ["policy": "1"], counts: ["people": 3],
                    aftercareMonths: 12),
                heldUntil: Date(timeIntervalSince1970: 3), scores: { scores },
                conclude: { ("{\"changed\":\($0.changedResults)}", Date(timeIntervalSince1970: 4)) })
            expected[committed.record.id] = Self.rows(loaded, result)
            return committed
        }

        static func result(_ loaded: LoadedWorkforce, seed: Int) -> PreventionResult {
            var result = PreventionResult(asOf: loaded.workforce.asOf)
            result.grounds = ForecastGrounds(
                basis: .history, personYears: 100, exits: 8, snapshots: 4, draws: 1_000, seed: 1,
                decliningEstablishments: [])
            var group = SelectionGroup(jobGroup: "J", establishment: "E", country: "NL")
            group.forecast = GroupForecast(
                basis: .history, expected: 100, low: 0, high: 2, chance: 50, earliest: nil, median: nil, planRows: [],
                trendPerMille: nil)
            result.groups = [group]
            let employees = loaded.workforce.employees
            for row in 0..<employees.count {
                var generator = TestGenerator(UInt64(loaded.keys[row]) &* 31 &+ UInt64(seed))
                let isListed = row < loaded.listed
                let isInService = isListed && employees.isInService(row, at: result.asOf)
                let isPlain = Int.random(in: 0..<4, using: &generator) > 0
                let phase: UInt8 = isPlain ? (isInService ? 1 : 0) : isListed ? 2 : 4
                result.phase.append(phase)
                result.rules.append(isPlain ? (isInService ? .base : []) : isListed ? [.indicated, .closing] : .ended)
                result.cause.append(isPlain ? .none : .surplus)
                result.selection.append(isPlain ? .none : .indicated)
                result.rank.append(isPlain ? 0 : Int32.random(in: 1...9, using: &generator))
                result.tied.append(!isPlain && Bool.random(using: &generator))
                result.redundancyDate.append(isPlain ? nil : result.asOf.adding(days: 90))
                result.expectedExit.append(
                    isPlain || Bool.random(using: &generator) ? nil : result.asOf.adding(days: 91))
                let hasChance = !isPlain && isListed && Bool.random(using: &generator)
                // Apart by more than what is not worth writing.
                result.probability.append(
                    hasChance
                        ? UInt8.random(in: 1...20, using: &generator) * 5
                        : isPlain && isInService ? 0 : PreventionResult.noProbability)
                result.vitalSigns.append(VitalSigns(rawValue: UInt8(loaded.keys[row] % 3)))
                result.group.append(0)
            }
            return result
        }

        static func rows(_ loaded: LoadedWorkforce, _ result: PreventionResult) -> [String: AssessmentRow] {
            let employees = loaded.workforce.employees
            var rows: [String: AssessmentRow] = [:]
            for row in 0..<employees.count where result.phase[row] > 0 {
                rows[employees.id[row]] = AssessmentRow(
                    person: loaded.keys[row], employeeID: employees.id[row], phase: Int(result.phase[row]),
                    rules: result.rules[row], cause: result.cause[row], selection: result.selection[row],
                    rank: result.rank[row] == 0 ? nil : Int(result.rank[row]), tied: result.tied[row],
                    redundancyDate: result.redundancyDate[row], expectedExit: result.expectedExit[row],
                    probability: result.probability[row] == PreventionResult.noProbability
                        ? nil : Int(result.probability[row]), basis: result.basis(of: row),
                    jobGroup: employees.jobs[employees.job[row]],
                    establishment: employees.establishments[employees.establishment[row]])
            }
            return rows
        }

        func check(_ scan: ScanRecord) throws {
            var found: [String: AssessmentRow] = [:]
            var last: Int64 = -1
            var isAscending = true
            try database.forEachAssessment(scan) { row in
                isAscending = isAscending && row.person > last
                last = row.person
                found[row.employeeID] = row
            }
            let expected = try #require(expected[scan.id])
            #expect(isAscending)
            #expect(found.count == expected.count)
            #expect(found.count { $0.value != expected[$0.key] } == 0, "run \(scan.id)")
        }
    }

    @Test("More changes than are collected at once: all are written, each once, and nobody is missed in between")
    func manyChanges() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        let employer = SyntheticWorkforce(seed: 3, people: 20_000)
        _ = try database.saveSnapshot(
            employer.snapshot(Self.start), report: "{}", leavers: .onMissing, now: Date(timeIntervalSince1970: 0))
        var run = Run(database: database)
        let committed = try [5, 6, 6, 7].enumerated().map { night, seed in
            try run.scan(Self.start.adding(days: night), seed: seed)
        }
        #expect(committed[0].changedResults > 4_096)
        #expect(committed[1].changedResults > 2 * 4_096)
        #expect(committed[3].changedResults > 2 * 4_096)
        for scan in committed { try run.check(scan.record) }
    }

    @Test("Every run can be listed as it was, live ones and replays, whatever came after", arguments: [UInt64(1), 2])
    func history(seed: UInt64) throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        var employer = SyntheticWorkforce(seed: seed, people: 120)
        var run = Run(database: database)
        var records: [ScanRecord] = []
        for night in 0..<12 {
            employer.night(oneIn: 15, shuffled: night % 3 == 0)
            let asOf = Self.start.adding(days: night)
            _ = try database.saveSnapshot(
                employer.snapshot(asOf), report: "{}", leavers: .onMissing, now: Date(timeIntervalSince1970: 0))
            records.append(try run.scan(asOf, seed: night / 2).record)
            #expect(records.last?.kind == .live)
            if night % 4 == 3 {
                let replay = try run.scan(asOf.adding(days: -2), seed: 100 + night)
                #expect(replay.record.kind == .replay)
                records.append(replay.record)
            }
            if night == 6 {
                // The snapshot is replaced: what was found on the former one is still told.
                employer.night(oneIn: 5, shuffled: true)
                _ = try database.saveSnapshot(
                    employer.snapshot(asOf), report: "{}", leavers: .onMissing, now: Date(timeIntervalSince1970: 0))
            }
        }
        for record in records { try run.check(record) }
        #expect(try database.lastLiveScan()?.id == records.last { $0.kind == .live }?.id)
        // A date that was replayed is told by the replay; one between by the last live run before.
        let replayed = try #require(records.last { $0.kind == .replay })
        #expect(try database.scan(tellingOf: replayed.asOf) == replayed)
        #expect(try database.scan(tellingOf: Self.start.adding(days: 400)) == database.lastLiveScan())
        #expect(try database.scan(tellingOf: Self.start.adding(days: -1)) == nil)
        #expect(try database.scan(tellingOf: nil) == database.lastLiveScan())
        #expect(try database.integrityCheck() == [])
    }

    @Test("Plain people are not stored, and an unchanged night writes nobody anew")
    func sparing() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        var employer = SyntheticWorkforce(seed: 4, people: 2_000)
        var run = Run(database: database)
        func night(_ day: Int, seed: Int) throws -> (committed: CommittedScan, pages: Int) {
            let asOf = Self.start.adding(days: day)
            func pages() throws -> Int { try database.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 } }
            _ = try database.saveSnapshot(employer.snapshot(asOf), report: "{}", leavers: .onMissing, now: Date())
            let before = try pages()
            let committed = try run.scan(asOf, seed: seed)
            return (committed, try pages() - before)
        }
        // Dates that depend on the date of the run would change every night; here they hang on nothing.
        employer.people = employer.people.map { row in
            var row = row
            row.exitDate = nil
            row.hireDate = CalendarDate(dayNumber: 10_000)
            return row
        }
        let first = try night(0, seed: 1)
        let stored = try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM assessment") ?? 0 }
        #expect(stored == first.committed.changedResults)
        #expect(stored < 700)
        #expect(first.committed.entered[1] == stored)
        let again = try database.commitScan(
            ScanResults(
                loaded: try database.loadWorkforce(asOf: Self.start, employerCountry: "NL", aftercareMonths: 12),
                prevention: Run.result(
                    try database.loadWorkforce(asOf: Self.start, employerCountry: "NL", aftercareMonths: 12), seed: 1)),
            header: ScanHeader(kind: .live, started: Date(), finished: Date(), aftercareMonths: 12), heldUntil: Date(),
            scores: { nil })
        #expect(again.changedResults == 0)
        #expect(again.entered == [0, 0, 0, 0])
        #expect(try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM assessment_history") } == 0)
    }

    @Test("Scores come back in hundredths, absent ones as absent, and never touch a listing of phases")
    func scores() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        let rows = ["A", "B", "C"].map { EmployeeRow(id: $0, hireDate: Self.start, job: "J", establishment: "S") }
        _ = try database.saveSnapshot(
            Snapshot(asOf: Self.start, source: "s", employees: EmployeeColumns(rows: rows)), report: "{}",
            leavers: .onMissing, now: Date())
        var result = ScoreResult<ScoreHundredths>()
        result.scores = [[12.344, 0, .nan], [100, 55.5, .nan], [.nan, 1, .nan]]
            .map { $0.map(ScoreHundredths.init(score:)) }
        result.coverage = [[1, 0.5, 0], [0.3333, 1, 0], [0, 1, 0]]
            .map { $0.map(ScoreHundredths.init(share:)) }
        result.balance = [.nan, 7.126, .nan].map(ScoreHundredths.init(score:))
        result.aggregates = [
            AggregateScore(
                scope: .group, jobGroup: "J", code: "S", people: 5, scores: [1.234, nil, 99.999], balance: 5),
            AggregateScore(scope: .unit, code: "T", people: 9, scores: [nil, 1, nil], balance: nil, vitality: 39.996),
            AggregateScore(scope: .unit, code: "U", people: nil, scores: [nil, nil, nil], balance: nil),
            AggregateScore(scope: .establishment, code: "S", people: nil, scores: [nil, nil, nil], balance: nil),
            AggregateScore(scope: .organisation, code: "", people: 3, scores: [1, 2, 3], balance: 1.82),
        ]
        var run = Run(database: database)
        _ = try run.scan(Self.start, seed: 1, scores: result)
        var found: [ScoreRow] = []
        try database.forEachScore { found.append($0) }
        #expect(found.map(\.employeeID) == ["A", "B", "C"])
        #expect(found.map(\.scores) == [[12.34, 100, nil], [0, 55.5, 1], [nil, nil, nil]])
        #expect(found.map(\.balance) == [nil, 7.13, nil])
        #expect(found.map(\.coverage) == [[1, 0.3333, 0], [0.5, 1, 1], [0, 0, 0]])
        #expect(try database.score(of: 1) == found[1])
        #expect(try database.score(of: 3) == nil)
        #expect(try database.vitalSigns(of: 2) == VitalSigns(rawValue: 2))
        #expect(try database.aggregateScores(.group).map(\.scores) == [[1.23, nil, 100]])
        #expect(try database.aggregateScores(.establishment).map(\.people) == [nil])
        #expect(try database.aggregateScores(.organisation).map(\.balance) == [1.82])
        // A value under the limit stays under it.
        #expect(try database.aggregateScores(.unit).map(\.vitality) == [39.99, nil])
        // A replay computes scores again; those of the last live run stay.
        _ = try run.scan(Self.start.adding(days: 1), seed: 1, scores: result)
        _ = try run.scan(Self.start, seed: 1, scores: ScoreResult<ScoreHundredths>())
        #expect(try database.score(of: 1)?.balance == 7.13)
    }

    @Test("Groups that a redundancy hangs on have a history, the others are overwritten in place")
    func groups() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        let row = EmployeeRow(id: "A", hireDate: Self.start, job: "J", establishment: "S")
        _ = try database.saveSnapshot(
            Snapshot(asOf: Self.start, source: "s", employees: EmployeeColumns(rows: [row])), report: "{}",
            leavers: .onMissing, now: Date())
        func group(_ code: String, supply: Int, surplus: Int) -> SelectionGroup {
            var group = SelectionGroup(jobGroup: code, establishment: "S", country: "NL")
            group.supply = supply
            group.surplus = surplus
            group.redundancyDate = surplus > 0 ? Self.start.adding(days: 9) : nil
            group.planRows = surplus > 0 ? [3, 14] : []
            group.missingBirthDates = surplus > 5 ? [0] : []
            return group
        }
        func scan(_ day: Int, _ groups: [SelectionGroup]) throws -> ScanRecord {
            let loaded = try database.loadWorkforce(
                asOf: Self.start.adding(days: day), employerCountry: "NL", aftercareMonths: 12)
            var result = Run.result(loaded, seed: 1)
            result.groups = groups
            return try database.commitScan(
                ScanResults(loaded: loaded, prevention: result),
                header: ScanHeader(
                    kind: try database.scanKind(asOf: loaded.workforce.asOf), started: Date(), finished: Date(),
                    aftercareMonths: 12), heldUntil: Date(), scores: { nil }
            ).record
        }
        func told(_ scan: ScanRecord) throws -> [String] {
            try database.groups(scan).map { "\($0.jobGroup) \($0.group.supply) \($0.group.surplus)" }
        }
        let first = try scan(0, [group("calm", supply: 10, surplus: 0), group("sinks", supply: 10, surplus: 4)])
        let second = try scan(1, [group("calm", supply: 11, surplus: 0), group("sinks", supply: 10, surplus: 6)])
        let third = try scan(2, [group("calm", supply: 11, surplus: 2), group("new", supply: 1, surplus: 0)])
        let replay = try scan(1, [group("calm", supply: 99, surplus: 0)])
        #expect(try told(first) == ["calm 11 0", "sinks 10 4"])
        #expect(try told(second) == ["calm 11 0", "sinks 10 6"])
        #expect(try told(third) == ["calm 11 2", "new 1 0"])
        #expect(try told(replay) == ["calm 99 0"])
        let sinks = try #require(try database.groups(second).last)
        #expect(sinks.group.planRows == [3, 14])
        #expect(sinks.missingBirthDates == [0])
        #expect(sinks.group.redundancyDate == Self.start.adding(days: 9))
        #expect(try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM selection_group") } == 6)
    }

    @Test("Two equal nights write no group anew, and each is told with the reference date that it had")
    func referenceDates() throws {
        let scratch = try Scratch()
        let database = try scratch.open()
        let row = EmployeeRow(id: "A", hireDate: Self.start, job: "J", establishment: "S")
        _ = try database.saveSnapshot(
            Snapshot(asOf: Self.start, source: "s", employees: EmployeeColumns(rows: [row])), report: "{}",
            leavers: .onMissing, now: Date())
        let stated = Self.start.adding(days: 2)
        /// One group whose plan states a reference date, one whose does not, and one that is not at risk.
        func scan(_ day: Int) throws -> ScanRecord {
            let asOf = Self.start.adding(days: day)
            let loaded = try database.loadWorkforce(asOf: asOf, employerCountry: "NL", aftercareMonths: 12)
            var result = Run.result(loaded, seed: 1)
            result.groups = ["calm", "defaults", "stated"].map { code in
                var group = SelectionGroup(jobGroup: code, establishment: "S", country: "NL")
                guard code != "calm" else { return group }
                group.redundancyDate = Self.start.adding(days: 90)
                group.referenceDate = code == "stated" ? stated : asOf
                return group
            }
            return try database.commitScan(
                ScanResults(loaded: loaded, prevention: result),
                header: ScanHeader(
                    kind: try database.scanKind(asOf: asOf), started: Date(), finished: Date(), aftercareMonths: 12),
                heldUntil: Date(), scores: { nil }
            ).record
        }
        func written(_ scan: ScanRecord) throws -> Int? {
            try database.read {
                try Int.fetchOne(
                    $0, sql: "SELECT COUNT(*) FROM selection_group WHERE valid_from = ?1 OR valid_to = ?1",
                    arguments: [scan.id])
            }
        }
        func told(_ scan: ScanRecord) throws -> [CalendarDate?] {
            try database.groups(scan).map(\.group.referenceDate)
        }
        let first = try scan(0)
        let second = try scan(1)
        #expect(try written(first) == 3)
        #expect(try written(second) == 0)
        // On the stated date itself the two are the same; the night after, they differ again.
        let third = try scan(2)
        let fourth = try scan(3)
        let replay = try scan(1)
        for (scan, asOf) in [(first, 0), (second, 1), (third, 2), (fourth, 3), (replay, 1)] {
            #expect(try told(scan) == [nil, Self.start.adding(days: asOf), stated], "night \(asOf)")
        }
        #expect(try database.groupsAtRisk(second).map(\.jobGroup) == ["defaults", "stated"])
        // Of an older version, which stored the date of the run as well: told as it was, and replaced once.
        try database.write { db in
            try db.execute(
                sql: "UPDATE selection_group SET reference_date = ? WHERE job_group = 'defaults' AND valid_to > ?",
                arguments: [Self.start.adding(days: 3).dayNumber, fourth.id])
        }
        #expect(try told(fourth) == [nil, Self.start.adding(days: 3), stated])
        let fifth = try scan(4)
        #expect(try told(fourth) == [nil, Self.start.adding(days: 3), stated])
        #expect(try told(fifth) == [nil, Self.start.adding(days: 4), stated])
        #expect(try written(try scan(5)) == 0)
    }
}
