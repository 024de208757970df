package import Foundation
import Workforce

/// The runs of an expression on the clock of a time zone.
///
/// Where the clock is put forward, runs at the skipped local times happen once, at the first moment after the gap. Where
/// it is put back, runs at the repeated local times happen once, the first time round. So every local time that the
/// expression names is exactly one moment, later local times are never earlier moments, and the search can walk local
/// days.
extension CronExpression {
    /// Eight years have a 29 February at any time, the turn of a century included; a weekday on it can take 40.
    private static let searchedDays = 366 * 41

    /// The first run after a moment.
    package func next(after moment: Date, in zone: TimeZone) -> Date? {
        let clock = WallClock(zone: zone)
        let first = clock.local(moment).day
        for offset in 0..<CronExpression.searchedDays {
            let day = first.adding(days: offset)
            guard matches(day) else { continue }
            for minute in minutesOfDay {
                let run = clock.moment(day: day, minute: minute)
                if run > moment { return run }
            }
        }
        return nil
    }

    /// The last run at or before a moment.
    package func last(atOrBefore moment: Date, in zone: TimeZone) -> Date? {
        let clock = WallClock(zone: zone)
        let first = clock.local(moment).day
        // The next day, too: a clock put back over midnight comes from it.
        for offset in -1..<CronExpression.searchedDays {
            let day = first.adding(days: -offset)
            guard matches(day) else { continue }
            for minute in minutesOfDay.reversed() {
                let run = clock.moment(day: day, minute: minute)
                if run <= moment { return run }
            }
        }
        return nil
    }

    /// The run to make up for: the last one after `last` that was due by `now`, or nil when none was missed.
    ///
    /// However many were missed, one is made up. Without an earlier run there is nothing to make up for.
    package func missedRun(last previous: Date?, now: Date, in zone: TimeZone) -> Date? {
        guard let previous, let due = last(atOrBefore: now, in: zone), due > previous else { return nil }
        return due
    }

    /// Most days from one run to the next in four years; those four years' days where there are fewer than two.
    package var longestGap: Int {
        let days = 1_461
        let first = CalendarDate(dayNumber: 0)
        let runs = (0..<days).filter { matches(first.adding(days: $0)) }
        return zip(runs.dropFirst(), runs).map { $0 - $1 }.max() ?? days
    }

    private var minutesOfDay: [Int] {
        var result: [Int] = []
        for hour in 0..<24 where hours & (1 << UInt64(hour)) != 0 {
            for minute in 0..<60 where minutes & (1 << UInt64(minute)) != 0 { result.append(hour * 60 + minute) }
        }
        return result
    }

    private func matches(_ date: CalendarDate) -> Bool {
        let (_, month, day) = date.parts
        guard months & (1 << UInt64(month)) != 0 else { return false }
        let isDayOfMonth = daysOfMonth & (1 << UInt64(day)) != 0
        let isWeekday = weekdays & (1 << UInt64(date.isoWeekday % 7)) != 0
        return restrictsDayOfMonth && restrictsWeekday ? isDayOfMonth || isWeekday : isDayOfMonth && isWeekday
    }
}
