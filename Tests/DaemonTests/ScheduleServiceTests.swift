import DoorstroomConfiguration
import Foundation
import Synchronization
import Testing

@testable import Daemon

@Suite("The schedule")
struct ScheduleServiceTests {
    @Test("A missed run is made up once, however many were missed")
    func madeUpOnce() async throws {
        let bench = Bench(last: "2026-11-20T03:00:00Z", now: "2026-11-23T08:00:00Z")
        try await bench.service.step()
        try await bench.service.step()
        #expect(bench.runs == 1)
        bench.turn(to: "2026-11-24T00:59:00Z")
        try await bench.service.step()
        #expect(bench.runs == 1)
        bench.turn(to: "2026-11-24T01:00:00Z")
        try await bench.service.step()
        #expect(bench.runs == 2)
    }

    @Test("On the first start nothing is made up")
    func firstStart() async throws {
        let bench = Bench(last: nil, now: "2026-11-23T08:00:00Z")
        let run = Task { try await bench.service.run() }
        await bench.slept.first { true }
        run.cancel()
        try await run.value
        #expect(bench.runs == 0)
        #expect(bench.last == Bench.date("2026-11-23T08:00:00Z"))
    }

    @Test("When the clock goes forward the skipped run is made once, when it goes back the repeated one once")
    func daylightSaving() async throws {
        // 02:30 in Amsterdam: skipped on 29 March 2026, twice there on 25 October.
        let spring = Bench(last: "2026-03-28T12:00:00Z", now: "2026-03-29T12:00:00Z", cron: "30 2 * * *")
        try await spring.service.step()
        try await spring.service.step()
        #expect(spring.runs == 1)
        let autumn = Bench(last: "2026-10-24T12:00:00Z", now: "2026-10-25T00:30:00Z", cron: "30 2 * * *")
        try await autumn.service.step()
        autumn.turn(to: "2026-10-25T01:30:00Z")
        try await autumn.service.step()
        #expect(autumn.runs == 1)
    }

    @Test("A run that had begun when the process was killed is made once more, and then no more")
    func interrupted() async throws {
        let bench = Bench(last: "2026-11-23T08:00:00Z", now: "2026-11-23T08:00:01Z")
        let isOpen = Mutex(true)
        let service = bench.service(
            progress: RunProgress(
                isOpen: { isOpen.withLock { $0 } }, setOpen: { value in isOpen.withLock { $0 = value } }))
        try await service.makeUpInterrupted()
        try await service.makeUpInterrupted()
        #expect(bench.runs == 1)
        #expect(!isOpen.withLock { $0 })
    }

    @Test("A run that cannot be made for the time being is tried again, until it is made")
    func hindered() async throws {
        let bench = Bench(last: "2026-11-22T08:00:00Z", now: "2026-11-23T08:00:00Z")
        let isOpen = Mutex(false)
        let service = bench.service(
            progress: RunProgress(
                isOpen: { isOpen.withLock { $0 } }, setOpen: { value in isOpen.withLock { $0 = value } }))
        bench.fill(true)
        try await service.step()
        #expect(bench.runs == 1)
        #expect(isOpen.withLock { $0 })
        bench.fill(false)
        try await service.makeUpInterrupted()
        try await service.makeUpInterrupted()
        try await service.step()
        #expect(bench.runs == 2)
        #expect(!isOpen.withLock { $0 })
    }

    @Test("A database that refuses does not end the schedule: nothing is run unnoted, and the run stays due")
    func refused() async throws {
        struct Refused: Error {}
        let bench = Bench(last: "2026-11-22T08:00:00Z", now: "2026-11-23T08:00:00Z")
        let refuses = Mutex(true)
        let service = bench.service(
            progress: RunProgress(
                isOpen: { false }, setOpen: { _ in if refuses.withLock({ $0 }) { throw Refused() } }))
        let run = Task { try await service.run() }
        await bench.slept.first { true }
        #expect(bench.hindrances == 1)
        run.cancel()
        try await run.value
        #expect(bench.runs == 0)
        #expect(bench.last == Bench.date("2026-11-22T08:00:00Z"))
        refuses.withLock { $0 = false }
        try await service.step()
        #expect(bench.runs == 1)
    }

    @Test("A run noted by a clock that was years ahead does not silence the schedule")
    func noteFarAhead() async throws {
        let bench = Bench(last: "2031-11-22T08:00:00Z", now: "2026-11-23T08:00:00Z")
        try await bench.service.step()
        #expect(bench.runs == 0)
        bench.turn(to: "2026-11-24T08:00:00Z")
        try await bench.service.step()
        #expect(bench.runs == 1)
    }

    @Test("A clock that jumps back runs nothing twice")
    func jumpsBack() async throws {
        let bench = Bench(last: "2026-11-22T08:00:00Z", now: "2026-11-23T08:00:00Z")
        try await bench.service.step()
        bench.turn(to: "2026-11-22T23:00:00Z")
        try await bench.service.step()
        bench.turn(to: "2026-11-23T02:00:00Z")
        try await bench.service.step()
        #expect(bench.runs == 1)
    }
}

/// A schedule with a clock that the test turns by hand.
private final class Bench: Sendable {
    private let state: Mutex<(last: Date?, now: Date, runs: Int, isFull: Bool, hindrances: Int)>
    private let cron: CronExpression
    private let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
    let slept: AsyncStream<Void>
    private let sleeping: AsyncStream<Void>.Continuation

    init(last: String?, now: String, cron: String = "0 2 * * *") {
        state = Mutex((last.map(Bench.date), Bench.date(now), 0, false, 0))
        (slept, sleeping) = AsyncStream.makeStream()
        do { self.cron = try CronExpression(cron) } catch { preconditionFailure("\(error)") }
    }

    var runs: Int { state.withLock { $0.runs } }
    var last: Date? { state.withLock { $0.last } }
    var hindrances: Int { state.withLock { $0.hindrances } }

    /// From now on runs cannot be made for the time being, or can.
    func fill(_ isFull: Bool) { state.withLock { $0.isFull = isFull } }

    func turn(to now: String) { state.withLock { $0.now = Bench.date(now) } }

    var service: ScheduleService { service(progress: .unkept) }

    func service(progress: RunProgress) -> ScheduleService {
        ScheduleService(
            due: { [cron, zone] last, now in cron.missedRun(last: last, now: now, in: zone) },
            last: { self.last }, record: { moment in self.state.withLock { $0.last = moment } },
            progress: progress,
            clock: DaemonClock(
                now: { self.state.withLock { $0.now } },
                sleep: { _ in
                    // Sleeps until it is cancelled, which is the event that the test sends.
                    self.sleeping.yield()
                    for await _ in AsyncStream<Never>.makeStream().stream {}
                    throw CancellationError()
                }),
            hindered: { _ in self.state.withLock { $0.hindrances += 1 } },
            perform: {
                self.state.withLock { state in
                    state.runs += 1
                    return !state.isFull
                }
            })
    }

    static func date(_ text: String) -> Date {
        do { return try Date(text, strategy: .iso8601) } catch { preconditionFailure("\(error)") }
    }
}

extension AsyncStream where Element == Void {
    fileprivate func first(_ isWanted: () -> Bool) async {
        for await _ in self where isWanted() { return }
    }
}
