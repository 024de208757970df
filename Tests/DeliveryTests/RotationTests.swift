import Foundation
import GRDB
import Outreach
import ServiceLifecycle
import Store
import Testing

@testable import Delivery

@Suite("Rotation while events are sent")
struct RotationTests {
    static let former = DeliveryFixture.secret
    static let new = "whsec_" + Data(repeating: 9, count: 32).base64EncodedString()
    let name = SecretStore.Name(partner: "twente", kind: .v1)
    let note = AuditNote(systemUser: "op", verb: "partners rotate-secret twente")

    /// Whether somebody who holds that secret alone can verify a request.
    private func verifies(_ secret: String, _ request: LoopbackServer.Request) throws -> Bool {
        let signer = try #require(WebhookSigner(secret: secret))
        return signer.fault(
            headers: request.headers, body: request.body, now: Int64(request.headers["webhook-timestamp"] ?? "") ?? 0)
            == nil
    }

    @Test("The answer to a rotation waits for what was signed without the new secret; from then on each verifies")
    func inFlight() async throws {
        let gate = LoopbackServer.Gate()
        let server = try LoopbackServer { $0.id.hasSuffix("first.1") ? .gate(gate) : .status(200) }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event("first"))
        let engine = fixture.engine(DeliveryFixture.partner(port: server.port))
        let group = ServiceGroup(configuration: .init(services: [engine], logger: fixture.dependencies.logger))
        let running = Task { try await group.run() }
        await server.received(1)
        _ = try await fixture.outbox.secrets.rotate(
            name, configured: Self.former, to: Self.new, overlap: 60, audit: note, now: fixture.now)
        #expect(await engine.takeUpSecrets(of: "twente", within: .milliseconds(300)) == false)
        #expect(await engine.takeUpSecrets(of: "another", within: .seconds(60)))
        gate.open()
        #expect(await engine.takeUpSecrets(of: "twente", within: .seconds(60)))
        try await fixture.enqueue(DeliveryFixture.event("second"))
        engine.wake()
        await server.received(2)
        fixture.advance(60)
        try await fixture.enqueue(DeliveryFixture.event("third"))
        engine.wake()
        await server.received(3)
        await group.triggerGracefulShutdown()
        try await running.value
        let seen = try server.requests.map { [try verifies(Self.former, $0), try verifies(Self.new, $0)] }
        // At its end the former one stops by itself.
        #expect(seen == [[true, false], [true, true], [false, true]])
    }

    @Test("A secret that a person puts into the file is taken up with the former one beside it")
    func byHand() async throws {
        let server = try LoopbackServer()
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event("first"))
        try await fixture.deliver(DeliveryFixture.partner(port: server.port))
        try await fixture.enqueue(DeliveryFixture.event("second"))
        try await fixture.deliver(DeliveryFixture.partner(port: server.port) { $0.endpoint.secret = Self.new })
        let requests = server.requests
        #expect(try verifies(Self.former, requests[0]) && !verifies(Self.new, requests[0]))
        #expect(try verifies(Self.former, requests[1]) && verifies(Self.new, requests[1]))
    }

    @Test("Events are signed both ways where both are configured")
    func bothKinds() async throws {
        let server = try LoopbackServer()
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        try await fixture.deliver(
            DeliveryFixture.partner(port: server.port) { $0.endpoint.signingKey = WebhookSignerTests.seed })
        let request = try #require(server.requests.first)
        let kinds = request.headers["webhook-signature"]?.split(separator: " ").map { $0.prefix { $0 != "," } }
        #expect(kinds == ["v1", "v1a"])
        #expect(try verifies(Self.former, request) && verifies(WebhookSignerTests.seed, request))
    }

    @Test("A secret that cannot be read keeps one partner waiting, and nobody else; the operator is told")
    func unreadable() async throws {
        let server = try LoopbackServer()
        let fixture = try DeliveryFixture()
        _ = try await fixture.outbox.secrets.rotate(
            name, configured: Self.former, to: Self.new, overlap: 60, audit: note, now: fixture.now)
        try await DatabaseQueue(path: fixture.path).write { db in
            try db.execute(sql: "UPDATE signing_secret SET sealed = x'00' WHERE ends IS NULL")
        }
        try await fixture.enqueue(DeliveryFixture.event(), DeliveryFixture.event(partner: "other"))
        let twente = DeliveryFixture.partner(port: server.port)
        let other = DeliveryFixture.partner("other", port: server.port)
        #expect(try await fixture.deliver(twente, other).delivered == 1)
        #expect(server.requests.map(\.id) == ["other.cell-a.1"])
        #expect(fixture.notices.map(\.code) == [.endpointUnusable])
        #expect(fixture.notices.first?.remedy.contains("rotate-secret twente") == true)
        // The file holds what the partner has: that is enough.
        let mended = DeliveryFixture.partner(port: server.port) { $0.endpoint.secret = Self.new }
        #expect(try await fixture.deliver(mended, other).delivered == 1)
        #expect(try verifies(Self.new, server.requests[1]))
    }

    @Test("A partner at whom nothing arrives for an hour is told of once, until something does")
    func failing() async throws {
        let server = try LoopbackServer { request in
            .status(Int(request.headers["webhook-timestamp"] ?? "").map { $0 < 1_800_009_000 } == true ? 503 : 200)
        }
        let fixture = try DeliveryFixture()
        let partner = DeliveryFixture.partner(port: server.port)
        try await fixture.enqueue(DeliveryFixture.event())
        for _ in 1...3 {
            try await fixture.deliver(partner)
            fixture.advance(1_200)
        }
        #expect(fixture.notices.isEmpty)
        fixture.advance(1_200)
        try await fixture.deliver(partner)
        #expect(fixture.notices.map(\.code) == [.endpointFailing])
        #expect(fixture.notices.first?.message.contains("2027-01-15T08:00:00Z") == true)
    }
}
