package import Foundation
package import Store

/// What an attempt's outcome means for its event: the table of the delivery rules, "Outcome of an attempt", as a pure
/// function of the outcome, the event's history and the time.
package struct AttemptVerdict: Equatable, Sendable {
    /// `delivered`, `retrying`, `parked`, `exhausted` or `expired`.
    package var state: OutboxState
    /// When the next attempt is due; only for `retrying`.
    package var due: Date?
    /// Failures so far that count against the budget.
    package var failures: Int
    /// The answer was one that parks the event when it repeats.
    package var isRefusal = false
    /// The partner said that the endpoint is gone.
    package var disablesEndpoint = false
    /// The partner asked for silence until then.
    package var pausedUntil: Date?
    /// Why the event lapsed.
    package var note: String?

    /// What the rules ask of the event's past.
    package struct History: Equatable, Sendable {
        package var event: String
        /// Attempts made before this one.
        package var attempts: Int
        package var failures: Int
        /// When the partner refused the event before.
        package var refusals: [Date]
        package var expiry: Date?
        /// The first moment at which nothing may be attempted at the partner any more.
        package var agreementEnds: Date?
        /// It was tried to see whether the partner is back: that takes nothing from its retries.
        package var isProbe = false

        package init(
            event: String, attempts: Int = 0, failures: Int = 0, refusals: [Date] = [], expiry: Date? = nil,
            agreementEnds: Date? = nil, isProbe: Bool = false
        ) {
            self.event = event
            self.attempts = attempts
            self.failures = failures
            self.refusals = refusals
            self.expiry = expiry
            self.agreementEnds = agreementEnds
            self.isProbe = isProbe
        }
    }

    /// Refusals of one event within an hour after which a person must look.
    static let refusalsUntilParked = 3
    static let refusalWindow: TimeInterval = 3_600

    /// Answers that park the event when they repeat.
    private static let refusals: Set = [400, 401, 403, 404, 405, 413, 415, 422]

    /// Whether the answer is one that no waiting mends: the endpoint works, and says no.
    static func isFinal(_ status: Int) -> Bool { status == 410 || refusals.contains(status) }

    package init(_ outcome: AttemptOutcome, after history: History, at now: Date) {
        state = .retrying
        failures = history.failures
        switch outcome {
        case .answered(let answer): judge(answer, history: history, now: now)
        case .failed(let fault, _) where fault.isOurs:
            let delay = RetrySchedule.ownFaultDelay * jitter(history)
            retry(at: fault == .interrupted || fault == .lapsed ? now : now + delay, history: history)
        case .failed(.handshakeRefused, _):
            // Asking again changes nothing; a person has to agree it with the partner.
            state = .parked
            failures += 1
        case .failed: fail(history: history, pause: nil, now: now)
        }
    }

    private mutating func judge(_ answer: AttemptOutcome.Answer, history: History, now: Date) {
        let pause = answer.retryAfter.flatMap { RetrySchedule.pause(retryAfter: $0, now: now) }
        switch answer.status {
        case 200..<300: state = .delivered
        case 410:
            state = .parked
            failures += 1
            disablesEndpoint = true
        case let status where Self.refusals.contains(status):
            isRefusal = true
            let earlier = history.refusals.filter { now.timeIntervalSince($0) <= Self.refusalWindow }.count
            if earlier + 1 >= Self.refusalsUntilParked {
                state = .parked
                failures += 1
            } else {
                fail(history: history, pause: pause, now: now, step: earlier)
            }
        default:
            if answer.status == 429 || answer.status == 503, let pause, pause > 0 { pausedUntil = now + pause }
            fail(history: history, pause: pause, now: now)
        }
    }

    /// Counts a failure and finds the time of the next attempt.
    /// - Parameter step: place in the delays; refusals take the first ones, so that three fall within the hour.
    private mutating func fail(history: History, pause: TimeInterval?, now: Date, step: Int? = nil) {
        if history.isProbe {
            // Behind whatever has been due for longer, so that the next probe is another's.
            let delay = CircuitBreaker.probeInterval / .seconds(1)
            return retry(at: now + max(delay, pause ?? 0), history: history)
        }
        failures += 1
        guard failures <= RetrySchedule.delays.count else {
            state = .exhausted
            return
        }
        let delay = RetrySchedule.delays[step ?? (failures - 1)] * jitter(history)
        retry(at: now + max(delay, pause ?? 0), history: history)
    }

    /// Retries then, unless the content or the agreement will have lapsed.
    private mutating func retry(at due: Date, history: History) {
        if let expiry = history.expiry, expiry <= due {
            state = .expired
        } else if let agreementEnds = history.agreementEnds, agreementEnds <= due {
            state = .expired
            note = "agreement-ended"
        } else {
            self.due = due
        }
    }

    private func jitter(_ history: History) -> Double {
        RetrySchedule.jitter(event: history.event, attempt: history.attempts + 1)
    }
}
