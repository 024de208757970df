import Foundation
import Synchronization
import Workforce

@testable import Daemon

/// A clock that the test turns by hand. Waiting lasts until the waiting task is cancelled, and is told of.
final class HandClock: Sendable {
    private let moment: Mutex<Date>
    /// One element for each wait that began.
    let waits: AsyncStream<Duration>
    private let waiting: AsyncStream<Duration>.Continuation

    init(_ text: String) {
        moment = Mutex(HandClock.date(text))
        (waits, waiting) = AsyncStream.makeStream()
    }

    var now: Date { moment.withLock { $0 } }

    func turn(to text: String) { moment.withLock { $0 = HandClock.date(text) } }

    func set(_ date: Date) { moment.withLock { $0 = date } }

    func advance(_ seconds: TimeInterval) { moment.withLock { $0 += seconds } }

    var clock: DaemonClock {
        DaemonClock(
            now: { self.now },
            sleep: { duration in
                self.waiting.yield(duration)
                // Ends by its cancellation; the hours never pass.
                try await Task.sleep(for: .seconds(36_000))
            })
    }

    static func date(_ text: String) -> Date {
        do { return try Date(text, strategy: .iso8601) } catch { preconditionFailure("\(error)") }
    }
}
