package import Foundation
package import Workforce

/// When the nightly scan and the release of events run (configuration key `schedule`).
package struct ScheduleSettings: Equatable, Sendable {
    package var scan: CronExpression
    package var release: CronExpression
    /// Days without release beside the country's public holidays: the employer's own closing days.
    package var holidays: Set<CalendarDate>
    /// The public holidays of the employer's country, from its statute file.
    package var publicHolidays: [PublicHoliday]
    /// The employer's time zone.
    package var timeZone: TimeZone

    package func nextScan(after moment: Date) -> Date? { scan.next(after: moment, in: timeZone) }

    /// The scan to make up for, if one was due since the last and did not run.
    package func missedScan(last: Date?, now: Date) -> Date? { scan.missedRun(last: last, now: now, in: timeZone) }

    /// The next release that is not on a public holiday.
    package func nextRelease(after moment: Date) -> Date? {
        var moment = moment
        // Far more than any run of holidays in a row.
        for _ in 0..<400 {
            guard let run = release.next(after: moment, in: timeZone) else { return nil }
            if !isHoliday(WallClock(zone: timeZone).day(run)) { return run }
            moment = run
        }
        return nil
    }

    /// The release to make up for: the last due since `last` that was not on a public holiday.
    package func missedRelease(last: Date?, now: Date) -> Date? {
        guard let last else { return nil }
        var moment = now
        for _ in 0..<400 {
            guard let run = release.last(atOrBefore: moment, in: timeZone), run > last else { return nil }
            if !isHoliday(WallClock(zone: timeZone).day(run)) { return run }
            moment = run.addingTimeInterval(-1)
        }
        return nil
    }

    /// Whether nothing is released on this day.
    package func isHoliday(_ day: CalendarDate) -> Bool {
        holidays.contains(day) || publicHolidays.contains { $0.date(in: day.parts.year) == day }
    }
}

extension ScheduleSettings {
    /// Counts move every four weeks (rules, R116); a month is about the same.
    private static let mostDaysBetweenReleases = 35

    init?(_ section: YamlSection, timeZone: TimeZone, publicHolidays: [PublicHoliday]) {
        let scan = ScheduleSettings.expression(section, "scan", default: "0 2 * * *")
        let release = ScheduleSettings.expression(section, "release", default: "0 9 * * 1-5")
        let holidays = section.list("holidays")?.enumerated().compactMap { index, node -> CalendarDate? in
            let path = "\(section.pathOf("holidays"))[\(index)]"
            guard let text = section.text(node, path: path) else { return nil }
            if let date = CalendarDate(iso: text) { return date }
            section.log.error(
                "invalid-date", line: node.line, path: path, value: Shown.value(text),
                "\(Shown.value(text)) is not a date of the calendar", remedy: "write it as 2027-12-31 (year-month-day)")
            return nil
        }
        section.finish(hints: ["timeZone": "write it as `employer.timeZone`; schedules follow it"])
        guard let scan, let release else { return nil }
        if release.longestGap > ScheduleSettings.mostDaysBetweenReleases {
            section.warning(
                "weak-disclosure", "release", value: "\(release.longestGap) days",
                "with releases \(release.longestGap) days apart a group's rise and end are told at once, and who is seen to "
                    + "leave in its quarter is likely one of it",
                remedy: "write one that comes at least once a month; `0 9 * * 1-5` is usual")
        }
        self.init(
            scan: scan, release: release, holidays: Set(holidays ?? []), publicHolidays: publicHolidays,
            timeZone: timeZone)
    }

    private static func expression(_ section: YamlSection, _ key: String, default usual: String) -> CronExpression? {
        guard let text = section.text(key) ?? (section.has(key) ? nil : usual) else { return nil }
        do throws(CronSyntaxError) {
            return try CronExpression(text)
        } catch {
            section.error("invalid-cron", key, value: Shown.value(text), error.reason, remedy: error.remedy)
            return nil
        }
    }
}
