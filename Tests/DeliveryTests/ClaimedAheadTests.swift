import Foundation
import Outreach
import ServiceLifecycle
import Store
import Synchronization
import Testing
import Workforce

@testable import Delivery

// A machine that is starved for minutes is slow, and nothing else.
@Suite("Events that are claimed shortly before they are due", .timeLimit(.minutes(10)))
struct ClaimedAheadTests {
    private let fixture: DeliveryFixture
    private let due: Date
    /// How long the engine is about to wait, each time.
    private let waits = AsyncStream.makeStream(of: Duration.self)

    init() throws {
        fixture = try DeliveryFixture()
        due = fixture.now + DeliveryEngine.lead / 2
    }

    private func enqueueAhead(_ subject: String) async throws {
        try await fixture.outbox.enqueue([DeliveryFixture.event(subject)], dueAt: due, now: fixture.now)
    }

    private func run(
        _ server: LoopbackServer, change: @escaping (inout Partner) -> Void = { _ in },
        while body: (DeliveryEngine) async throws -> Void
    ) async throws {
        var dependencies = fixture.dependencies
        dependencies.clock.sleep = { [waits, sleep = dependencies.clock.sleep] duration in
            waits.continuation.yield(duration)
            try await sleep(duration)
        }
        let engine = DeliveryEngine(
            outbox: fixture.outbox, partners: [DeliveryFixture.partner(port: server.port, change: change)],
            timeZone: .gmt, dependencies: dependencies)
        let group = ServiceGroup(configuration: .init(services: [engine], logger: fixture.dependencies.logger))
        let running = Task { try await group.run() }
        try await body(engine)
        await group.triggerGracefulShutdown()
        try await running.value
    }

    /// Returns when the engine has looked some times whether what it claimed ahead is due; fails where it stops looking.
    private func looks(_ times: Int) async throws {
        var left = times
        for await wait in waits.stream where wait > .zero && wait <= .seconds(DeliveryEngine.lead) {
            left -= 1
            if left == 0 { return }
        }
        try #require(left == 0)
    }

    /// The outbox tells nobody of its changes: it is asked whenever the engine has done something and is about to wait.
    private func wait(for state: OutboxState, of subject: String = "ahead") async throws {
        var waits = waits.stream.makeAsyncIterator()
        while true {
            let found = try await fixture.listing("twente.\(subject).1").state
            if found == state { return }
            // None comes any more once the time limit is over.
            try #require(await waits.next() != nil, "\(found)")
        }
    }

    @Test("It is sent when it is due, and not before")
    func onTime() async throws {
        let server = try LoopbackServer()
        try await enqueueAhead("ahead")
        try await run(server) { _ in
            try await wait(for: .leased)
            // As often as it is looked at while the calendar stands.
            try await looks(5)
            #expect(server.requests.isEmpty)
            fixture.advance(DeliveryEngine.lead)
            await server.received(1)
            try await wait(for: .delivered)
        }
        #expect(server.requests.map(\.id) == ["twente.ahead.1"])
    }

    @Test("An event that is due later is not claimed yet")
    func later() async throws {
        let server = try LoopbackServer()
        try await fixture.outbox.enqueue(
            [DeliveryFixture.event("ahead")], dueAt: fixture.now + 2 * DeliveryEngine.lead, now: fixture.now)
        try await fixture.enqueue(DeliveryFixture.event("now"))
        try await run(server) { _ in try await wait(for: .delivered, of: "now") }
        #expect(try await fixture.listing("twente.ahead.1").state == .pending)
    }

    @Test("A stop gives it back, due as it was, with nothing attempted")
    func stop() async throws {
        let server = try LoopbackServer()
        try await enqueueAhead("ahead")
        try await run(server) { _ in try await wait(for: .leased) }
        let listing = try await fixture.listing("twente.ahead.1")
        #expect(listing.state == .pending && listing.due == due && listing.attempts == 0)
        #expect(server.requests.isEmpty)
    }

    @Test("A calendar that is set back gives it back")
    func clock() async throws {
        let server = try LoopbackServer()
        try await enqueueAhead("ahead")
        try await run(server) { _ in
            try await wait(for: .leased)
            fixture.advance(-3_600)
            try await wait(for: .pending)
        }
        #expect(try await fixture.listing("twente.ahead.1").due == due)
        #expect(server.requests.isEmpty)
    }

    @Test("Nothing begins when the agreement has ended meanwhile; it is closed")
    func agreementEnds() async throws {
        let server = try LoopbackServer()
        let today = try #require(CalendarDate(iso: "2027-01-15"))
        let midnight = try #require(
            DeliveryFixture.partner(port: 1) { $0.agreement.validUntil = today }.agreement.ends(in: .gmt))
        fixture.advance(midnight.timeIntervalSince(fixture.now) - DeliveryEngine.lead / 4)
        try await fixture.outbox.enqueue(
            [DeliveryFixture.event("ahead")], dueAt: midnight + DeliveryEngine.lead / 4, now: fixture.now)
        try await run(server, change: { $0.agreement.validUntil = today }) { _ in
            try await wait(for: .leased)
            fixture.advance(DeliveryEngine.lead)
            try await wait(for: .expired)
        }
        #expect(server.requests.isEmpty)
        #expect(fixture.notices.map(\.code) == [.agreementEnded])
    }

    @Test("Nothing begins that lapses meanwhile")
    func lapses() async throws {
        let server = try LoopbackServer()
        try await fixture.outbox.enqueue(
            [DeliveryFixture.event("ahead", expiry: due - DeliveryEngine.lead / 4)], dueAt: due, now: fixture.now)
        try await run(server) { _ in
            try await wait(for: .leased)
            fixture.advance(DeliveryEngine.lead)
            try await wait(for: .expired)
        }
        #expect(server.requests.isEmpty)
    }

    @Test("What is held meanwhile is not sent, once the engine is told")
    func held() async throws {
        let server = try LoopbackServer()
        try await enqueueAhead("ahead")
        try await run(server) { engine in
            try await wait(for: .leased)
            try await fixture.outbox.hold(subject: "ahead", now: fixture.now)
            engine.wake()
            try await wait(for: .held)
            fixture.advance(DeliveryEngine.lead)
            // Due as it was, and later in line.
            try await fixture.enqueue(DeliveryFixture.event("after"))
            engine.wake()
            try await wait(for: .delivered, of: "after")
        }
        #expect(server.requests.map(\.id) == ["twente.after.1"])
    }

    @Test("After a new configuration it goes where that says, by its secrets")
    func reconfigured() async throws {
        let server = try LoopbackServer()
        try await enqueueAhead("ahead")
        try await run(server) { engine in
            try await wait(for: .leased)
            engine.reconfigure([DeliveryFixture.partner(port: server.port, path: "/new")])
            var waits = waits.stream.makeAsyncIterator()
            while await engine.endpoint(of: "twente")?.hasSuffix("/new") != true {
                try #require(await waits.next() != nil)
            }
            fixture.advance(DeliveryEngine.lead)
            try await wait(for: .delivered)
        }
        #expect(server.requests.map(\.path) == ["/new"])
    }

    @Test("A retry that has waited does not wait anew when the clock is set back")
    func retryAndClock() async throws {
        let first = Atomic(true)
        let server = try LoopbackServer { _ in
            .status(first.exchange(false, ordering: .relaxed) ? 503 : 200)
        }
        try await fixture.enqueue(DeliveryFixture.event("ahead"))
        try await run(server) { engine in
            try await wait(for: .retrying)
            let retry = try #require(try await fixture.listing("twente.ahead.1").due)
            fixture.advance(retry.timeIntervalSince(fixture.now) - DeliveryEngine.lead / 4)
            engine.wake()
            try await wait(for: .leased)
            fixture.advance(-86_400)
            // Seconds, and not a day.
            var waits = waits.stream.makeAsyncIterator()
            for _ in 0..<600 where try await fixture.listing("twente.ahead.1").state != .delivered {
                fixture.advance(1)
                engine.wake()
                try #require(await waits.next() != nil)
            }
            try await wait(for: .delivered)
        }
    }

    @Test("An endpoint that is gone, or asks for silence, meanwhile does not get it", arguments: [410, 429])
    func refused(status: Int) async throws {
        let answers = DispatchSemaphore(value: 0)
        let server = try LoopbackServer { _ in
            answers.wait()
            return .status(status, headers: ["retry-after": "60"])
        }
        try await fixture.enqueue(DeliveryFixture.event("now"))
        try await enqueueAhead("ahead")
        try await run(server) { _ in
            await server.received(1)
            try await wait(for: .leased)
            answers.signal()
            try await wait(for: status == 410 ? .parked : .retrying, of: "now")
            fixture.advance(DeliveryEngine.lead)
            try await wait(for: .pending)
        }
        #expect(server.requests.map(\.id) == ["twente.now.1"])
    }

    @Test("It takes one of the partner's places")
    func place() async throws {
        let server = try LoopbackServer()
        for number in 1...3 { try await enqueueAhead("s\(number)") }
        try await run(server, change: { $0.endpoint.concurrency = 2 }) { _ in
            try await wait(for: .leased, of: "s1")
            try await looks(5)
            #expect(try await fixture.outbox.counts() == [.leased: 2, .pending: 1])
            fixture.advance(DeliveryEngine.lead)
            try await wait(for: .delivered, of: "s3")
        }
        #expect(server.requests.count == 3)
    }
}

extension DeliveryEngine {
    /// Where a partner's events go, as the engine knows by now.
    fileprivate func endpoint(of partner: String) -> String? { lanes[partner]?.partner.endpoint.url }
}
