import Foundation
import Synchronization

/// Limits how often somebody may do something: a bucket of tokens each, refilled at a steady rate.
final class RequestLimiter: Sendable {
    struct Verdict: Equatable, Sendable {
        var isAllowed: Bool
        /// How often it may be done at once now.
        var remaining: Int
        /// Seconds until that is as much as ever.
        var resetSeconds: Int
        /// Seconds until it may be done once more, when it is not allowed.
        var retrySeconds: Int
    }

    private struct Bucket {
        var tokens: Double
        var filled: Date
    }

    let quota: Int
    let windowSeconds: Int
    private let buckets = Mutex<[String: Bucket]>([:])
    /// Names are forgotten beyond so many: an attacker has many addresses, this machine has one memory.
    private static let mostNames = 10_000

    /// - Parameters:
    ///   - quota: how often at once.
    ///   - windowSeconds: in which the bucket is filled from empty.
    init(quota: Int, windowSeconds: Int) {
        self.quota = quota
        self.windowSeconds = windowSeconds
    }

    private var rate: Double { Double(quota) / Double(windowSeconds) }

    func take(_ name: String, now: Date) -> Verdict {
        buckets.withLock { buckets in
            if buckets.count >= Self.mostNames, buckets[name] == nil {
                // Who is full again has lost nothing by being forgotten; if nobody is, all are.
                buckets = buckets.filter { !isFull($0.value, now: now) }
                if buckets.count >= Self.mostNames { buckets = [:] }
            }
            var bucket = buckets[name] ?? Bucket(tokens: Double(quota), filled: now)
            // A clock that was set back refills nothing.
            let elapsed = max(0, now.timeIntervalSince(bucket.filled))
            bucket.tokens = min(Double(quota), bucket.tokens + elapsed * rate)
            bucket.filled = now
            let isAllowed = bucket.tokens >= 1
            if isAllowed { bucket.tokens -= 1 }
            buckets[name] = bucket
            return Verdict(
                isAllowed: isAllowed, remaining: Int(bucket.tokens),
                resetSeconds: Int(((Double(quota) - bucket.tokens) / rate).rounded(.up)),
                retrySeconds: isAllowed ? 0 : max(1, Int(((1 - bucket.tokens) / rate).rounded(.up))))
        }
    }

    private func isFull(_ bucket: Bucket, now: Date) -> Bool {
        bucket.tokens + max(0, now.timeIntervalSince(bucket.filled)) * rate >= Double(quota)
    }
}
