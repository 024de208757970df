import DoorstroomConfiguration
import Foundation
import Intake
import Outcomes
import Outreach
import Prevention
import SampleEmployer
import Store
import Workforce

/// What the benchmarks work on: a sample employer on disk and in a database, with the first configuration's policies.
///
/// It lies in a temporary folder, which the system empties.
struct BenchmarkEmployer: Sendable {
    static let people = 100_000

    private let settings: Settings
    private let bundle: String
    private let asOf: CalendarDate
    private let database: Database
    private let loaded: LoadedWorkforce
    /// All that the composition of alerts and offers looks at.
    let outreach: OutreachScan.Input

    init() throws {
        guard let asOf = CalendarDate(iso: "2026-10-31") else { throw CocoaError(.formatting) }
        self.asOf = asOf
        let folder = FileManager.default.temporaryDirectory.appending(path: "doorstroom-benchmark-\(UUID())").path
        _ = try InitialConfiguration().write(to: folder)
        settings = try Settings.load(path: folder + "/doorstroom.yaml", environment: [:]).settings
        try SampleEmployer(employees: Self.people, months: 1, seed: 1, until: asOf).write(to: folder + "/sample")
        bundle = folder + "/sample/\(asOf)"
        database = try Self.database(in: folder)
        guard let snapshot = try Self.read(bundle) else { throw CocoaError(.fileReadCorruptFile) }
        _ = try Self.store(snapshot, in: database, settings: settings)
        loaded = try Self.load(database, asOf: asOf, settings: settings)
        let engine = PreventionEngine(policy: settings.prevention, statutes: settings.statutes)
        var outreach = OutreachScan.Input(
            workforce: loaded.workforce, inside: engine.assess(loaded.workforce), personKeys: loaded.keys)
        outreach.policy = settings.disclosure
        self.outreach = outreach
    }

    func read() throws -> Snapshot? { try Self.read(bundle) }

    func snapshot() throws -> Snapshot {
        guard let snapshot = try read() else { throw CocoaError(.fileReadCorruptFile) }
        return snapshot
    }

    func withEmptyDatabase(_ body: (Database) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "doorstroom-benchmark-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let database = try Self.database(in: folder)
        try body(database)
        try database.close()
        try FileManager.default.removeItem(atPath: folder)
    }

    func store(_ snapshot: Snapshot, in database: Database) throws -> SavedSnapshot {
        try Self.store(snapshot, in: database, settings: settings)
    }

    func load() throws -> LoadedWorkforce { try Self.load(database, asOf: asOf, settings: settings) }

    func assess() -> PreventionResult {
        PreventionEngine(policy: settings.prevention, statutes: settings.statutes).assess(loaded.workforce)
    }

    func score() -> ScoreResult<ScoreHundredths> {
        ScoreEngine(scorecard: settings.scorecard, policy: settings.outcomes).scoreInHundredths(loaded.workforce)
    }

    private static func database(in folder: String) throws -> Database {
        try Database.openForWriting(
            folder + "/benchmark.sqlite", identityKey: try IdentityKey(bytes: [UInt8](repeating: 7, count: 32)))
    }

    private static func read(_ bundle: String) throws -> Snapshot? {
        try SnapshotReader().read(bundle).first?.snapshot
    }

    private static func store(_ snapshot: Snapshot, in database: Database, settings: Settings) throws -> SavedSnapshot {
        let leavers = LeaverRule(
            policy: settings.prevention, statutes: settings.statutes, employerCountry: settings.employer.country)
        return try database.saveSnapshot(
            snapshot, report: "{}", leavers: leavers, now: Date(timeIntervalSince1970: 1_800_000_000))
    }

    private static func load(_ database: Database, asOf: CalendarDate, settings: Settings) throws -> LoadedWorkforce {
        try database.loadWorkforce(
            asOf: asOf, employerCountry: settings.employer.country,
            aftercareMonths: settings.prevention.aftercareMonths)
    }
}
