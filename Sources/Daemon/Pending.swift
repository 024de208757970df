import Dispatch
import Synchronization

/// A value that is being worked out on a thread of its own.
///
/// A thread and no task: the work blocks all cores in turns, and belongs off the cooperative pool.
final class Pending<Value: Sendable>: Sendable {
    private let group = DispatchGroup()
    private let value = Mutex<Value?>(nil)

    init(_ work: @escaping @Sendable () -> Value) {
        DispatchQueue.global(qos: .userInitiated).async(group: group) { [self] in
            let result = work()
            value.withLock { $0 = result }
        }
    }

    /// Waits for the value; nil never, once the work has ended.
    @Sendable func wait() -> Value? {
        group.wait()
        return value.withLock { $0 }
    }

    /// Waits for the work to end, whoever wants its value.
    func finish() { group.wait() }
}
