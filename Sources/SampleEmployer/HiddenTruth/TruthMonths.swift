import Workforce

/// The months over which a hidden truth runs: from shortly before the first snapshot until every plan that a snapshot
/// knows has come true or has been called off.
struct TruthMonths {
    /// Plans reach at most 24 months ahead, slip by at most 9, and notices run out within two more.
    static let ahead = 36

    /// First days of the months, with one more at the end.
    let firsts: [Int]
    /// Month of the first snapshot, as a place in `firsts`.
    let opening: Int
    /// Month of the last.
    let closing: Int

    /// Number of months.
    var count: Int { firsts.count - 1 }

    init(start: CalendarDate, first: CalendarDate, until: CalendarDate) {
        func months(_ date: CalendarDate) -> Int { date.parts.year * 12 + date.parts.month }
        let origin = start.startOfMonth.adding(months: 1)
        opening = months(first) - months(origin)
        closing = months(until) - months(origin)
        firsts = (0...closing + Self.ahead + 1).map { Int(origin.adding(months: $0).dayNumber) }
    }

    /// Calendar year and month (1–12) of a place.
    func calendar(_ place: Int) -> (year: Int, month: Int) {
        let parts = CalendarDate(dayNumber: Int32(firsts[place])).parts
        return (parts.year, parts.month)
    }
}
