package import struct Foundation.Date

/// The clock at the edge of the house: what time it is, and how to wait. Tests inject one that they turn by hand.
package struct DaemonClock: Sendable {
    package var now: @Sendable () -> Date
    /// Waits that long; throws when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    package static let system = DaemonClock(now: { Date() }, sleep: { try await Task.sleep(for: $0) })
}
