import Foundation
import Logging
import Outreach
import Store
import Synchronization

@testable import Delivery

/// A database in a folder of its own, an engine, and a calendar that the test moves.
final class DeliveryFixture: Sendable {
    static let start = Date(timeIntervalSince1970: 1_800_000_000)
    static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    let folder: URL
    let path: String
    let database: Database
    private let time = Mutex(DeliveryFixture.start)
    private let told = Mutex<[OperatorNotice]>([])

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "doorstroom-delivery-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "outbox.sqlite").path
        database = try Database.openForWriting(
            path,
            identityKey: try IdentityKey(bytes: [UInt8](repeating: 7, count: 32)))
    }

    deinit {
        try? database.close()
        try? FileManager.default.removeItem(at: folder)
    }

    var outbox: OutboxStore { database.outbox }
    var now: Date { time.withLock { $0 } }
    var notices: [OperatorNotice] { told.withLock { $0 } }
    func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }

    /// The calendar stands where the test put it; waiting takes real time, and tests never wait for it.
    var dependencies: DeliveryEngine.Dependencies {
        var dependencies = DeliveryEngine.Dependencies(
            curl: CurlTransport.Options(version: "9.9.9"),
            notify: { notice in self.told.withLock { $0.append(notice) } },
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        dependencies.clock.now = { self.now }
        return dependencies
    }

    func engine(_ partners: Partner...) -> DeliveryEngine {
        DeliveryEngine(outbox: outbox, partners: partners, timeZone: .gmt, dependencies: dependencies)
    }

    /// One pass over what is due now.
    @discardableResult
    func deliver(_ partners: Partner...) async throws -> DeliveryTotals {
        let engine = DeliveryEngine(outbox: outbox, partners: partners, timeZone: .gmt, dependencies: dependencies)
        return try await engine.deliver(untilEmpty: false)
    }

    static func partner(
        _ id: String = "twente", port: Int, path: String = "/hook", change: (inout Partner) -> Void = { _ in }
    ) -> Partner {
        var endpoint = Partner.Endpoint(url: "http://127.0.0.1:\(port)\(path)", secret: secret)
        endpoint.ratePerSecond = .infinity
        // Longer than the busiest test machine keeps a test waiting for its turn.
        endpoint.timeoutSeconds = 3600
        var partner = Partner(
            id: id, name: id, kind: .mobilityCentre, regions: ["*"], events: [.redundancies], endpoint: endpoint)
        change(&partner)
        return partner
    }

    static func event(
        _ subject: String = "cell-a", sequence: Int = 1, kind: String = "raised", partner: String = "twente",
        expiry: Date? = nil
    ) -> RenderedEvent {
        RenderedEvent(
            id: "\(partner).\(subject).\(sequence)", partner: partner,
            type: "nl.doorstroom.redundancies.alert-\(kind).v1", subject: subject, sequence: sequence, time: start,
            expiry: expiry, body: Array("{\"subject\":\"\(subject)\",\"n\":\(sequence)}".utf8))
    }

    func enqueue(_ events: RenderedEvent...) async throws {
        try await outbox.enqueue(events, dueAt: now, now: now)
    }

    func listing(_ id: String = "twente.cell-a.1") async throws -> OutboxListing {
        try await outbox.show(id).listing
    }
}
