import Foundation
import Outreach
import Store
import Synchronization
import Testing

@testable import Delivery

/// A partner whose answers the test says, and a clock that runs forward as the test's calendar does.
private final class Bench: Sendable {
    let fixture: DeliveryFixture
    private let answer = Mutex(AttemptOutcome.answered(.init(status: 500)))
    private let seen = Mutex<[Int64]>([])

    init() throws { fixture = try DeliveryFixture() }

    var rows: [Int64] { seen.withLock { $0 } }

    func answers(_ outcome: AttemptOutcome) { answer.withLock { $0 = outcome } }

    private var dependencies: DeliveryEngine.Dependencies {
        var dependencies = fixture.dependencies
        dependencies.clock.uptime = { .seconds(self.fixture.now.timeIntervalSince(DeliveryFixture.start)) }
        dependencies.makeTransport = { receive in
            DeliveryTransport(
                start: { transfers in
                    let outcome = self.answer.withLock { $0 }
                    self.seen.withLock { $0 += transfers.map(\.key) }
                    receive(
                        transfers.map { TransferResult(key: $0.key, outcome: outcome, refusal: nil, milliseconds: 1) })
                }, interrupt: {}, keepOnly: { _ in }, stop: {})
        }
        return dependencies
    }

    /// One pass over what is due, by an engine that has just begun: each is a restart.
    @discardableResult
    func deliver(_ partner: Partner = DeliveryFixture.partner(port: 1)) async throws -> DeliveryTotals {
        let engine = DeliveryEngine(
            outbox: fixture.outbox, partners: [partner], timeZone: .gmt, dependencies: dependencies)
        return try await engine.deliver(untilEmpty: false)
    }

    func enqueue(_ count: Int, from first: Int = 1, expiry: Date? = nil) async throws {
        for number in first..<(first + count) {
            try await fixture.enqueue(DeliveryFixture.event("s\(number)", expiry: expiry))
        }
    }

    func endpoint() async throws -> OutboxEndpoint? { try await fixture.outbox.endpoints().first }
}

@Suite("Circuits of partners")
struct CircuitTests {
    @Test("Nine failures leave it closed; the tenth opens it, and what waits is left alone")
    func opens() async throws {
        let bench = try Bench()
        try await bench.enqueue(9)
        #expect(try await bench.deliver() == DeliveryTotals(attempts: 9, retrying: 9))
        #expect(try await bench.endpoint()?.circuitOpened == nil)
        // The nine are forgotten by a restart: it takes ten again, and their own retries are later.
        try await bench.enqueue(20, from: 10)
        let totals = try await bench.deliver(DeliveryFixture.partner(port: 1) { $0.endpoint.concurrency = 1 })
        #expect(totals.attempts == 10)
        #expect(try await bench.endpoint()?.circuitOpened == bench.fixture.now)
        #expect(try await bench.endpoint()?.circuitProbe == bench.fixture.now + 30)
        #expect(try await bench.fixture.outbox.openCounts() == [.retrying: 19, .pending: 10])
        #expect(bench.fixture.notices.map(\.code) == [.circuitOpened])
        #expect(bench.fixture.notices.first?.partner == "twente")
    }

    @Test("Open, one event is tried every half minute over restarts, in turn, and none uses up its retries")
    func probes() async throws {
        let bench = try Bench()
        try await bench.enqueue(12)
        try await bench.deliver()
        let before = bench.rows.count
        #expect(before >= 10)
        bench.fixture.advance(29.9)
        #expect(try await bench.deliver().attempts == 0)
        bench.fixture.advance(0.1)
        #expect(try await bench.deliver() == DeliveryTotals(attempts: 1, retrying: 1))
        #expect(try await bench.deliver().attempts == 0)
        // Far more often than an event is retried: by then all would be exhausted.
        for _ in 0..<200 {
            bench.fixture.advance(30)
            #expect(try await bench.deliver().attempts == 1)
        }
        #expect(try await bench.fixture.outbox.openCounts() == [.retrying: 12])
        #expect(Set(bench.rows.suffix(12)).count == 12)
        #expect(try await bench.endpoint()?.circuitOpened == DeliveryFixture.start)
        #expect(bench.fixture.notices.filter { $0.code == .circuitOpened }.count == 1)
        let readers = try await bench.fixture.outbox.oldestDue(partners: ["twente"], now: bench.fixture.now)
        #expect(readers == nil)
    }

    @Test("The first that arrives closes it: everything else follows in the same pass, and the operator is told")
    func closes() async throws {
        let bench = try Bench()
        try await bench.enqueue(40)
        try await bench.deliver()
        bench.fixture.advance(30)
        bench.answers(.answered(.init(status: 200)))
        #expect(try await bench.deliver().delivered == 40)
        #expect(try await bench.endpoint()?.circuitOpened == nil)
        #expect(try await bench.endpoint()?.circuitProbe == nil)
        #expect(bench.fixture.notices.map(\.code) == [.circuitOpened, .circuitClosed])
    }

    @Test(
        "An endpoint that answers again, and refuses, is not told of as one that takes events", arguments: [410, 401])
    func closesOnRefusal(status: Int) async throws {
        let bench = try Bench()
        try await bench.enqueue(12)
        try await bench.deliver()
        bench.fixture.advance(30)
        bench.answers(.answered(.init(status: status)))
        try await bench.deliver()
        let notice = try #require(bench.fixture.notices.first { $0.code == .circuitClosed })
        #expect(notice.message == "Partner twente answers again, but refuses what is sent (\(status)).")
        #expect(notice.remedy.contains("deliveries show"))
    }

    @Test("Content lapses while the circuit is open")
    func lapses() async throws {
        let bench = try Bench()
        try await bench.enqueue(11)
        try await bench.enqueue(5, from: 20, expiry: DeliveryFixture.start + 20)
        try await bench.deliver()
        bench.fixture.advance(31)
        bench.answers(.answered(.init(status: 200)))
        try await bench.deliver()
        let counts = try await bench.fixture.outbox.counts()
        #expect(counts == [.delivered: 11, .expired: 5])
    }

    @Test("Whoever enables the endpoint, or changes the way there, closes it")
    func byHand() async throws {
        let bench = try Bench()
        try await bench.enqueue(12)
        try await bench.deliver()
        try await bench.fixture.outbox.setEndpoint(partner: "twente", enabled: true, now: bench.fixture.now)
        #expect(try await bench.endpoint()?.circuitOpened == nil)
        bench.answers(.answered(.init(status: 200)))
        bench.fixture.advance(7)
        #expect(try await bench.deliver().delivered == 12)
    }

    @Test(
        "Faults of our own count for nothing: not for the circuit, the retries or the endpoint's failures",
        arguments: [AttemptFault.proxy, .ownNetwork, .ownSide])
    func ours(fault: AttemptFault) async throws {
        let bench = try Bench()
        bench.answers(.failed(fault, sent: false))
        try await bench.enqueue(4)
        for _ in 0..<30 {
            #expect(try await bench.deliver() == DeliveryTotals(attempts: 4, retrying: 4))
            bench.fixture.advance(80)
        }
        let endpoint = try #require(try await bench.endpoint())
        #expect((endpoint.failures, endpoint.failingSince, endpoint.circuitOpened) == (0, nil, nil))
        #expect(endpoint.lastProblem == fault.rawValue)
        #expect(!bench.fixture.notices.contains { $0.code == .endpointFailing || $0.code == .circuitOpened })
        // A failure of the partner's counts, and what is ours does not end the row.
        bench.answers(.answered(.init(status: 500)))
        try await bench.deliver()
        bench.answers(.failed(fault, sent: false))
        bench.fixture.advance(80)
        try await bench.deliver()
        #expect(try await bench.endpoint()?.failures == 4)
        #expect(try await bench.endpoint()?.failingSince != nil)
    }

    @Test("A probe that our own proxy fails leaves it open, and says nothing of the partner")
    func ownProbe() async throws {
        let bench = try Bench()
        try await bench.enqueue(12)
        try await bench.deliver()
        let failures = try await bench.endpoint()?.failures
        bench.answers(.failed(.proxy, sent: false))
        bench.fixture.advance(30)
        #expect(try await bench.deliver().attempts == 1)
        #expect(try await bench.endpoint()?.circuitOpened == DeliveryFixture.start)
        #expect(try await bench.endpoint()?.failures == failures)
        #expect(try await bench.endpoint()?.circuitProbe == bench.fixture.now + 30)
    }
}
