import ServiceLifecycle

/// Tells the service manager that the service is ready, alive, and stopping.
package struct WatchdogService: Service {
    private let notifier: ServiceManagerNotifier
    private let clock: DaemonClock
    private let hasStarted: @Sendable () async -> Void
    private let isAlive: @Sendable () async -> Bool

    /// - Parameters:
    ///   - hasStarted: returns once the service can be reached; before that it must not be called ready.
    ///   - isAlive: asked before each sign of life; a service that hangs must not say that it lives.
    package init(
        notifier: ServiceManagerNotifier, clock: DaemonClock,
        hasStarted: @escaping @Sendable () async -> Void = {}, isAlive: @escaping @Sendable () async -> Bool
    ) {
        self.notifier = notifier
        self.clock = clock
        self.hasStarted = hasStarted
        self.isAlive = isAlive
    }

    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown {
                await hasStarted()
                try Task.checkCancellation()
                notifier.send(.ready, .status("idle"))
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
