import Foundation

/// Keeps attempts from a partner at whom nearly everything fails (delivery rules, "Isolation").
///
/// It opens when at least 70 % of at least 10 attempts of the last five minutes have failed. Then a single event is tried
/// after every half minute, and what waits keeps its place and its retries; the first that the partner takes, or answers
/// like a working endpoint, closes it. A value without clock: it is told what happened when.
struct CircuitBreaker: Equatable {
    enum State: Equatable {
        case closed
        /// - Parameters:
        ///   - since: on the calendar, for whoever reads it.
        ///   - probe: from when one event may be tried.
        case open(since: Date, probe: Duration)
        /// One event is being tried.
        case halfOpen(since: Date)
    }

    /// What an attempt says of the endpoint.
    enum Evidence: Equatable {
        case works
        case fails
        /// Nothing: the fault is ours, or nobody was asked.
        case none
    }

    enum Change: Equatable {
        case opened
        /// A probe failed, or said nothing: it stays open until the next.
        case remains
        case closed(since: Date)
    }

    static let window = 300
    static let leastAttempts = 10
    static let openingPercentage = 70
    static let probeInterval = Duration.seconds(30)

    /// Attempts that ended in one second.
    private struct Second: Equatable {
        var second: Int
        var attempts = 0
        var failures = 0
    }

    private(set) var state = State.closed
    /// The last five minutes, without seconds in which nothing ended.
    private var seconds: [Second] = []
    private var attempts = 0
    private var failures = 0

    /// Takes up a state that was kept.
    /// - Parameters:
    ///   - opened: since when it is open; nil for closed.
    ///   - probeIn: seconds until an event may be tried; never longer than the interval, whatever the clocks did.
    init(opened: Date? = nil, probeIn: TimeInterval = 0, uptime: Duration = .zero) {
        guard let opened else { return }
        let wait = min(max(.zero, .seconds(probeIn)), Self.probeInterval)
        state = .open(since: opened, probe: uptime + wait)
    }

    /// Since when it is open; nil while it is closed.
    var opened: Date? {
        switch state {
        case .closed: nil
        case .open(let since, _), .halfOpen(let since): since
        }
    }

    /// Most attempts that may begin now; nil for no limit of the breaker's.
    /// - Parameter inFlight: attempts at the partner that run: what is tried is tried alone.
    func room(inFlight: Int, at uptime: Duration) -> Int? {
        switch state {
        case .closed: nil
        case .open(_, let probe): inFlight == 0 && probe <= uptime ? 1 : 0
        case .halfOpen: 0
        }
    }

    /// How long until an event may be tried; nil when only the end of an attempt can tell, zero while it is closed.
    func wait(inFlight: Int, at uptime: Duration) -> Duration? {
        switch state {
        case .closed: .zero
        case .open(_, let probe): inFlight == 0 ? max(.zero, probe - uptime) : nil
        case .halfOpen: nil
        }
    }

    /// Attempts have begun.
    /// - Returns: whether they are the one that is tried.
    mutating func begin() -> Bool {
        guard case .open(let since, _) = state else { return false }
        state = .halfOpen(since: since)
        return true
    }

    /// An attempt has ended.
    /// - Parameter isProbe: whether it was the one that was tried; others that end while the circuit is open began before.
    mutating func record(_ evidence: Evidence, isProbe: Bool, now: Date, uptime: Duration) -> Change? {
        switch state {
        case .closed: return count(evidence, now: now, uptime: uptime)
        case .open: return nil
        case .halfOpen(let since):
            guard isProbe else { return nil }
            if evidence == .works {
                self = CircuitBreaker()
                return .closed(since: since)
            }
            state = .open(since: since, probe: uptime + Self.probeInterval)
            return .remains
        }
    }

    private mutating func count(_ evidence: Evidence, now: Date, uptime: Duration) -> Change? {
        guard evidence != .none else { return nil }
        let second = Int(uptime.components.seconds)
        forget(until: second - Self.window)
        if seconds.last?.second != second { seconds.append(Second(second: second)) }
        seconds[seconds.count - 1].attempts += 1
        attempts += 1
        guard evidence == .fails else { return nil }
        seconds[seconds.count - 1].failures += 1
        failures += 1
        guard attempts >= Self.leastAttempts, failures * 100 >= attempts * Self.openingPercentage else { return nil }
        self = CircuitBreaker()
        state = .open(since: now, probe: uptime + Self.probeInterval)
        return .opened
    }

    private mutating func forget(until second: Int) {
        let old = seconds.prefix { $0.second <= second }
        for former in old {
            attempts -= former.attempts
            failures -= former.failures
        }
        seconds.removeFirst(old.count)
    }
}

extension CircuitBreaker.Evidence {
    /// What a result says of the endpoint: whatever is retried for its sake fails. An endpoint that refuses an event, or says
    /// that it is gone, answers; those are matters of their own (delivery rules, "Outcome of an attempt").
    init(_ outcome: AttemptOutcome) {
        switch outcome {
        case .answered(let answer):
            let isAnswer = (200..<300).contains(answer.status) || AttemptVerdict.isFinal(answer.status)
            self = isAnswer ? .works : .fails
        case .failed(let fault, _):
            self = fault.isOurs || fault == .handshakeRefused ? .none : .fails
        }
    }
}
