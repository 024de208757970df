import Foundation
import GRDB
import Outreach
import ServiceLifecycle
import Store
import Testing

@testable import Delivery

@Suite("Delivery engine as a service")
struct DeliveryServiceTests {
    @Test("A partner that hangs delays no other")
    func isolation() async throws {
        let dead = try LoopbackServer { _ in .hang }
        let live = try LoopbackServer()
        let fixture = try DeliveryFixture()
        for number in 1...20 {
            try await fixture.enqueue(
                DeliveryFixture.event("s\(number)", partner: "dead"), DeliveryFixture.event("s\(number)"))
        }
        let engine = fixture.engine(
            DeliveryFixture.partner("dead", port: dead.port), DeliveryFixture.partner(port: live.port))
        let service = Task { try await engine.run() }
        await live.received(20)
        await dead.received(4)
        #expect(dead.requests.count == 4)
        service.cancel()
        try? await service.value
    }

    @Test("A running engine sends what is queued when it is woken")
    func wakes() async throws {
        let server = try LoopbackServer()
        let fixture = try DeliveryFixture()
        let engine = fixture.engine(DeliveryFixture.partner(port: server.port))
        let group = ServiceGroup(configuration: .init(services: [engine], logger: fixture.dependencies.logger))
        let running = Task { try await group.run() }
        for number in 1...3 {
            try await fixture.enqueue(DeliveryFixture.event("s\(number)"))
            engine.wake()
            await server.received(number)
        }
        await group.triggerGracefulShutdown()
        try await running.value
        #expect(try await fixture.outbox.counts() == [.delivered: 3])
    }

    @Test("A new configuration takes effect while running")
    func reconfigures() async throws {
        let server = try LoopbackServer()
        let fixture = try DeliveryFixture()
        let engine = fixture.engine(DeliveryFixture.partner(port: server.port, path: "/old"))
        let group = ServiceGroup(configuration: .init(services: [engine], logger: fixture.dependencies.logger))
        let running = Task { try await group.run() }
        try await fixture.enqueue(DeliveryFixture.event())
        engine.wake()
        await server.received(1)
        engine.reconfigure([
            DeliveryFixture.partner(port: server.port, path: "/new"),
            DeliveryFixture.partner("other", port: server.port),
        ])
        try await fixture.enqueue(DeliveryFixture.event("cell-b"), DeliveryFixture.event(partner: "other"))
        engine.wake()
        await server.received(3)
        #expect(Set(server.requests.dropFirst().map(\.path)) == ["/new", "/hook"])
        await group.triggerGracefulShutdown()
        try await running.value
    }

    @Test("An endpoint that an operator enables is tried again by the running engine")
    func enables() async throws {
        let server = try LoopbackServer()
        let fixture = try DeliveryFixture()
        try await fixture.outbox.setEndpoint(partner: "twente", enabled: false, now: fixture.now)
        try await fixture.enqueue(DeliveryFixture.event())
        let engine = fixture.engine(
            DeliveryFixture.partner(port: server.port), DeliveryFixture.partner("other", port: server.port))
        let group = ServiceGroup(configuration: .init(services: [engine], logger: fixture.dependencies.logger))
        let running = Task { try await group.run() }
        try await fixture.enqueue(DeliveryFixture.event(partner: "other"))
        engine.wake()
        await server.received(1)
        #expect(server.requests.map(\.id) == ["other.cell-a.1"])
        try await fixture.outbox.setEndpoint(partner: "twente", enabled: true, now: fixture.now)
        engine.wake()
        await server.received(2)
        await group.triggerGracefulShutdown()
        try await running.value
        #expect(try await fixture.outbox.counts() == [.delivered: 2])
    }

    @Test("A graceful stop begins nothing new and waits for what is in flight")
    func drains() async throws {
        let gate = LoopbackServer.Gate()
        let server = try LoopbackServer { _ in .gate(gate) }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event("a"), DeliveryFixture.event("b"))
        let engine = fixture.engine(DeliveryFixture.partner(port: server.port) { $0.endpoint.concurrency = 1 })
        let group = ServiceGroup(configuration: .init(services: [engine], logger: fixture.dependencies.logger))
        let running = Task { try await group.run() }
        await server.received(1)
        await group.triggerGracefulShutdown()
        while !engine.inbox.isStopping { await Task.yield() }
        gate.open()
        try await running.value
        #expect(try await fixture.outbox.counts() == [.delivered: 1, .pending: 1])
        #expect(server.requests.count == 1)
    }

    @Test("What does not end in time is broken off; it is due again and uses up nothing")
    func drainsHanging() async throws {
        let server = try LoopbackServer { _ in .hang }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        var dependencies = fixture.dependencies
        dependencies.drain = .zero
        let engine = DeliveryEngine(
            outbox: fixture.outbox, partners: [DeliveryFixture.partner(port: server.port)], timeZone: .gmt,
            dependencies: dependencies)
        let group = ServiceGroup(configuration: .init(services: [engine], logger: dependencies.logger))
        let running = Task { try await group.run() }
        await server.received(1)
        await group.triggerGracefulShutdown()
        try await running.value
        let detail = try await fixture.outbox.show("twente.cell-a.1")
        #expect(detail.listing.state == .retrying)
        #expect(detail.listing.due == fixture.now)
        #expect(detail.attempts.first?.fault == "interrupted")
    }

    @Test("A killed engine's events are sent again by the next one, under the same id")
    func killed() async throws {
        let dead = try LoopbackServer { _ in .hang }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        let engine = fixture.engine(DeliveryFixture.partner(port: dead.port))
        let service = Task { try await engine.run() }
        await dead.received(1)
        service.cancel()
        try? await service.value
        #expect(try await fixture.listing().state == .leased)
        #expect(fixture.notices.isEmpty)
        let live = try LoopbackServer()
        #expect(try await fixture.deliver(DeliveryFixture.partner(port: live.port)).delivered == 1)
        #expect(live.requests.map(\.id) == ["twente.cell-a.1"])
    }

    @Test("While the database refuses an outcome nothing new begins, and the outcome is kept until it is taken")
    func databaseFails() async throws {
        let server = try LoopbackServer()
        let fixture = try DeliveryFixture()
        var patient = Configuration()
        patient.busyMode = .timeout(60)
        let beside = try DatabaseQueue(path: fixture.path, configuration: patient)
        try await beside.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER full BEFORE INSERT ON outbox_attempt
                    BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
                    """)
        }
        try await fixture.enqueue(DeliveryFixture.event())
        let engine = fixture.engine(DeliveryFixture.partner(port: server.port))
        let group = ServiceGroup(configuration: .init(services: [engine], logger: fixture.dependencies.logger))
        let running = Task { try await group.run() }
        await server.received(1)
        while fixture.notices.isEmpty { await Task.yield() }
        #expect(fixture.notices.map(\.code) == [.outboxUnavailable])
        try await fixture.enqueue(DeliveryFixture.event("cell-b"))
        engine.wake()
        try await beside.write { db in try db.execute(sql: "DROP TRIGGER full") }
        engine.wake()
        await server.received(2)
        await group.triggerGracefulShutdown()
        try await running.value
        #expect(server.requests.map(\.id) == ["twente.cell-a.1", "twente.cell-b.1"])
        #expect(try await fixture.outbox.counts() == [.delivered: 2])
        #expect(fixture.notices.count == 1)
    }
}
