import Outreach
import Store
import Synchronization

/// What reaches the engine from other threads, until its next turn.
final class DeliveryInbox: Sendable {
    struct Content: Sendable {
        var results: [TransferResult] = []
        /// What endpoints answered when they were asked whether they want events.
        var handshakes: [OutboxHandshake] = []
        /// New rows, or rows that changed, may be due.
        var woken = false
        /// An operator has enabled or disabled an endpoint.
        var endpointsChanged = false
        /// How often somebody has changed secrets, since the process began.
        var secretsChanges = 0
        /// A new configuration.
        var partners: [Partner]?
        var stopping = false
    }

    let signal = Signal()
    private let content = Mutex(Content())

    func put(_ change: (inout Content) -> Void) {
        content.withLock { change(&$0) }
        signal.raise()
    }

    var isStopping: Bool { content.withLock { $0.stopping } }

    /// Everything since the last time; `stopping` stays.
    func take() -> Content {
        content.withLock { content in
            let taken = content
            content = Content(secretsChanges: taken.secretsChanges, stopping: taken.stopping)
            return taken
        }
    }
}
