import DoorstroomConfiguration
import Foundation
import Intake
import Logging
import Outreach
import Store
import Testing
import Workforce

@testable import Daemon

/// An employer in a scratch folder, on a clock that the test turns by hand: configuration, key, inbox, partners, and an
/// instance that owns its database.
final class Employer: Sendable {
    /// A Monday morning, before the release.
    static let morning = "2026-11-02T06:00:00Z"

    /// One partner, of whom nothing is asked but to be told: nobody listens there.
    static let sandbox = ["sandbox": InitialConfiguration.sandboxPort]

    /// With that partner, at the hour of a night's run.
    static func atNight(settings: String = "", logger: Logger = silence) throws -> Employer {
        try Employer(sandbox, settings: settings, now: "2026-11-23T02:00:00Z", logger: logger)
    }

    let folder: String
    let clock: HandClock
    let instance: Instance
    let operations: Operations

    /// - Parameters:
    ///   - partners: of each its id and port; they hear of everything in every region.
    ///   - settings: more of the configuration file, in YAML.
    ///   - notify: the socket of a service manager.
    init(
        _ partners: [String: Int] = [:], settings: String = "", now: String = Employer.morning, notify: String = "",
        logger: Logger = Employer.silence
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "d-\(UUID().uuidString.prefix(8))").path
        clock = HandClock(now)
        _ = try InitialConfiguration().write(to: folder)
        try FileManager.default.removeItem(atPath: folder + "/partners.d/sandbox.yaml")
        try Data((PartnerSandbox.secret + "\n").utf8).write(to: URL(filePath: folder + "/secrets/sandbox.secret"))
        try Data(Employer.configuration(partners, settings: settings).utf8)
            .write(to: URL(filePath: folder + "/doorstroom.yaml"))
        try FileManager.default.createDirectory(atPath: folder + "/data/inbox", withIntermediateDirectories: true)
        let loaded = try Settings.load(path: folder + "/doorstroom.yaml", environment: [:], now: clock.now)
        instance = try Instance.open(
            loaded, clock: clock.clock, logger: logger, environment: ["NOTIFY_SOCKET": notify])
        operations = Operations(instance)
    }

    deinit {
        do {
            try instance.database.close()
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            // A folder that stays behind in the temporary one spoils no other test.
        }
    }

    static let silence = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    var database: Database { instance.database }
    var inbox: String { instance.settings.intake.inbox }

    /// The configuration file; with other partners or settings, to be reloaded.
    static func configuration(_ partners: [String: Int], settings: String = "") -> String {
        let list = partners.sorted { $0.key < $1.key }.map { id, port in
            """
              - id: \(id)
                name: \(id)
                kind: mobility-centre
                regions: ["*"]
                events: [redundancies, internships]
                endpoint: {url: "http://127.0.0.1:\(port)/hooks/\(id)", secretFile: secrets/sandbox.secret}
                agreement: {reference: TEST, disclosure: aggregate, release: automatic}
            """
        }
        return """
            employer: {name: Voorbeeld BV, country: NL, registration: "12345678", timeZone: Europe/Amsterdam, language: nl}
            storage: {path: data/doorstroom.sqlite}
            console: {port: 0}
            metrics: {port: 0}
            \(settings)
            \(list.isEmpty ? "" : "partners:\n" + list.joined(separator: "\n"))

            """
    }

    /// As a second process would.
    func openAgain() throws -> Instance {
        let loaded = try Settings.load(path: folder + "/doorstroom.yaml", environment: [:], now: clock.now)
        return try Instance.open(loaded, clock: clock.clock, logger: Employer.silence, environment: [:])
    }

    func configure(_ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: folder + "/doorstroom.yaml"))
    }

    /// Changes the text of the configuration, and takes it anew.
    func reconfigure(_ change: (String) -> String) throws {
        try configure(change(try String(contentsOfFile: folder + "/doorstroom.yaml", encoding: .utf8)))
        if let refusal = instance.reload(environment: [:]) { throw refusal }
    }

    @discardableResult
    func perform(_ operation: InstanceOperation) async -> OperationReply {
        await operations.perform(operation) { _ in }
    }

    /// What has to go well.
    @discardableResult
    func succeed(_ operation: InstanceOperation) async throws -> OperationReply {
        let reply = await perform(operation)
        guard var error = reply.error else { return reply }
        error.problems += reply.imports.flatMap(\.refusals)
        throw error
    }

    /// Imports a snapshot of files by name, which has to go well.
    func take(_ date: String, _ files: [String: String]) async throws {
        try await succeed(.importSnapshot(ImportRequest(path: try write(files, to: "bundles/" + date))))
    }

    /// Writes files into a folder of the employer's own.
    ///
    /// - Returns: its path.
    func write(_ files: [String: String], to name: String) throws -> String {
        let bundle = folder + "/" + name
        try FileManager.default.createDirectory(atPath: bundle, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: URL(filePath: bundle + "/" + name)) }
        return bundle
    }

    /// Puts a file into the inbox that has lain there for long enough.
    func drop(_ data: Data, name: String) throws {
        let path = inbox + "/" + name
        try data.write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.modificationDate: clock.now - 60], ofItemAtPath: path)
    }

    /// Writes a bundle and imports it.
    @discardableResult
    func take(_ bundle: Bundle, change: (inout ImportRequest) -> Void = { _ in }) async throws -> OperationReply {
        var request = ImportRequest(path: try bundle.write(into: folder + "/bundles-\(UUID().uuidString.prefix(8))"))
        change(&request)
        return await perform(.importSnapshot(request))
    }

    @discardableResult
    func scan(_ change: (inout ScanRequest) -> Void = { _ in }) async -> OperationReply {
        await perform(.scan(Employer.request(change)))
    }

    /// A scan that has to go well.
    @discardableResult
    func scanned(_ change: (inout ScanRequest) -> Void = { _ in }) async throws -> ScanSummary {
        try #require(try await succeed(.scan(Employer.request(change))).scan)
    }

    private static func request(_ change: (inout ScanRequest) -> Void) -> ScanRequest {
        var request = ScanRequest()
        change(&request)
        return request
    }

    /// Releases and sends what is due.
    @discardableResult
    func releaseAndDeliver() async -> [OperationReply] {
        [await perform(.release), await perform(.deliver(untilEmpty: false))]
    }

    @discardableResult
    func decide(_ action: Decision.Action, _ kind: Decision.Kind, _ subject: String) async -> OperationReply {
        await perform(
            .decide(Decision(kind: kind, action: action, subject: subject, user: "planner", reason: "a test")))
    }

    /// The one alert of the last scan.
    func alert() throws -> SubjectState? {
        try database.outreach().states.first { if case .alert = $0.content { true } else { false } }
    }

    var deliveries: [OutboxListing] { get async throws { try await database.outbox.list(OutboxFilter(limit: 1_000)) } }

    var noticeCodes: Set<String> { get throws { Set(try database.notices().map(\.code)) } }
}

/// Everything that a partner or a planner could see of the database; what is the same before and after has not moved.
struct Trace: Equatable {
    var snapshots: [SnapshotRecord]
    var scans: [ScanRecord]
    var outreach: OutreachRecord
    var deliveries: [OutboxListing]
    var people: [AssessmentRow]

    init(_ employer: Employer) async throws {
        let database = employer.database
        snapshots = try database.snapshots()
        scans = try database.scans()
        outreach = try database.outreach()
        deliveries = try await employer.deliveries
        people = []
        if let scan = try database.lastLiveScan() {
            var rows: [AssessmentRow] = []
            try database.forEachAssessment(scan) { rows.append($0) }
            people = rows
        }
    }
}
