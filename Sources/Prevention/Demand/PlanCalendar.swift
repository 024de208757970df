package import Workforce

/// The days at which surplus is looked for: every date of any plan row and every month end with
/// `asOf < t <= asOf + horizon` (domain rules §3).
package struct PlanCalendar: Equatable, Sendable {
    package let asOf: CalendarDate
    /// The last day of the horizon.
    package let end: CalendarDate
    /// Ascending, each once.
    package let dates: [CalendarDate]
    /// For every day from asOf to the end of the horizon the first evaluated date on or after it.
    private let firstOnOrAfter: [Int32]

    package init(asOf: CalendarDate, horizonMonths: Int, plan: [PlanRow]) {
        let end = Self.end(asOf: asOf, horizonMonths: horizonMonths)
        var days = Set(plan.lazy.map(\.date).filter { asOf < $0 && $0 <= end })
        var monthEnd = asOf.endOfMonth
        while monthEnd <= end {
            if monthEnd > asOf { days.insert(monthEnd) }
            monthEnd = monthEnd.adding(days: 1).endOfMonth
        }
        self.asOf = asOf
        self.end = end
        dates = days.sorted()
        var index = 0
        var table: [Int32] = []
        table.reserveCapacity(Int(end.dayNumber - asOf.dayNumber) + 1)
        for day in asOf.dayNumber...end.dayNumber {
            while index < dates.count, dates[index].dayNumber < day { index += 1 }
            table.append(Int32(index))
        }
        firstOnOrAfter = table
    }

    /// The last day of a horizon, whatever the plan.
    static func end(asOf: CalendarDate, horizonMonths: Int) -> CalendarDate {
        max(asOf, asOf.adding(months: horizonMonths))
    }

    /// The index of the first evaluated date on or after `day`: from there on, somebody who leaves on `day` is no
    /// supply. `dates.count` where there is none.
    package func index(onOrAfter day: CalendarDate) -> Int {
        let offset = Int(day.dayNumber) - Int(asOf.dayNumber)
        if offset < 0 { return 0 }
        return offset < firstOnOrAfter.count ? Int(firstOnOrAfter[offset]) : dates.count
    }
}
