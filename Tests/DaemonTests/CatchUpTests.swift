import Foundation
import Outreach
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("Making up for missed runs")
struct CatchUpTests {
    @Test("However many nights a daemon was down, it makes up one scan and one release")
    func oneOfEach() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port], now: "2026-11-02T06:00:00Z")
        try await employer.take(Bundle("2026-10-31"))
        try employer.instance.recordRun(.scan, at: employer.clock.now)
        try employer.instance.recordRun(.release, at: employer.clock.now)
        employer.clock.turn(to: "2026-11-06T12:00:00Z")

        let server = Server(employer.instance, environment: [:])
        for run in [ScheduledRun.scan, .release, .scan, .release] { try await server.schedule(run).step() }
        #expect(try employer.database.scans().map(\.asOf.description) == ["2026-11-06"])
        #expect(try await employer.deliveries.count == 2)
        #expect(try employer.noticeCodes == [Crisis.noticeCode])
    }

    @Test("A night that was killed midway is made up at the next start")
    func killed() async throws {
        let employer = try Employer()
        try await employer.take(Bundle("2026-10-31"))
        try employer.instance.recordRun(.scan, at: employer.clock.now)
        try employer.instance.setRun(.scan, isOpen: true)
        let server = Server(employer.instance, environment: [:])
        try await server.schedule(.scan).makeUpInterrupted()
        #expect(try employer.database.scans().count == 1)
        #expect(try !employer.instance.isRunOpen(.scan))
    }

    @Test("A scheduled scan that fails raises a notice and is not repeated in a circle")
    func fails() async throws {
        let employer = try Employer()
        try employer.instance.recordRun(.scan, at: employer.clock.now)
        employer.clock.advance(86_400)
        let server = Server(employer.instance, environment: [:])
        try await server.schedule(.scan).step()
        try await server.schedule(.scan).step()
        #expect(try employer.database.notices().map(\.code) == ["scan-failed"])
        #expect(try employer.database.notices().map(\.count) == [1])
    }

    @Test(
        "No release is due on a public holiday, a closing day of one's own, or a weekend; the next working day has it",
        arguments: [
            // Second Easter day, a Monday; then the Tuesday.
            ("2026-04-03T12:00:00Z", "2026-04-06T12:00:00Z", "2026-04-07T12:00:00Z"),
            // Christmas is Friday and Saturday; then the Monday.
            ("2026-12-24T12:00:00Z", "2026-12-27T12:00:00Z", "2026-12-28T12:00:00Z"),
            // A closing day of one's own, a Thursday; then the Friday.
            ("2026-11-04T12:00:00Z", "2026-11-05T12:00:00Z", "2026-11-06T12:00:00Z"),
        ])
    func holidays(last: String, holiday: String, next: String) async throws {
        let employer = try Employer(settings: "schedule: {holidays: [2026-11-05]}", now: last)
        try employer.instance.recordRun(.release, at: employer.clock.now)
        let server = Server(employer.instance, environment: [:])
        employer.clock.turn(to: holiday)
        try await server.schedule(.release).step()
        #expect(try employer.instance.lastRun(.release) == HandClock.date(last))
        employer.clock.turn(to: next)
        try await server.schedule(.release).step()
        #expect(try employer.instance.lastRun(.release) == HandClock.date(next))
    }

    @Test("Where no daemon runs, the verb that delivers makes the release that is due, once")
    func withoutDaemon() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer(["werkcentrum": sandbox.port])
        try await employer.take(Bundle("2026-10-31"))
        await employer.scan()
        employer.clock.turn(to: "2026-11-02T07:59:00Z")
        #expect(await employer.perform(.deliver(untilEmpty: false)).delivery?.delivered == 0)
        employer.clock.turn(to: "2026-11-02T08:00:00Z")
        #expect(await employer.perform(.deliver(untilEmpty: false)).delivery?.delivered == 2)
        #expect(try employer.instance.lastRun(.release) == employer.clock.now)
        #expect(await employer.perform(.deliver(untilEmpty: false)).delivery?.delivered == 0)
    }
}
