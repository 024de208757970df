package import Foundation
import ServiceLifecycle

/// Remembers across the process's end that a run has begun and not ended.
package struct RunProgress: Sendable {
    package var isOpen: @Sendable () throws -> Bool
    package var setOpen: @Sendable (Bool) throws -> Void

    package init(isOpen: @escaping @Sendable () throws -> Bool, setOpen: @escaping @Sendable (Bool) throws -> Void) {
        self.isOpen = isOpen
        self.setOpen = setOpen
    }

    /// Remembers nothing.
    package static let unkept = RunProgress(isOpen: { false }, setOpen: { _ in })
}

/// Runs something on its schedule: what was missed is made up once, what is due runs exactly once (interface: "Service").
///
/// It looks at the clock again at least every half minute instead of sleeping until the due time, so that a clock that
/// jumps or a machine that slept is noticed.
package struct ScheduleService: Service {
    /// The due run that has not been made, if any: `(last run, now) → due`.
    package typealias Due = @Sendable (Date?, Date) -> Date?

    private let due: Due
    private let last: @Sendable () throws -> Date?
    private let record: @Sendable (Date) throws -> Void
    private let progress: RunProgress
    private let perform: @Sendable () async -> Void
    private let clock: DaemonClock

    /// - Parameters:
    ///   - last: the moment up to which runs are accounted for; nil on the very first start.
    ///   - record: keeps that moment, before the run begins: a run that fails is told of, not repeated in a circle.
    package init(
        due: @escaping Due, last: @escaping @Sendable () throws -> Date?,
        record: @escaping @Sendable (Date) throws -> Void, progress: RunProgress = .unkept, clock: DaemonClock,
        perform: @escaping @Sendable () async -> Void
    ) {
        self.due = due
        self.last = last
        self.record = record
        self.progress = progress
        self.clock = clock
        self.perform = perform
    }

    package func run() async throws {
        if try last() == nil { try record(clock.now()) }
        do {
            try await cancelWhenGracefulShutdown {
                try await makeUpInterrupted()
                while !Task.isCancelled {
                    try await step()
                    try await clock.sleep(.seconds(20))
                }
            }
        } catch is CancellationError {
            // Shutting down: whatever was running has finished, the next run is made up at the next start.
        }
    }

    /// Makes the run that is due, if one is.
    package func step() async throws {
        let now = clock.now()
        guard due(try last(), now) != nil else { return }
        try record(now)
        try await performNoted()
    }

    /// A run that had begun when the process was killed is made once more.
    package func makeUpInterrupted() async throws {
        if try progress.isOpen() { try await performNoted() }
    }

    private func performNoted() async throws {
        try progress.setOpen(true)
        await perform()
        try progress.setOpen(false)
    }
}
