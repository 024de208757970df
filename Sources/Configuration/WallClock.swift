package import Foundation
package import Workforce

/// A time zone as the clock on its walls: which moment a local day and minute is, and the reverse.
package struct WallClock: Sendable {
    package let zone: TimeZone

    package init(zone: TimeZone) { self.zone = zone }

    /// The local day and the minute of it at a moment.
    package func local(_ moment: Date) -> (day: CalendarDate, minute: Int) {
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: moment)
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        return (CalendarDate(dayNumber: Int32(clamping: days)), (seconds - days * 86_400) / 60)
    }

    /// A moment as the clock on the wall says it, such as `2026-11-24 09:00`.
    package func text(_ moment: Date) -> String {
        let (day, minute) = local(moment)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day) \(two(minute / 60)):\(two(minute % 60))"
    }

    /// The local day at a moment: "today".
    package func day(_ moment: Date) -> CalendarDate { local(moment).day }

    /// The moment of a local time: the first of two where the clock is put back, the end of the gap where it skips it.
    package func moment(day: CalendarDate, minute: Int) -> Date {
        let wall = Double(day.dayNumber) * 86_400 + Double(minute) * 60
        // Offsets change less often than once a day and by less than a day.
        let before = Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: wall - 86_400)))
        let after = Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: wall + 86_400)))
        let early = Date(timeIntervalSince1970: wall - max(before, after))
        let late = Date(timeIntervalSince1970: wall - min(before, after))
        if before == after || isAt(early, wall) { return early }
        if isAt(late, wall) { return late }
        // Skipped: the offset changes between the two; its first second is the end of the gap.
        var (low, high) = (early.timeIntervalSince1970, late.timeIntervalSince1970)
        while high - low > 1 {
            let middle = ((low + high) / 2).rounded(.down)
            if Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: middle))) == before {
                low = middle
            } else {
                high = middle
            }
        }
        return Date(timeIntervalSince1970: high)
    }

    private func isAt(_ moment: Date, _ wall: Double) -> Bool {
        moment.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: moment)) == wall
    }
}
