import Synchronization

/// Wakes one waiting task; raised before anybody waits, it is remembered, and several raises are one.
final class Signal: Sendable {
    private struct State {
        var raised = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func raise() {
        let waiter = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            state.raised = waiter == nil
            return waiter
        }
        waiter?.resume()
    }

    /// Returns once raised, or when the task is cancelled. One task waits at a time.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if state.raised || Task.isCancelled {
                        state.raised = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            raise()
        }
    }

    /// Returns once raised, after the time, or when the task is cancelled.
    func wait(atMost duration: Duration, clock: DeliveryClock) async {
        guard duration > .zero else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                // Cancelled means that the signal came first.
                guard (try? await clock.sleep(duration)) != nil else { return }
                self.raise()
            }
            await wait()
            group.cancelAll()
        }
    }
}
