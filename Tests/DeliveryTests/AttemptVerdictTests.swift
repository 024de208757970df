import Foundation
import Store
import Testing

@testable import Delivery

@Suite("Outcome of an attempt")
struct AttemptVerdictTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func verdict(
        _ outcome: AttemptOutcome, attempts: Int = 0, failures: Int? = nil, refusals: [Date] = [], expiry: Date? = nil,
        agreementEnds: Date? = nil
    ) -> AttemptVerdict {
        AttemptVerdict(
            outcome,
            after: AttemptVerdict.History(
                event: "0190d2f3", attempts: attempts, failures: failures ?? attempts, refusals: refusals,
                expiry: expiry, agreementEnds: agreementEnds), at: now)
    }

    private func answer(_ status: Int, retryAfter: String? = nil) -> AttemptOutcome {
        .answered(AttemptOutcome.Answer(status: status, retryAfter: retryAfter))
    }

    @Test("Every 2xx is a delivery", arguments: 200..<300)
    func delivered(status: Int) {
        let verdict = verdict(answer(status), attempts: 3)
        #expect(verdict.state == .delivered)
        #expect(verdict.due == nil)
        #expect(verdict.failures == 3)
    }

    @Test("410 parks the event and disables the endpoint, at once")
    func gone() {
        let verdict = verdict(answer(410))
        #expect(verdict.state == .parked)
        #expect(verdict.disablesEndpoint)
    }

    @Test("An endpoint that does not want events has them parked at once, and is not disabled")
    func handshakeRefused() {
        let verdict = verdict(.failed(.handshakeRefused, sent: false))
        #expect(verdict.state == .parked)
        #expect(!verdict.disablesEndpoint)
        #expect(verdict.due == nil)
    }

    static let refusals = [400, 401, 403, 404, 405, 413, 415, 422]

    @Test("A refusal is tried three times within an hour, then parked", arguments: refusals)
    func refusal(status: Int) throws {
        let first = verdict(answer(status))
        #expect(first.state == .retrying)
        #expect(first.isRefusal)
        #expect(!first.disablesEndpoint)
        #expect((4...6).contains(try #require(first.due).timeIntervalSince(now)))
        let second = verdict(answer(status), attempts: 1, refusals: [now - 5])
        #expect(second.state == .retrying)
        #expect((48...72).contains(try #require(second.due).timeIntervalSince(now)))
        let third = verdict(answer(status), attempts: 2, refusals: [now - 65, now - 60])
        #expect(third.state == .parked)
        #expect(third.due == nil)
    }

    @Test("Refusals of more than an hour ago do not count; late ones still come close together")
    func refusalWindow() throws {
        let stale = verdict(answer(403), attempts: 2, refusals: [now - 3_601, now - 3_601])
        #expect(stale.state == .retrying)
        #expect(verdict(answer(403), attempts: 2, refusals: [now - 3_600, now - 1]).state == .parked)
        // After nine other failures the schedule would wait for a day: three refusals would never share an hour.
        let late = verdict(answer(403), attempts: 9)
        #expect(try #require(late.due).timeIntervalSince(now) <= 6)
    }

    @Test(
        "Other answers are retried",
        arguments: [
            100, 199, 300, 301, 302, 303, 304, 307, 308, 402, 406, 408, 409, 418, 425, 429, 500, 501, 502, 503, 504,
            599, 600,
        ])
    func retried(status: Int) {
        let verdict = verdict(answer(status))
        #expect(verdict.state == .retrying)
        #expect(verdict.failures == 1)
        #expect(!verdict.isRefusal)
        #expect(!verdict.disablesEndpoint)
    }

    @Test(
        "Every fault is retried but a refusal of the handshake; those of our own, the proxy's among them, use up nothing",
        arguments: AttemptFault.allCases.filter { $0 != .handshakeRefused })
    func faults(fault: AttemptFault) throws {
        let ours: Set<AttemptFault> = [.proxy, .ownNetwork, .ownSide, .interrupted, .lapsed]
        let verdict = verdict(.failed(fault, sent: false), attempts: 4, failures: 2)
        #expect(verdict.state == .retrying)
        #expect(verdict.failures == (ours.contains(fault) ? 2 : 3))
        let delay = try #require(verdict.due).timeIntervalSince(now)
        switch fault {
        case .interrupted, .lapsed: #expect(delay == 0)
        case .proxy, .ownNetwork, .ownSide: #expect((48...72).contains(delay))
        default: #expect((240...360).contains(delay))
        }
        // Even with the budget at its end, a fault of our own does not end it.
        let last = self.verdict(.failed(fault, sent: false), attempts: 10)
        #expect(last.state == (ours.contains(fault) ? .retrying : .exhausted))
    }

    static let delays: [Double] = [5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

    @Test(
        "The delays are those of the rules, each within a fifth",
        arguments: Array(delays.enumerated()).map { ($0.offset, $0.element) })
    func schedule(failures: Int, seconds: Double) throws {
        let delay = try #require(verdict(answer(500), attempts: failures).due).timeIntervalSince(now)
        #expect((seconds * 0.8...seconds * 1.2).contains(delay))
    }

    @Test("After the last retry the event is exhausted")
    func exhausted() {
        #expect(verdict(answer(500), attempts: 9).state == .retrying)
        #expect(verdict(answer(500), attempts: 10).state == .exhausted)
        #expect(verdict(answer(500), attempts: 10).failures == 11)
    }

    @Test("Jitter is the event's and the attempt's own, spread over the whole range")
    func jitter() {
        let values = (0..<2_000).map { RetrySchedule.jitter(event: "event-\($0)", attempt: 1) }
        #expect(values.allSatisfy { (0.8...1.2).contains($0) })
        #expect(values.filter { $0 < 0.84 }.count > 150)
        #expect(values.filter { $0 > 1.16 }.count > 150)
        #expect(RetrySchedule.jitter(event: "a", attempt: 1) == RetrySchedule.jitter(event: "a", attempt: 1))
        #expect(RetrySchedule.jitter(event: "a", attempt: 1) != RetrySchedule.jitter(event: "a", attempt: 2))
    }

    @Test(
        "Retry-After is honoured in full, up to a day, and never shortens the delay",
        arguments: [
            ("120", 120.0), ("3600", 3_600), ("86400", 86_400), ("86401", 86_400), ("99999999999999999999999", 86_400),
            ("Fri, 15 Jan 2027 09:00:00 GMT", 3_600), ("Friday, 15-Jan-27 09:00:00 GMT", 3_600),
            ("Fri Jan 15 09:00:00 2027", 3_600), ("Sun, 15 Jan 2034 09:00:00 GMT", 86_400),
        ])
    func retryAfter(header: String, seconds: Double) throws {
        for status in [429, 503, 500, 302, 403] {
            let verdict = verdict(answer(status, retryAfter: header))
            #expect(try #require(verdict.due).timeIntervalSince(now) == seconds)
        }
    }

    @Test(
        "A Retry-After that is short, past or unreadable leaves the schedule",
        arguments: [
            "0", "1", "Fri, 15 Jan 2027 07:00:00 GMT", "soon", "", "-5", "1.5", "Fri, 32 Jan 2027 09:00:00 GMT",
        ])
    func noRetryAfter(header: String) throws {
        let delay = try #require(verdict(answer(503, retryAfter: header)).due).timeIntervalSince(now)
        #expect((4...6).contains(delay))
    }

    @Test("429 and 503 with Retry-After silence the partner, other answers only the event")
    func pauses() {
        #expect(verdict(answer(429, retryAfter: "60")).pausedUntil == now + 60)
        #expect(verdict(answer(503, retryAfter: "60")).pausedUntil == now + 60)
        #expect(verdict(answer(500, retryAfter: "60")).pausedUntil == nil)
        #expect(verdict(answer(429)).pausedUntil == nil)
        #expect(verdict(answer(200, retryAfter: "60")).pausedUntil == nil)
    }

    @Test("Expiry and the end of the agreement end retries; the next attempt must come before them")
    func lapses() throws {
        let due = try #require(verdict(answer(500)).due)
        #expect(verdict(answer(500), expiry: due).state == .expired)
        #expect(verdict(answer(500), expiry: due).note == nil)
        #expect(verdict(answer(500), expiry: due + 0.001).state == .retrying)
        #expect(verdict(answer(500), agreementEnds: due).state == .expired)
        #expect(verdict(answer(500), agreementEnds: due).note == "agreement-ended")
        #expect(verdict(answer(500), agreementEnds: due + 0.001).state == .retrying)
        #expect(verdict(.failed(.ownNetwork, sent: false), expiry: now + 1).state == .expired)
        #expect(verdict(answer(200), expiry: now - 1).state == .delivered)
        #expect(verdict(answer(410), expiry: now - 1).state == .parked)
    }
}
