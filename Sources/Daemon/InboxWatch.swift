import ServiceLifecycle

/// Looks into the inbox every few seconds and takes in what has settled there.
package struct InboxWatch: Service {
    private let takeIn: @Sendable () async -> Void
    private let clock: DaemonClock

    package init(clock: DaemonClock, takeIn: @escaping @Sendable () async -> Void) {
        self.clock = clock
        self.takeIn = takeIn
    }

    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown {
                while !Task.isCancelled {
                    await takeIn()
                    try await clock.sleep(.seconds(5))
                }
            }
        } catch is CancellationError {
            // Shutting down; what has not been taken in waits in the inbox.
        }
    }
}
