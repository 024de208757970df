/// Calendar arithmetic as the rules define it (domain rules §1).
extension CalendarDate {
    /// The same day of the month, `months` later (or earlier), clamped to that month's end.
    @inlinable package func adding(months: Int) -> CalendarDate {
        let (year, month, day) = parts
        let index = year * 12 + (month - 1) + months
        let newYear = index >= 0 ? index / 12 : (index - 11) / 12
        let newMonth = index - newYear * 12 + 1
        let newDay = min(day, CalendarDate.daysInMonth(newMonth, year: newYear))
        return CalendarDate(
            dayNumber: CalendarDate.dayNumber(year: newYear, month: newMonth, day: newDay))
    }

    @inlinable package func adding(days: Int) -> CalendarDate { CalendarDate(dayNumber: dayNumber + Int32(days)) }

    /// The anniversary of this day, `years` later; 29 February falls on 1 March in a year without it.
    @inlinable package func anniversary(years: Int) -> CalendarDate {
        let (year, month, day) = parts
        let target = year + years
        if month == 2, day == 29, !CalendarDate.isLeap(target) {
            return CalendarDate(dayNumber: CalendarDate.dayNumber(year: target, month: 3, day: 1))
        }
        return CalendarDate(dayNumber: CalendarDate.dayNumber(year: target, month: month, day: day))
    }

    /// Completed years from this day to `later`: an age from a birth date, a service from its start. Negative before it.
    @inlinable package func completedYears(at later: CalendarDate) -> Int {
        let years = later.parts.year - parts.year
        return anniversary(years: years) <= later ? years : years - 1
    }

    /// Whether `years` (0 or more) are completed at `later`: as ``completedYears(at:)`` tells, mostly without a calendar.
    @inlinable package func hasCompleted(years: Int, at later: CalendarDate) -> Bool {
        let days = Int(later.dayNumber) - Int(dayNumber)
        if days < years * 365 { return false }
        if days > years * 366 { return true }
        return anniversary(years: years) <= later
    }

    /// The last day of this day's month.
    @inlinable package var endOfMonth: CalendarDate {
        let (year, month, _) = parts
        return CalendarDate(
            dayNumber: CalendarDate.dayNumber(
                year: year, month: month, day: CalendarDate.daysInMonth(month, year: year)))
    }

    /// The first day of this day's month.
    @inlinable package var startOfMonth: CalendarDate {
        let (year, month, _) = parts
        return CalendarDate(dayNumber: CalendarDate.dayNumber(year: year, month: month, day: 1))
    }

    /// "Within `months` of `asOf`": after it, and on or before `asOf` plus those months.
    @inlinable package func isWithin(months: Int, of asOf: CalendarDate) -> Bool {
        asOf < self && self <= asOf.adding(months: months)
    }

    /// The calendar quarter, written `2026-Q3`.
    package var quarter: String {
        let (year, month, _) = parts
        return "\(year)-Q\((month - 1) / 3 + 1)"
    }
}
