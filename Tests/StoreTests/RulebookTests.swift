import Foundation
import GRDB
import Outcomes
import Prevention
import Testing
import Workforce

@testable import Store

@Suite("Rules that are kept with their scans")
struct RulebookTests {
    static let start = CalendarDate(dayNumber: 20_400)

    static func rulebook(horizon: Int = 18) -> Rulebook {
        var policy = PreventionPolicy()
        policy.horizonMonths = horizon
        var pack = StatutePack(country: "NL", version: "2026-1", selectionOrder: .proportionality)
        pack.notice = [
            StatutePack.Notice(
                from: CalendarDate(iso: "2020-01-01")!, steps: [.init(fromYears: 0, months: 1)],
                pastPensionAgeMonths: 1, endsAtMonthEnd: true, source: "BW 7:672", certainty: .verified)
        ]
        pack.pensionAges = [
            StatutePack.PensionAge(
                fromYear: 2026, toYear: 2030, reachedMonths: 804, ageMonths: 804, source: "AOW 7a",
                certainty: .unverified)
        ]
        return Rulebook(
            employerCountry: "NL", prevention: policy, statutes: [pack],
            scorecard: Scorecard(
                name: "default", version: "1",
                indicators: [
                    Indicator(
                        code: "training", title: BilingualText(en: "Training", nl: "Scholing"), outcome: "wellbeing",
                        dimension: "talent-development", source: .derived("training-hours"),
                        normalisation: .goalposts(low: 0, high: 40), weight: 0.5, origin: "ours"),
                    Indicator(
                        code: "pay", title: BilingualText(en: "Pay", nl: "Loon"), outcome: "legitimacy",
                        dimension: "justice", source: .indicator("pay", scope: .unit),
                        normalisation: .percentile(reversed: true), level: "society"),
                ], dimensionWeights: ["justice": 2]),
            outcomes: OutcomesPolicy(
                performanceRatings: .init(lawfulBasis: "agreement", impactAssessment: "DPIA-1")))
    }

    private func scan(_ database: Store.Database, day: Int, _ rulebook: Rulebook?) throws -> ScanRecord {
        let loaded = try database.loadWorkforce(
            asOf: Self.start.adding(days: day), employerCountry: "NL", aftercareMonths: 12)
        return try database.commitScan(
            ScanResults(loaded: loaded, prevention: ScanTests.Run.result(loaded, seed: 1)),
            header: ScanHeader(
                kind: .live, started: Date(timeIntervalSince1970: 1), finished: Date(timeIntervalSince1970: 2),
                aftercareMonths: 12, rulebook: rulebook), heldUntil: Date(), scores: { nil }
        ).record
    }

    private func database(_ scratch: Scratch) throws -> Store.Database {
        let database = try scratch.open()
        let row = EmployeeRow(id: "A", hireDate: Self.start, job: "J", establishment: "S")
        _ = try database.saveSnapshot(
            Snapshot(asOf: Self.start, source: "s", employees: EmployeeColumns(rows: [row])), report: "{}",
            leavers: .onMissing, now: Date())
        return database
    }

    private func count(_ database: Store.Database) throws -> Int? {
        try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM rulebook") }
    }

    @Test("Nights under the same rules share one rulebook, each finds its own, and a purge removes what is unused")
    func shared() throws {
        let scratch = try Scratch()
        let database = try database(scratch)
        let first = try scan(database, day: 0, Self.rulebook())
        let second = try scan(database, day: 1, Self.rulebook())
        let third = try scan(database, day: 400, Self.rulebook(horizon: 12))
        #expect(try count(database) == 2)
        #expect(try database.rulebook(of: first) == Self.rulebook())
        #expect(try database.rulebook(of: second) == Self.rulebook())
        #expect(try database.rulebook(of: third) == Self.rulebook(horizon: 12))
        #expect(try database.lastLiveScan() == third)
        let early = Retention(personsBefore: Self.start.adding(days: 1), deliveriesBefore: Date())
        #expect(try database.purge(early).scans == 1)
        #expect(try count(database) == 2)
        let late = Retention(personsBefore: Self.start.adding(days: 300), deliveriesBefore: Date())
        #expect(try database.purge(late).scans == 1)
        #expect(try count(database) == 1)
        #expect(try database.rulebook(of: third)?.prevention.horizonMonths == 12)
    }

    @Test("Scans that an older version made stay, without rules; new ones get theirs")
    func migrated() throws {
        let scratch = try Scratch()
        var database: Store.Database? = try database(scratch)
        var old = try scan(try #require(database), day: 0, nil)
        // A version that keeps no rules computes no probabilities.
        old.forecast = nil
        // The schema as the step before left it.
        try database?.pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(
                sql: """
                    CREATE TABLE copy AS SELECT * FROM scan;
                    ALTER TABLE copy DROP COLUMN rulebook;
                    ALTER TABLE copy DROP COLUMN forecast;
                    ALTER TABLE assessment DROP COLUMN probability;
                    ALTER TABLE assessment DROP COLUMN basis;
                    ALTER TABLE assessment_history DROP COLUMN probability;
                    ALTER TABLE assessment_history DROP COLUMN basis;
                    ALTER TABLE selection_group DROP COLUMN forecast;
                    DROP TABLE signing_secret;
                    ALTER TABLE outbox_endpoint DROP COLUMN disabled_by;
                    ALTER TABLE outbox_endpoint DROP COLUMN disabled_reason;
                    ALTER TABLE outbox_endpoint DROP COLUMN circuit_opened;
                    ALTER TABLE outbox_endpoint DROP COLUMN circuit_probe;
                    DROP TABLE turnover;
                    DROP TABLE headcount;
                    DROP TABLE backtest;
                    DROP TRIGGER ledger_opened;
                    DROP TRIGGER ledger_changed;
                    DROP TABLE ledger;
                    DROP TABLE erasure;
                    DROP TABLE introduction_use;
                    DROP TABLE introduction_reference;
                    DROP TABLE introduction_details;
                    DROP TABLE carried_key;
                    DROP TABLE scan;
                    DROP TABLE rulebook;
                    DROP TABLE outbox_handshake;
                    DROP INDEX outbox_partner;
                    DROP TABLE partner_token;
                    DROP TABLE resync_partner;
                    DROP TABLE resync_given;
                    DROP TABLE partner_answer;
                    DROP TABLE offer_reservation;
                    DROP TABLE offer_told;
                    DROP TABLE partner_vacancy;
                    DROP TABLE trajectory;
                    DROP TABLE idempotency_key;
                    DROP TABLE inbound_message;
                    """)
            let results = Migration.results.sql
            let scans = try #require(results.range(of: "CREATE INDEX scan_as_of"))
            try db.execute(sql: String(results[..<scans.lowerBound]))
            try db.execute(
                sql: """
                    INSERT INTO scan SELECT * FROM copy;
                    DROP TABLE copy;
                    CREATE INDEX scan_as_of ON scan (as_of);
                    DELETE FROM grdb_migrations WHERE identifier >= '06-rulebooks';
                    """)
        }
        try database?.close()
        database = nil
        let migrated = try scratch.open()
        #expect(try migrated.scans() == [old])
        #expect(try migrated.rulebook(of: old) == nil)
        #expect(try migrated.workforce(of: old, employerCountry: "NL").workforce.employees.count == 1)
        let next = try scan(migrated, day: 1, Self.rulebook())
        #expect(try migrated.rulebook(of: next) == Self.rulebook())
        #expect(try migrated.integrityCheck() == [])
        let copy = try DatabaseQueue(path: scratch.path + ".before-06-rulebooks")
        #expect(try copy.read { try !$0.tableExists("rulebook") })
    }

    @Test("A rulebook as the first version wrote it is still read")
    func frozen() throws {
        let scratch = try Scratch()
        let database = try database(scratch)
        #expect(try JSONDecoder().decode(Rulebook.self, from: Data(Self.firstVersion.utf8)) == Self.rulebook())
        let record = try scan(database, day: 0, Self.rulebook())
        try database.write { try $0.execute(sql: "UPDATE rulebook SET rules = '{}'") }
        let error = #expect(throws: StoreError.self) { try database.rulebook(of: record) }
        #expect(error?.code == "rules-unreadable")
    }

    /// Stands in databases: never to be edited. A field that comes later is decoded as absent from this text.
    static let firstVersion = """
        {"employerCountry":"NL","outcomes":{"performanceRatings":{"impactAssessment":"DPIA-1",\
        "lawfulBasis":"agreement"}},"prevention":{"aftercareMonths":12,"contractEndMonths":6,\
        "decisionWeeks":8,"horizonMonths":18,"inertiaYears":11,"leavesAtPensionAge":true,\
        "likelyThreshold":0.2,"planIncludesExternals":true},"scorecard":{"dimensionWeights":{"justice":2},\
        "indicators":[{"code":"training","dimension":"talent-development",\
        "normalisation":{"goalposts":{"high":40,"low":0}},"origin":"ours","outcome":"wellbeing",\
        "source":{"derived":{"_0":"training-hours"}},"title":{"en":"Training","nl":"Scholing"},\
        "weight":0.5},{"code":"pay","dimension":"justice","level":"society",\
        "normalisation":{"percentile":{"reversed":true}},"outcome":"legitimacy",\
        "source":{"indicator":{"_0":"pay","scope":"unit"}},"title":{"en":"Pay","nl":"Loon"},"weight":1}],\
        "name":"default","version":"1"},"statutes":[{"country":"NL","fixedTermWeeks":26,\
        "notice":[{"byEmployeeMonths":1,"certainty":"verified","endsAtMonthEnd":true,"from":"2020-01-01",\
        "pastPensionAgeMonths":1,"source":"BW 7:672","steps":[{"fromYears":0,"months":1}]}],\
        "pensionAges":[{"ageMonths":804,"certainty":"unverified","fromYear":2026,"reachedMonths":804,\
        "source":"AOW 7a","toYear":2030}],"pensionStartsNextMonth":false,"selectionOrder":"proportionality",\
        "version":"2026-1"}]}
        """

    @Test("Differences are told by the configuration's names, phases and scores apart")
    func differences() throws {
        let then = Self.rulebook()
        #expect(try then.differences(to: then, in: .phase) == [])
        #expect(try then.differences(to: then, in: .scores) == [])
        var now = Self.rulebook(horizon: 12)
        now.employerCountry = "BE"
        now.prevention.pensionAgeMonths = 804
        now.prevention.leavesAtPensionAge = false
        now.statutes[0].fixedTermWeeks = 13
        now.statutes.append(StatutePack(country: "BE", version: "7", selectionOrder: .none))
        now.scorecard.version = "2"
        now.outcomes.performanceRatings = nil
        func told(_ aspect: Rulebook.Aspect) throws -> [String] {
            try then.differences(to: now, in: aspect).map { "\($0.name): \($0.then) → \($0.now)" }
        }
        #expect(
            try told(.phase) == [
                "employer.country: NL → BE", "prevention.horizonMonths: 18 → 12",
                "prevention.leavesAtPensionAge: true → false", "prevention.pensionAgeMonths: not set → 804",
                "statutes BE: not configured → 7", "statutes NL: 2026-1 → another text under the same version",
            ])
        #expect(
            try told(.scores) == [
                "scorecard: default 1 → default 2", "performance ratings: agreement, DPIA-1 → not justified",
            ])
    }
}
