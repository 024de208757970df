import DoorstroomConfiguration
import Foundation
import Testing
import Workforce

@Suite("Cron expressions")
struct CronExpressionTests {
    static let amsterdam = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt

    private func runs(
        _ text: String, after start: String, count: Int, zone: TimeZone = amsterdam
    ) throws -> [String] {
        let expression = try CronExpression(text)
        var now = moment(start)
        return try (0..<count).map { _ in
            now = try #require(expression.next(after: now, in: zone))
            return now.ISO8601Format()
        }
    }

    @Test(
        "The next run is the first moment after, on the local clock",
        arguments: [
            ("0 2 * * *", "2026-11-23T00:59:59Z", "2026-11-23T01:00:00Z"),
            ("0 2 * * *", "2026-11-23T01:00:00Z", "2026-11-24T01:00:00Z"),
            ("0 2 * * *", "2026-07-01T12:00:00Z", "2026-07-02T00:00:00Z"),
            ("0 9 * * 1-5", "2026-11-20T08:00:00Z", "2026-11-23T08:00:00Z"),
            ("*/20 8-9 * * *", "2026-11-23T07:41:00Z", "2026-11-23T08:00:00Z"),
            ("5,35 * * * *", "2026-11-23T07:06:00Z", "2026-11-23T07:35:00Z"),
            ("0 0 1 jan *", "2026-11-23T07:06:00Z", "2026-12-31T23:00:00Z"),
            ("0 12 * * sun", "2026-11-23T07:06:00Z", "2026-11-29T11:00:00Z"),
            ("0 12 * * 7", "2026-11-23T07:06:00Z", "2026-11-29T11:00:00Z"),
            ("0 12 29 feb *", "2026-11-23T07:06:00Z", "2028-02-29T11:00:00Z"),
            ("0 12 29 2 *", "2096-03-01T00:00:00Z", "2104-02-29T11:00:00Z"),
            ("0 12 31 * *", "2026-11-30T23:00:00Z", "2026-12-31T11:00:00Z"),
            ("10-40/15 6 * * *", "2026-11-23T05:25:00Z", "2026-11-23T05:40:00Z"),
            ("@daily", "2026-11-23T12:00:00Z", "2026-11-23T23:00:00Z"),
        ])
    func next(text: String, after: String, expected: String) throws {
        #expect(try runs(text, after: after, count: 1) == [expected])
    }

    @Test("A day meets either the day of the month or the day of the week when both are restricted")
    func eitherDay() throws {
        // The 13th, and every Friday.
        let runs = try runs("0 12 13 * 5", after: "2026-11-12T12:00:00Z", count: 4)
        #expect(
            runs == [
                "2026-11-13T11:00:00Z", "2026-11-20T11:00:00Z", "2026-11-27T11:00:00Z", "2026-12-04T11:00:00Z",
            ])
        #expect(
            try self.runs("0 12 1 * mon", after: "2026-11-30T12:00:00Z", count: 2) == [
                "2026-12-01T11:00:00Z", "2026-12-07T11:00:00Z",
            ])
    }

    @Test("A step over all days restricts nothing, as POSIX reads a leading star")
    func starStep() throws {
        // Sundays only, odd days of the month not being a choice of their own.
        #expect(try runs("0 12 */2 * 0", after: "2026-11-23T00:00:00Z", count: 1) == ["2026-11-29T11:00:00Z"])
    }

    @Test(
        "A run at a skipped local hour happens once, right after the gap",
        arguments: [
            ("2026-03-28T12:00:00Z", ["2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"]),
            ("2027-03-27T12:00:00Z", ["2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z"]),
        ])
    func skippedHour(after: String, expected: [String]) throws {
        #expect(try runs("30 2 * * *", after: after, count: 2) == expected)
    }

    @Test("Several runs inside the gap are one, and so is a run at its end")
    func skippedRunsCoincide() throws {
        let runs = try runs("*/15 2,3 * * *", after: "2026-03-29T00:00:00Z", count: 4)
        #expect(
            runs == ["2026-03-29T01:00:00Z", "2026-03-29T01:15:00Z", "2026-03-29T01:30:00Z", "2026-03-29T01:45:00Z"])
    }

    @Test(
        "A run at a repeated local hour happens once, the first time round",
        arguments: [
            ("2026-10-24T12:00:00Z", ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]),
            ("2027-10-30T12:00:00Z", ["2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z"]),
        ])
    func repeatedHour(after: String, expected: [String]) throws {
        #expect(try runs("30 2 * * *", after: after, count: 2) == expected)
        // Asked between the two, the second time round is no run.
        #expect(try runs("30 2 * * *", after: expected[0], count: 1) == [expected[1]])
    }

    @Test("The hour after the repeated one runs once, too")
    func afterRepeatedHour() throws {
        #expect(
            try runs("0 3 * * *", after: "2026-10-24T12:00:00Z", count: 2) == [
                "2026-10-25T02:00:00Z", "2026-10-26T02:00:00Z",
            ])
        #expect(
            try runs("0 * * * *", after: "2026-10-25T00:00:00Z", count: 2) == [
                "2026-10-25T02:00:00Z", "2026-10-25T03:00:00Z",
            ])
    }

    @Test("Every day of two years has exactly one run, whatever the local hour", arguments: 0..<24)
    func oncePerDay(hour: Int) throws {
        let expression = try CronExpression("30 \(hour) * * *")
        var now = moment("2026-01-01T00:00:00+01:00")
        let end = moment("2028-01-01T00:00:00+01:00")
        let clock = WallClock(zone: Self.amsterdam)
        var days: Set<Int32> = []
        var count = 0
        while let run = expression.next(after: now, in: Self.amsterdam), run < end {
            days.insert(clock.day(run).dayNumber)
            #expect(expression.last(atOrBefore: run, in: Self.amsterdam) == run)
            #expect(expression.last(atOrBefore: run.addingTimeInterval(1), in: Self.amsterdam) == run)
            count += 1
            now = run
        }
        #expect(count == 730)
        #expect(days.count == 730)
    }

    @Test("A gap at midnight moves the run into the day that follows")
    func gapAtMidnight() throws {
        // Beirut puts its clocks forward at midnight: 00:00 on 29 March 2026 does not exist.
        let zone = try #require(TimeZone(identifier: "Asia/Beirut"))
        #expect(try runs("0 0 29 3 *", after: "2026-03-28T00:00:00Z", count: 1, zone: zone) == ["2026-03-28T22:00:00Z"])
    }

    @Test("A clock put back over midnight repeats no run of the day that had begun")
    func repeatedMidnight() throws {
        // Newfoundland went from 00:01 on 7 November 2010 back to 23:01 on the 6th.
        let zone = try #require(TimeZone(identifier: "America/St_Johns"))
        let expression = try CronExpression("0 0 * * *")
        let between = moment("2010-11-07T02:45:00Z")
        #expect(expression.last(atOrBefore: between, in: zone)?.ISO8601Format() == "2010-11-07T02:30:00Z")
        #expect(expression.next(after: between, in: zone)?.ISO8601Format() == "2010-11-08T03:30:00Z")
    }

    @Test("A gap that ends at midnight has its runs at that moment")
    func gapBeforeMidnight() throws {
        // Nuuk goes from 23:00 on 28 March 2026 to midnight.
        let zone = try #require(TimeZone(identifier: "America/Nuuk"))
        #expect(
            try runs("30 23 * * *", after: "2026-03-29T00:59:59Z", count: 2, zone: zone) == [
                "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z",
            ])
    }

    @Test("A gap of half an hour ends where it ends")
    func halfHourGap() throws {
        // Lord Howe puts its clocks forward from 02:00 to 02:30 on 4 October 2026.
        let zone = try #require(TimeZone(identifier: "Australia/Lord_Howe"))
        #expect(try runs("10 2 * * *", after: "2026-10-03T12:00:00Z", count: 1, zone: zone) == ["2026-10-03T15:30:00Z"])
        #expect(try runs("40 2 * * *", after: "2026-10-03T12:00:00Z", count: 1, zone: zone) == ["2026-10-03T15:40:00Z"])
    }

    @Test(
        "However many runs were missed, the last of them is made up for, once",
        arguments: [
            ("2026-11-20T01:00:00Z", "2026-11-23T12:00:00Z", "2026-11-23T01:00:00Z"),
            ("2026-11-23T01:00:05Z", "2026-11-23T12:00:00Z", nil),
            ("2026-11-22T01:00:05Z", "2026-11-23T00:59:59Z", nil),
            ("2026-11-22T01:00:05Z", "2026-11-23T01:00:00Z", "2026-11-23T01:00:00Z"),
            ("2026-11-23T01:00:00Z", "2026-11-23T12:00:00Z", nil),
            (nil, "2026-11-23T12:00:00Z", nil),
            // The clock was put back since: nothing is due.
            ("2026-11-23T12:00:00Z", "2026-11-20T12:00:00Z", nil),
        ] as [(String?, String, String?)])
    func missedRun(last: String?, now: String, expected: String?) throws {
        let expression = try CronExpression("0 2 * * *")
        let missed = expression.missedRun(last: last.map(moment), now: moment(now), in: Self.amsterdam)
        #expect(missed?.ISO8601Format() == expected)
    }

    @Test(
        "What is no expression is refused with what to write",
        arguments: [
            ("", "five"), ("0 2 * *", "4 fields"), ("0 2 * * * *", "6 fields"), ("60 2 * * *", "minute"),
            ("0 24 * * *", "hour"), ("0 2 0 * *", "day of the month"), ("0 2 * 13 *", "month"), ("0 2 * * 8", "week"),
            ("0 2 * * fry", "week"), ("0 5-2 * * *", "backwards"), ("*/0 * * * *", "minute"),
            ("1/15 * * * *", "minute"),
            ("a * * * *", "minute"), ("1,,2 * * * *", "minute"), ("-1 * * * *", "minute"), ("1-2-3 * * * *", "minute"),
            ("0 2 30 2 *", "no year"), ("0 2 31 4,6 *", "no year"), ("@sometimes", "1 field"),
            ("99999999999999999999 * * * *", "minute"),
        ])
    func refused(text: String, hint: String) {
        let error = #expect(throws: CronSyntaxError.self) { try CronExpression(text) }
        #expect(error?.reason.contains(hint) == true)
        #expect(error?.remedy.isEmpty == false)
    }
}
