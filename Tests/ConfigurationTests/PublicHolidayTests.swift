import DoorstroomConfiguration
import Foundation
import Testing
import Workforce

@Suite("Public holidays")
struct PublicHolidayTests {
    private func schedule(country: String, holidays: String = "[]") throws -> ScheduleSettings {
        try MemoryFiles(
            """
            employer: {name: A, country: \(country)}
            storage: {path: /d/d.sqlite}
            schedule: {holidays: \(holidays)}
            """
        ).load().settings.schedule
    }

    @Test(
        "Dutch holidays are days without release",
        arguments: [
            ("2026-01-01", true), ("2026-04-05", true), ("2026-04-06", true), ("2026-04-27", true),
            ("2026-05-14", true),
            ("2026-05-25", true), ("2026-12-25", true), ("2026-12-26", true), ("2026-05-05", false),
            ("2025-05-05", true),
            // King's Day moves off a Sunday.
            ("2025-04-26", true), ("2025-04-27", false), ("2026-04-03", false), ("2026-11-11", false),
            ("2027-03-29", true),
            ("2038-04-26", true),
        ])
    func dutch(day: String, isHoliday: Bool) throws {
        let date = try #require(CalendarDate(iso: day))
        #expect(try schedule(country: "NL").isHoliday(date) == isHoliday)
    }

    @Test(
        "Belgium has its own",
        arguments: [("2026-07-21", true), ("2026-11-11", true), ("2026-04-27", false), ("2026-12-26", false)])
    func belgian(day: String, isHoliday: Bool) throws {
        let date = try #require(CalendarDate(iso: day))
        #expect(try schedule(country: "BE").isHoliday(date) == isHoliday)
    }

    @Test("A release waits for the next working day that is no holiday")
    func release() throws {
        let schedule = try schedule(country: "NL", holidays: "[2026-12-28]")
        // Thursday 24 December; the 25th is Christmas, then a weekend, the 28th the employer's own.
        let next = schedule.nextRelease(after: moment("2026-12-24T08:00:00Z"))
        #expect(next?.ISO8601Format() == "2026-12-29T08:00:00Z")
        #expect(schedule.nextScan(after: moment("2026-12-24T08:00:00Z"))?.ISO8601Format() == "2026-12-25T01:00:00Z")
    }

    @Test("A release that was due on a holiday is not made up for")
    func missedRelease() throws {
        let schedule = try schedule(country: "NL")
        let last = moment("2026-12-24T08:00:01Z")
        #expect(schedule.missedRelease(last: last, now: moment("2026-12-27T12:00:00Z")) == nil)
        #expect(
            schedule.missedRelease(last: last, now: moment("2026-12-28T12:00:00Z"))?.ISO8601Format()
                == "2026-12-28T08:00:00Z")
        #expect(
            schedule.missedRelease(last: moment("2026-12-23T08:00:01Z"), now: moment("2026-12-27T12:00:00Z"))?
                .ISO8601Format() == "2026-12-24T08:00:00Z")
        #expect(schedule.missedRelease(last: nil, now: last) == nil)
        #expect(
            schedule.missedScan(last: last, now: moment("2026-12-27T12:00:00Z"))?.ISO8601Format()
                == "2026-12-27T01:00:00Z")
    }
}
