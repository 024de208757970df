package import Foundation

/// When failed attempts are made again (delivery rules, "Outcome of an attempt").
package enum RetrySchedule {
    /// Seconds after the first, second … failure: about 75 hours in all.
    package static let delays: [TimeInterval] = [
        5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]

    /// Longest silence that a partner's `Retry-After` can ask for.
    package static let longestPause: TimeInterval = 86_400

    /// Seconds between attempts that fail through a fault of our own.
    package static let ownFaultDelay: TimeInterval = 60

    /// A factor of 0.8 to 1.2, always the same for one event and attempt.
    ///
    /// Drawn from the event's id (FNV-1a, then mixed as SplitMix64 does), so that events which failed together do not
    /// all come back together, and yet a test can say when each does.
    package static func jitter(event: String, attempt: Int) -> Double {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in event.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash &+= UInt64(truncatingIfNeeded: attempt) &* 0x9E37_79B9_7F4A_7C15
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        hash ^= hash >> 31
        return 0.8 + 0.4 * Double(hash >> 11) / Double(1 << 53)
    }

    /// Seconds that a `Retry-After` header asks for, at most a day; nil when it cannot be read.
    ///
    /// Whole seconds, or one of the three date forms of RFC 9110 §5.6.7. A date in the past asks for nothing.
    package static func pause(retryAfter header: String, now: Date) -> TimeInterval? {
        let text = header.trimmingCharacters(in: .whitespaces)
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            // More digits than a number holds ask for more than the cap.
            return min(Double(text) ?? longestPause, longestPause)
        }
        guard let date = HTTPDate.parse(text) else { return nil }
        return min(max(0, date.timeIntervalSince(now)), longestPause)
    }
}
