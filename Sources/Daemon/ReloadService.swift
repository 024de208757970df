import ServiceLifecycle
import UnixSignals

/// Reloads the configuration on SIGHUP.
package struct ReloadService: Service {
    private let reload: @Sendable () async -> Void

    package init(reload: @escaping @Sendable () async -> Void) { self.reload = reload }

    package func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() { await reload() }
    }
}
