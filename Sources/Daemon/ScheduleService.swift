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
/// jumps or a machine that slept is noticed. A database that is locked or whose disk is full ends it no more than it ends
/// the delivery: what is due stays due.
package struct ScheduleService: Service {
    /// The due run that has not been made, if any: `(last run, now) → due`.
    package typealias Due = @Sendable (Date?, Date) -> Date?

    private let due: Due
    private let last: @Sendable () throws -> Date?
    private let record: @Sendable (Date) throws -> Void
    private let progress: RunProgress
    private let perform: @Sendable () async -> Bool
    private let hindered: @Sendable (any Error) -> Void
    private let clock: DaemonClock

    /// How often it looks.
    private static let pause = Duration.seconds(20)
    /// Every so many looks, a quarter of an hour, a run that could not be made for the time being is tried again.
    private static let looksBetweenTries = 45
    /// - Parameters:
    ///   - last: the moment up to which runs are accounted for; nil on the very first start.
    ///   - record: keeps that moment, before the run begins: a run that fails is told of, not repeated in a circle.
    ///   - hindered: hears why what is kept could not be read or written, once until it can be again.
    ///   - perform: false where the run could not be made for the time being, and is to be tried again.
    package init(
        due: @escaping Due, last: @escaping @Sendable () throws -> Date?,
        record: @escaping @Sendable (Date) throws -> Void, progress: RunProgress = .unkept, clock: DaemonClock,
        hindered: @escaping @Sendable (any Error) -> Void = { _ in }, perform: @escaping @Sendable () async -> Bool
    ) {
        self.due = due
        self.last = last
        self.record = record
        self.progress = progress
        self.clock = clock
        self.hindered = hindered
        self.perform = perform
    }

    /// Whether a run is noted for a time so far to come that a clock which went wrong noted it, and not one that was set
    /// back a little after it: nothing would be due until then.
    static func isFarAhead(_ last: Date, of now: Date) -> Bool { last.timeIntervalSince(now) > 2 * 86_400 }

    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown {
                var isHindered = false
                var look = 0
                while !Task.isCancelled {
                    do {
                        if look % Self.looksBetweenTries == 0 { try await makeUpInterrupted() }
                        try await step()
                        isHindered = false
                    } catch {
                        if !isHindered { hindered(error) }
                        isHindered = true
                    }
                    look += 1
                    try await clock.sleep(Self.pause)
                }
            }
        } catch is CancellationError {
            // Shutting down: whatever was running has finished, the next run is made up at the next start.
        }
    }

    /// Makes the run that is due, if one is.
    package func step() async throws {
        let now = clock.now()
        guard let last = try last(), !Self.isFarAhead(last, of: now) else { return try record(now) }
        guard due(last, now) != nil else { return }
        // In this order: whenever the process is killed in between, the run is made once.
        try progress.setOpen(true)
        try record(now)
        try await performNoted()
    }

    /// Makes a run once more that had begun when the process was killed, or that could not be made for the time being.
    package func makeUpInterrupted() async throws {
        guard try progress.isOpen() else { return }
        try record(clock.now())
        try await performNoted()
    }

    private func performNoted() async throws {
        if await perform() { try progress.setOpen(false) }
    }
}
