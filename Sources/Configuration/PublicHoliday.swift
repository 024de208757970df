package import Workforce

/// A public holiday of a country, as a rule that gives its date in every year (`publicHolidays` of a statute file).
package struct PublicHoliday: Equatable, Sendable {
    package enum Rule: Equatable, Sendable {
        /// The same day every year, moved by `sundayShift` days when it falls on a Sunday.
        case fixed(month: Int, day: Int, sundayShift: Int)
        /// Days after Easter Sunday of the western churches.
        case easter(offset: Int)
    }

    package var name: String
    package var rule: Rule
    /// Holds only in years that this divides: 5 for a holiday of every lustrum.
    package var everyYears = 1

    /// The holiday in a year, or nil when that year has none.
    package func date(in year: Int) -> CalendarDate? {
        guard year.isMultiple(of: everyYears) else { return nil }
        switch rule {
        case .fixed(let month, let day, let sundayShift):
            guard let date = CalendarDate(year: year, month: month, day: day) else { return nil }
            return date.isoWeekday == 7 ? date.adding(days: sundayShift) : date
        case .easter(let offset):
            return PublicHoliday.easter(year)?.adding(days: offset)
        }
    }

    /// Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
    private static func easter(_ year: Int) -> CalendarDate? {
        let a = year % 19
        let (b, c) = (year / 100, year % 100)
        let (d, e) = (b / 4, b % 4)
        let g = (b - (b + 8) / 25 + 1) / 3
        let h = (19 * a + b - d - g + 15) % 30
        let (i, k) = (c / 4, c % 4)
        let l = (32 + 2 * e + 2 * i - h - k) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let days = h + l - 7 * m + 114
        return CalendarDate(year: year, month: days / 31, day: days % 31 + 1)
    }
}
