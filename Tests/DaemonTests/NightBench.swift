import DoorstroomConfiguration
import Foundation
import Intake
import Logging
import Store
import Synchronization
import Testing
import Workforce

@testable import Daemon

/// An employer in a folder of its own, with a clock that the test turns by hand: what `init` writes, snapshots in canonical
/// form, and the operations that the verbs perform.
final class NightBench: Sendable {
    let folder: String
    let instance: Instance
    private let hands: Hands

    /// - Parameter now: the moment of the first night.
    init(now: String = "2026-11-23T02:00:00Z") throws {
        folder = NSTemporaryDirectory() + "doorstroom-daemon-tests-\(UUID().uuidString)"
        _ = try InitialConfiguration().write(to: folder)
        let hands = Hands(now: try NightBench.date(now))
        self.hands = hands
        let loaded = try Settings.load(path: folder + "/doorstroom.yaml", environment: [:])
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        instance = try Instance.open(
            loaded, clock: DaemonClock(now: { hands.now }, sleep: { _ in }), logger: logger, environment: [:])
    }

    deinit {
        // What cannot be removed stays in the system's folder for temporary files.
        _ = try? FileManager.default.removeItem(atPath: folder)
    }

    func turn(to moment: String) throws {
        hands.now = try NightBench.date(moment)
    }

    /// Changes the text of the configuration, and takes it anew.
    func configure(_ change: (String) -> String) throws {
        let path = folder + "/doorstroom.yaml"
        try change(try String(contentsOfFile: path, encoding: .utf8))
            .write(toFile: path, atomically: true, encoding: .utf8)
        if let refusal = instance.reload(environment: [:]) { throw refusal }
    }

    /// Imports a snapshot of files by name.
    func take(_ date: String, _ files: [String: String], acceptsHeadcountChange: Bool = false) async throws {
        let bundle = folder + "/bundles/" + date
        try FileManager.default.createDirectory(atPath: bundle, withIntermediateDirectories: true)
        for (name, text) in files { try text.write(toFile: bundle + "/" + name, atomically: true, encoding: .utf8) }
        var request = ImportRequest(path: bundle)
        request.asOf = CalendarDate(iso: date)
        request.acceptsHeadcountChange = acceptsHeadcountChange
        let reply = await Operations(instance).perform(.importSnapshot(request)) { _ in }
        if let error = reply.error {
            let refusals = reply.imports.flatMap(\.refusals).map { "\($0.code) \($0.reason)" }
            Issue.record("\(error) \(refusals)")
            throw error
        }
    }

    @discardableResult
    func scan(_ change: (inout ScanRequest) -> Void = { _ in }) async throws -> ScanSummary {
        var request = ScanRequest()
        change(&request)
        let reply = await Operations(instance).perform(.scan(request)) { _ in }
        if let error = reply.error { throw error }
        return try #require(reply.scan)
    }

    @discardableResult
    func perform(_ operation: InstanceOperation) async throws -> OperationReply {
        let reply = await Operations(instance).perform(operation) { _ in }
        if let error = reply.error { throw error }
        return reply
    }

    static func date(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    /// `count` people numbered from `first` in one job and establishment, as lines of `employees.csv`.
    static func people(_ count: Int, from first: Int, job: String, establishment: String = "S1") -> String {
        (first..<(first + count)).map {
            "E\($0),1980-0\($0 % 9 + 1)-01,\(2000 + $0 % 20)-03-01,\(job),\(establishment),team\n"
        }.joined()
    }

    static let employeesHeader = "employee_id,birth_date,hire_date,job,establishment,unit\n"

    static let sideFiles = [
        "jobs.csv": "job,title,isco08\nsales,Shop assistant,5223\nstock,Stock clerk,4321\ncook,Cook,5120\n",
        "establishments.csv": "establishment,name,country,region\nS1,Enschede,NL,Twente\nS2,Hengelo,NL,Twente\n",
        "units.csv": "unit,name,establishment\nteam,Team,S1\n",
    ]

    static func plan(_ rows: String...) -> String {
        "job_group,establishment,date,planned_fte,announced_on,embargo_until\n" + rows.map { $0 + "\n" }.joined()
    }
}

/// The clock's hands.
private final class Hands: Sendable {
    private let moment: Mutex<Date>

    init(now: Date) { moment = Mutex(now) }

    var now: Date {
        get { moment.withLock { $0 } }
        set { moment.withLock { $0 = newValue } }
    }
}
