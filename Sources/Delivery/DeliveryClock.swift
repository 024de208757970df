package import Foundation

/// The time, as delivery sees it; tests put their own in its place.
package struct DeliveryClock: Sendable {
    /// The calendar's time: due dates, expiry, signatures. May jump.
    package var now: @Sendable () -> Date
    /// Time that only runs forward, from an arbitrary start: rates, waiting, draining.
    package var uptime: @Sendable () -> Duration
    package var sleep: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Date, uptime: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
    }

    package static let system: DeliveryClock = {
        let start = ContinuousClock.now
        return DeliveryClock(
            now: { Date() }, uptime: { ContinuousClock.now - start },
            sleep: { try await Task.sleep(for: $0, tolerance: .zero) })
    }()
}
