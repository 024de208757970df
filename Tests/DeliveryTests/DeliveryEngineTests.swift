import Foundation
import Outreach
import Store
import Testing
import Workforce

@testable import Delivery

@Suite("Delivery engine")
struct DeliveryEngineTests {
    @Test("What is due is sent once, signed, byte for byte, and recorded")
    func delivers() async throws {
        let server = try LoopbackServer { _ in .status(202) }
        let fixture = try DeliveryFixture()
        let event = DeliveryFixture.event()
        try await fixture.enqueue(event)
        let totals = try await fixture.deliver(DeliveryFixture.partner(port: server.port))
        #expect(totals == DeliveryTotals(attempts: 1, delivered: 1))
        let request = try #require(server.requests.first)
        #expect(request.body == event.body)
        #expect(request.id == event.id)
        #expect(request.headers["content-type"] == "application/cloudevents+json; charset=utf-8")
        #expect(request.headers["user-agent"] == "Doorstroom/9.9.9")
        #expect(request.headers["webhook-timestamp"] == "1800000000")
        let signer = try #require(WebhookSigner(secret: DeliveryFixture.secret))
        #expect(
            request.headers["webhook-signature"]
                == (try signer.signature(id: event.id, timestamp: 1_800_000_000, body: event.body)))
        let detail = try await fixture.outbox.show(event.id)
        #expect(detail.listing.state == .delivered)
        #expect(detail.attempts.count == 1)
        #expect(detail.attempts.first?.status == 202)
        #expect(detail.attempts.first?.trace == request.headers["traceparent"])
        #expect(try await fixture.deliver(DeliveryFixture.partner(port: server.port)).attempts == 0)
        #expect(server.requests.count == 1)
    }

    @Test("A failed event is retried under the same id when its time has come, and not before")
    func retries() async throws {
        let server = try LoopbackServer { request in
            .status(request.headers["webhook-timestamp"] == "1800000000" ? 503 : 200)
        }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        let partner = DeliveryFixture.partner(port: server.port)
        #expect(try await fixture.deliver(partner).retrying == 1)
        fixture.advance(3.9)
        #expect(try await fixture.deliver(partner).attempts == 0)
        fixture.advance(2.1)
        #expect(try await fixture.deliver(partner).delivered == 1)
        #expect(server.requests.map(\.id) == ["twente.cell-a.1", "twente.cell-a.1"])
        #expect(Set(server.requests.map { $0.headers["traceparent"] }).count == 2)
        #expect(try await fixture.outbox.show("twente.cell-a.1").attempts.map(\.status) == [503, 200])
    }

    @Test("A dead endpoint uses up the schedule; the event is exhausted and the operator told")
    func exhausts() async throws {
        let server = try LoopbackServer { _ in .status(500) }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        let partner = DeliveryFixture.partner(port: server.port)
        var attempts = 0
        while try await fixture.listing().state != .exhausted, attempts < 20 {
            attempts += try await fixture.deliver(partner).attempts
            if let due = try await fixture.listing().due { fixture.advance(due.timeIntervalSince(fixture.now)) }
        }
        #expect(attempts == 11)
        let hours = fixture.now.timeIntervalSince(DeliveryFixture.start) / 3_600
        #expect((60...91).contains(hours))
        // Each `deliver` is an engine of its own, and tells anew of what goes on; a notice counts how often.
        #expect(fixture.notices.last?.code == .retriesExhausted)
        #expect(Set(fixture.notices.map(\.code)) == [.endpointFailing, .retriesExhausted])
    }

    @Test("Three refusals park the event; the next of its subject is sent all the same")
    func parks() async throws {
        let server = try LoopbackServer { $0.id.hasSuffix(".1") ? .status(403) : .status(200) }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        let partner = DeliveryFixture.partner(port: server.port)
        for _ in 0..<3 {
            try await fixture.deliver(partner)
            fixture.advance(72)
        }
        #expect(try await fixture.listing().state == .parked)
        #expect(fixture.notices.map(\.code) == [.eventParked])
        try await fixture.enqueue(DeliveryFixture.event(sequence: 2, kind: "changed"))
        #expect(try await fixture.deliver(partner).delivered == 1)
        #expect(try await fixture.listing().state == .superseded)
    }

    @Test("410 disables the endpoint for good; the operator is told what can no longer be withdrawn")
    func gone() async throws {
        let server = try LoopbackServer { $0.id.contains("last") ? .status(410) : .status(200) }
        let fixture = try DeliveryFixture()
        let partner = DeliveryFixture.partner(port: server.port) { $0.endpoint.concurrency = 1 }
        try await fixture.enqueue(DeliveryFixture.event("a"), DeliveryFixture.event("b"))
        try await fixture.deliver(partner)
        try await fixture.enqueue(DeliveryFixture.event("last"), DeliveryFixture.event("after"))
        #expect(try await fixture.deliver(partner).attempts == 1)
        #expect(fixture.notices.map(\.code) == [.endpointGone])
        #expect(fixture.notices.first?.message.contains("3 subjects") == true)
        #expect(try await fixture.deliver(partner).attempts == 0)
        #expect(try await fixture.listing("twente.after.1").state == .pending)
        try await fixture.outbox.setEndpoint(partner: "twente", enabled: true, now: fixture.now)
        #expect(try await fixture.deliver(partner).delivered == 1)
    }

    @Test("429 with Retry-After silences the partner for that long, and nobody else")
    func pauses() async throws {
        let server = try LoopbackServer { request in
            request.headers["webhook-timestamp"] == "1800000000" && request.path == "/busy"
                ? .status(429, headers: ["Retry-After": "600"]) : .status(200)
        }
        let fixture = try DeliveryFixture()
        let busy = DeliveryFixture.partner(port: server.port, path: "/busy") { $0.endpoint.concurrency = 1 }
        let other = DeliveryFixture.partner("other", port: server.port)
        try await fixture.enqueue(DeliveryFixture.event(), DeliveryFixture.event("cell-b"))
        try await fixture.enqueue(DeliveryFixture.event(partner: "other"))
        let first = try await fixture.deliver(busy, other)
        #expect(first == DeliveryTotals(attempts: 2, delivered: 1, retrying: 1))
        fixture.advance(599)
        #expect(try await fixture.deliver(busy, other).attempts == 0)
        fixture.advance(1)
        #expect(try await fixture.deliver(busy, other).delivered == 2)
    }

    @Test("A clock that is set back by a day keeps nobody waiting for a day: neither a retry nor a silence")
    func clockSetBack() async throws {
        let server = try LoopbackServer { request in
            request.headers["webhook-timestamp"] != "1800000000"
                ? .status(200)
                : request.path == "/busy" ? .status(429, headers: ["Retry-After": "600"]) : .status(503)
        }
        let fixture = try DeliveryFixture()
        let busy = DeliveryFixture.partner(port: server.port, path: "/busy")
        let other = DeliveryFixture.partner("other", port: server.port)
        try await fixture.enqueue(DeliveryFixture.event(), DeliveryFixture.event(partner: "other"))
        #expect(try await fixture.deliver(busy, other).retrying == 2)
        fixture.advance(-86_400)
        #expect(try await fixture.deliver(busy, other).attempts == 0)
        fixture.advance(6.1)
        #expect(try await fixture.deliver(busy, other).delivered == 1)
        fixture.advance(592)
        #expect(try await fixture.deliver(busy, other).attempts == 0)
        fixture.advance(2)
        #expect(try await fixture.deliver(busy, other).delivered == 1)
    }

    @Test("A redirect is a failure; the operator learns of it, and of where it points")
    func redirects() async throws {
        let server = try LoopbackServer { _ in .status(301, headers: ["Location": "https://new.example/hook"]) }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        #expect(try await fixture.deliver(DeliveryFixture.partner(port: server.port)).retrying == 1)
        #expect(fixture.notices.map(\.code) == [.redirectAnswered])
        #expect(!(fixture.notices.first?.message.contains("new.example") ?? true))
        let attempt = try await fixture.outbox.show("twente.cell-a.1").attempts.first
        #expect(attempt?.location == "https://new.example/hook")
        #expect(attempt?.status == 301)
    }

    @Test("Nothing is attempted after the agreement's last day, and what waited is closed")
    func agreementEnds() async throws {
        let server = try LoopbackServer()
        let fixture = try DeliveryFixture()
        let today = try #require(CalendarDate(iso: "2027-01-15"))
        let partner = DeliveryFixture.partner(port: server.port) { $0.agreement.validUntil = today }
        try await fixture.enqueue(DeliveryFixture.event())
        #expect(try await fixture.deliver(partner).delivered == 1)
        try await fixture.enqueue(DeliveryFixture.event("cell-b"))
        fixture.advance(16 * 3_600)
        #expect(try await fixture.deliver(partner) == DeliveryTotals(expired: 1))
        #expect(server.requests.count == 1)
        #expect(try await fixture.listing("twente.cell-b.1").note == "agreement-ended")
        #expect(fixture.notices.map(\.code) == [.agreementEnded])
    }

    @Test("Lapsed content is not sent")
    func expires() async throws {
        let server = try LoopbackServer()
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event(expiry: DeliveryFixture.start + 10))
        fixture.advance(10)
        #expect(try await fixture.deliver(DeliveryFixture.partner(port: server.port)) == DeliveryTotals(expired: 1))
        #expect(server.requests.isEmpty)
    }

    @Test("An unusable endpoint is told of, and keeps nobody else waiting")
    func unusable() async throws {
        let server = try LoopbackServer()
        let fixture = try DeliveryFixture()
        let broken = DeliveryFixture.partner("broken", port: 1) { $0.endpoint.secret = "whsec_short" }
        try await fixture.enqueue(DeliveryFixture.event(), DeliveryFixture.event(partner: "broken"))
        #expect(try await fixture.deliver(broken, DeliveryFixture.partner(port: server.port)).delivered == 1)
        #expect(fixture.notices.map(\.code) == [.endpointUnusable])
        #expect(fixture.notices.first?.partner == "broken")
    }

    @Test("Files that cannot be used keep their partner's events waiting; once they are mended these are sent")
    func troubles() async throws {
        let server = try LoopbackServer()
        let fixture = try DeliveryFixture()
        let waiting = DeliveryFixture.partner("waiting", port: server.port) { partner in
            partner.endpoint.troubles = [
                Problem(
                    code: "certificate-expired", file: "waiting.yaml", column: "endpoint.clientCertificate",
                    reason: "the certificate has expired on 2026-01-01", remedy: "ask its authority for a new one")
            ]
        }
        let other = DeliveryFixture.partner(port: server.port)
        try await fixture.enqueue(DeliveryFixture.event(), DeliveryFixture.event(partner: "waiting"))
        let engine = fixture.engine(waiting, other)
        #expect(try await engine.deliver(untilEmpty: false).delivered == 1)
        #expect(fixture.notices.map(\.code) == [.endpointUnusable])
        #expect(fixture.notices.first?.message.contains("has expired on 2026-01-01") == true)
        #expect(try await fixture.listing("waiting.cell-a.1").state == .pending)
        engine.reconfigure([DeliveryFixture.partner("waiting", port: server.port), other])
        #expect(try await engine.deliver(untilEmpty: false).delivered == 1)
        #expect(try await fixture.listing("waiting.cell-a.1").state == .delivered)
    }

    @Test("At most as many attempts run at once as the partner allows, and each subject's one by one")
    func concurrency() async throws {
        let gate = LoopbackServer.Gate()
        let server = try LoopbackServer { _ in .gate(gate) }
        let fixture = try DeliveryFixture()
        for number in 1...9 { try await fixture.enqueue(DeliveryFixture.event("s\(number)")) }
        let engine = fixture.engine(DeliveryFixture.partner(port: server.port) { $0.endpoint.concurrency = 3 })
        async let totals = engine.deliver(untilEmpty: false)
        await server.received(3)
        #expect(try await fixture.outbox.openCounts() == [.leased: 3, .pending: 6])
        gate.open()
        #expect(try await totals.delivered == 9)
        #expect(server.connections == 3)
    }

    @Test("Events of one subject arrive in order, the next only after the former's outcome")
    func order() async throws {
        let gate = LoopbackServer.Gate()
        let server = try LoopbackServer { $0.id.hasSuffix(".1") ? .gate(gate) : .status(200) }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event())
        let engine = fixture.engine(DeliveryFixture.partner(port: server.port))
        async let totals = engine.deliver(untilEmpty: false)
        await server.received(1)
        try await fixture.enqueue(DeliveryFixture.event(sequence: 2, kind: "changed"), DeliveryFixture.event("cell-b"))
        engine.wake()
        await server.received(2)
        #expect(server.requests.map(\.id) == ["twente.cell-a.1", "twente.cell-b.1"])
        gate.open()
        #expect(try await totals.delivered == 3)
        #expect(server.requests.map(\.id).last == "twente.cell-a.2")
    }

    @Test("Until empty means until nothing waits: retries are waited for")
    func untilEmpty() async throws {
        let server = try LoopbackServer { request in
            request.headers["webhook-timestamp"] == "1800000000" ? .reset : .status(200)
        }
        let fixture = try DeliveryFixture()
        try await fixture.enqueue(DeliveryFixture.event(), DeliveryFixture.event("cell-b"))
        var dependencies = fixture.dependencies
        // Waiting moves the calendar instead of taking time.
        dependencies.clock.sleep = { duration in
            try Task.checkCancellation()
            fixture.advance(max(duration / .seconds(1), 0.1))
        }
        let engine = DeliveryEngine(
            outbox: fixture.outbox, partners: [DeliveryFixture.partner(port: server.port)], timeZone: .gmt,
            dependencies: dependencies)
        let totals = try await engine.deliver(untilEmpty: true)
        #expect(totals.delivered == 2)
        #expect(totals.retrying >= 2)
        #expect(try await fixture.outbox.counts() == [.delivered: 2])
    }

    @Test("Events that cannot be signed say so, and the operator is told once")
    func unsigned() async throws {
        let fixture = try DeliveryFixture()
        for number in 1...3 { try await fixture.enqueue(DeliveryFixture.event("cell-\(number)")) }
        var dependencies = fixture.dependencies
        dependencies.makeTransport = { receive in
            DeliveryTransport(
                start: { transfers in
                    receive(
                        transfers.map {
                            TransferResult(
                                key: $0.key, outcome: .failed(.ownSide, sent: false), detail: TransferResult.unsigned,
                                milliseconds: 0)
                        })
                }, interrupt: {}, keepOnly: { _ in }, stop: {})
        }
        let engine = DeliveryEngine(
            outbox: fixture.outbox, partners: [DeliveryFixture.partner(port: 1)], timeZone: .gmt,
            dependencies: dependencies)
        #expect(try await engine.deliver(untilEmpty: false).retrying == 3)
        #expect(fixture.notices.map(\.message) == ["An event for partner twente could not be signed."])
        #expect(try await fixture.outbox.show("twente.cell-1.1").attempts.map(\.fault) == ["signature-failed"])
    }

    @Test("A ping is signed and guarded like any event, and leaves no trace in the outbox")
    func pings() async throws {
        let server = try LoopbackServer { $0.path == "/gone" ? .status(410) : .status(200) }
        let fixture = try DeliveryFixture()
        let ping = PartnerPing(dependencies: fixture.dependencies)
        let outcome = try await ping.send(
            DeliveryFixture.event(kind: "ping"), to: DeliveryFixture.partner(port: server.port))
        #expect(outcome.isDelivered)
        #expect(server.requests.first?.headers["webhook-signature"]?.hasPrefix("v1,") == true)
        let gone = try await ping.send(
            DeliveryFixture.event(), to: DeliveryFixture.partner(port: server.port, path: "/gone"))
        #expect(gone.status == 410)
        #expect(!gone.isDelivered)
        #expect(try await fixture.outbox.counts().isEmpty)
        #expect(try await fixture.outbox.endpoints().isEmpty)
        await #expect(throws: DeliveryError.self) {
            try await ping.send(
                DeliveryFixture.event(), to: DeliveryFixture.partner(port: 1) { $0.endpoint.url = "http://a.example/" })
        }
    }
}
