/// Keeps requests under a rate, with bursts of a tenth of a second at most.
struct TokenBucket: Equatable {
    /// Tokens a second; infinite means no limit.
    let rate: Double
    private let capacity: Double
    private var tokens: Double
    private var asOf: Duration

    init(rate: Double, at uptime: Duration) {
        // A rate that is no rate still lets something through, now and then: silence would look like a fault.
        self.rate = max(rate, 0.001)
        capacity = max(1, self.rate * 0.1)
        tokens = capacity
        asOf = uptime
    }

    /// Whole tokens there are now.
    mutating func available(at uptime: Duration) -> Int {
        guard rate.isFinite else { return .max }
        refill(at: uptime)
        return Int(tokens + 1e-9)
    }

    mutating func take(_ count: Int) {
        if rate.isFinite { tokens -= Double(count) }
    }

    /// How long until there is a whole token; zero if there is one.
    mutating func wait(at uptime: Duration) -> Duration {
        guard rate.isFinite else { return .zero }
        refill(at: uptime)
        return tokens >= 1 - 1e-9 ? .zero : .seconds((1 - tokens) / rate)
    }

    private mutating func refill(at uptime: Duration) {
        guard uptime > asOf else { return }
        tokens = min(capacity, tokens + (uptime - asOf) / .seconds(1) * rate)
        asOf = uptime
    }
}
