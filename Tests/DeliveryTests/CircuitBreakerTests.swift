import Foundation
import Outreach
import Testing

@testable import Delivery

/// A breaker that expectations can tell what happened.
private final class Held {
    var breaker = CircuitBreaker()

    init(_ breaker: CircuitBreaker) { self.breaker = breaker }

    func begin() -> Bool { breaker.begin() }

    /// - Parameter seconds: since the start.
    func record(
        _ evidence: CircuitBreaker.Evidence, isProbe: Bool = false, at seconds: Double,
        now: Date = Date(timeIntervalSince1970: 1_800_000_000)
    ) -> CircuitBreaker.Change? {
        breaker.record(evidence, isProbe: isProbe, now: now, uptime: .seconds(seconds))
    }
}

@Suite("Circuit breaker")
struct CircuitBreakerTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    /// A breaker after so many attempts in a row, one every `spacing` seconds, the failed ones last.
    private func breaker(
        works: Int, fails: Int, spacing: Double = 0.1, from start: Double = 0
    ) -> (breaker: CircuitBreaker, changes: [CircuitBreaker.Change]) {
        var breaker = CircuitBreaker()
        var changes: [CircuitBreaker.Change] = []
        for number in 0..<(works + fails) {
            let change = breaker.record(
                number < works ? .works : .fails, isProbe: false, now: now,
                uptime: .seconds(start + Double(number) * spacing))
            if let change { changes.append(change) }
        }
        return (breaker, changes)
    }

    @Test(
        "It opens at 70 % failures of at least ten attempts, not before",
        arguments: [
            (0, 9, false), (0, 10, true), (3, 7, true), (4, 6, false), (30, 69, false), (30, 70, true), (31, 69, false),
            (1, 9, true), (9, 1, false), (10, 0, false),
        ])
    func opens(works: Int, fails: Int, isOpen: Bool) {
        let (breaker, changes) = breaker(works: works, fails: fails)
        #expect((breaker.opened != nil) == isOpen)
        #expect(changes == (isOpen ? [.opened] : []))
    }

    @Test("What ended more than five minutes ago counts no longer, neither way")
    func window() {
        var held = Held(breaker(works: 0, fails: 9, spacing: 0).breaker)
        #expect(held.record(.fails, at: 300) == nil)
        held = Held(breaker(works: 0, fails: 9, spacing: 0).breaker)
        #expect(held.record(.fails, at: 299) == .opened)
        // A good hour before does not outweigh the last five minutes.
        held = Held(breaker(works: 1_000, fails: 0, spacing: 0).breaker)
        for number in 0..<9 { #expect(held.record(.fails, at: 301 + Double(number)) == nil) }
        #expect(held.record(.fails, at: 310) == .opened)
    }

    @Test("What says nothing of the endpoint neither opens it nor counts as an attempt")
    func silent() {
        let held = Held(breaker(works: 0, fails: 9).breaker)
        for _ in 0..<50 { #expect(held.record(.none, at: 2) == nil) }
        #expect(held.breaker.opened == nil)
        #expect(held.record(.fails, at: 2) == .opened)
    }

    @Test("Open, it lets nothing through for half a minute, then one event alone")
    func probes() {
        let held = Held(breaker(works: 0, fails: 10, spacing: 0, from: 100).breaker)
        #expect(held.breaker.room(inFlight: 0, at: .seconds(129.9)) == 0)
        #expect(held.breaker.wait(inFlight: 0, at: .seconds(110)) == .seconds(20))
        // Others that began before are waited for.
        #expect(held.breaker.room(inFlight: 1, at: .seconds(130)) == 0)
        #expect(held.breaker.wait(inFlight: 1, at: .seconds(130)) == nil)
        #expect(held.breaker.room(inFlight: 0, at: .seconds(130)) == 1)
        #expect(held.begin())
        #expect(held.breaker.room(inFlight: 0, at: .seconds(500)) == 0)
        #expect(held.breaker.wait(inFlight: 1, at: .seconds(500)) == nil)
        #expect(held.breaker.opened == now)
    }

    @Test(
        "A probe that fails, or says nothing, keeps it open for another half minute; the first that works closes it",
        arguments: [CircuitBreaker.Evidence.fails, .none, .works])
    func probeEnds(evidence: CircuitBreaker.Evidence) {
        let held = Held(breaker(works: 0, fails: 10, spacing: 0).breaker)
        // What ends now began before: it closes nothing.
        #expect(held.record(.works, at: 1) == nil)
        #expect(held.begin())
        #expect(held.record(.works, at: 31) == nil)
        let change = held.record(evidence, isProbe: true, at: 40, now: now + 40)
        guard evidence == .works else {
            #expect(change == .remains)
            #expect(held.breaker.opened == now)
            #expect(held.breaker.room(inFlight: 0, at: .seconds(69)) == 0)
            #expect(held.breaker.room(inFlight: 0, at: .seconds(70)) == 1)
            return
        }
        #expect(change == .closed(since: now))
        #expect(held.breaker.room(inFlight: 3, at: .seconds(40)) == nil)
        #expect(held.breaker.opened == nil)
        // The failures from before are forgotten: it takes ten new ones.
        for _ in 0..<9 { #expect(held.record(.fails, at: 41) == nil) }
        #expect(held.record(.fails, at: 41) == .opened)
    }

    @Test(
        "Taken up after a restart it is open as it was, and never waits longer than half a minute",
        arguments: [(12.0, 12.0), (-5, 0), (86_400, 30)])
    func restored(probeIn: TimeInterval, wait: Double) {
        let breaker = CircuitBreaker(opened: now - 3_600, probeIn: probeIn, uptime: .seconds(7))
        #expect(breaker.opened == now - 3_600)
        #expect(breaker.wait(inFlight: 0, at: .seconds(7)) == .seconds(wait))
        #expect(CircuitBreaker(opened: nil, probeIn: probeIn, uptime: .zero) == CircuitBreaker())
    }

    @Test(
        "Whatever is retried for the partner's sake fails; a refusal is an answer, and a fault of ours says nothing",
        arguments: [
            (AttemptOutcome.answered(.init(status: 202)), CircuitBreaker.Evidence.works),
            (.answered(.init(status: 422)), .works), (.answered(.init(status: 401)), .works),
            (.answered(.init(status: 410)), .works), (.answered(.init(status: 500)), .fails),
            (.answered(.init(status: 429)), .fails), (.answered(.init(status: 302)), .fails),
            (.answered(.init(status: 408)), .fails), (.failed(.timeout, sent: true), .fails),
            (.failed(.connect, sent: false), .fails), (.failed(.tls, sent: false), .fails),
            (.failed(.nameResolution, sent: false), .fails), (.failed(.token, sent: false), .fails),
            (.failed(.proxy, sent: false), .none), (.failed(.ownNetwork, sent: false), .none),
            (.failed(.ownSide, sent: false), .none), (.failed(.interrupted, sent: true), .none),
            (.failed(.lapsed, sent: false), .none), (.failed(.handshakeRefused, sent: false), .none),
        ])
    func evidence(outcome: AttemptOutcome, evidence: CircuitBreaker.Evidence) {
        #expect(CircuitBreaker.Evidence(outcome) == evidence)
    }

    @Test("A reload keeps it open, unless the way to the endpoint is another")
    func reload() throws {
        let former = try PartnerLane(DeliveryFixture.partner(port: 1), timeZone: .gmt, uptime: .zero)
        former.breaker = breaker(works: 0, fails: 10).breaker
        let same = try PartnerLane(
            DeliveryFixture.partner(port: 1) { $0.endpoint.concurrency = 2 }, timeZone: .gmt, uptime: .zero)
        same.inherit(former)
        #expect(same.breaker == former.breaker)
        let other = try PartnerLane(DeliveryFixture.partner(port: 1, path: "/new"), timeZone: .gmt, uptime: .zero)
        other.inherit(former)
        #expect(other.breaker.opened == nil)
    }
}
