import Dispatch
import Synchronization

/// A value that is being worked out on a thread of its own.
///
/// A thread and no task: the work blocks all cores in turns, and belongs off the cooperative pool.
package final class Pending<Value: Sendable>: Sendable {
    private let group = DispatchGroup()
    private let value = Mutex<Value?>(nil)

    package init(_ work: @escaping @Sendable () -> Value) {
        DispatchQueue.global(qos: .userInitiated).async(group: group) { [self] in
            let result = work()
            value.withLock { $0 = result }
        }
    }

    /// What follows from another value, once that is there; no thread waits for it meanwhile.
    package init<Former: Sendable>(
        after former: Pending<Former>, _ work: @escaping @Sendable (Former) -> Value
    ) {
        group.enter()
        former.group.notify(queue: .global(qos: .userInitiated)) { [self] in
            let result = work(former.wait())
            value.withLock { $0 = result }
            group.leave()
        }
    }

    /// Waits for the value.
    @Sendable package func wait() -> Value {
        group.wait()
        guard let value = value.withLock({ $0 }) else { preconditionFailure("the work ended without its value") }
        return value
    }

    /// Waits for the work to end, whoever wants its value.
    package func finish() { group.wait() }
}
