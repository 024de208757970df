import ServiceLifecycle

/// Tells the service manager that the service is ready, alive, and stopping.
package struct WatchdogService: Service {
    private let notifier: ServiceManagerNotifier
    private let clock: DaemonClock
    private let isAlive: @Sendable () async -> Bool

    /// - Parameter isAlive: asked before each sign of life; a service that hangs must not say that it lives.
    package init(
        notifier: ServiceManagerNotifier, clock: DaemonClock, isAlive: @escaping @Sendable () async -> Bool
    ) {
        self.notifier = notifier
        self.clock = clock
        self.isAlive = isAlive
    }

    package func run() async throws {
        notifier.send(.ready, .status("idle"))
        do {
            try await cancelWhenGracefulShutdown {
                while !Task.isCancelled {
                    if await isAlive() { notifier.send(.watchdog) }
                    try await clock.sleep(notifier.watchdogInterval ?? .seconds(3600))
                }
            }
        } catch is CancellationError {
            // Shutting down.
        }
        notifier.send(.stopping)
    }
}
