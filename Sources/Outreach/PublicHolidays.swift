package import Workforce

/// Public holidays, worked out and not listed by year: on them nothing is released (domain rules §10).
package struct PublicHolidays: Equatable, Sendable {
    /// When Liberation Day, 5 May, is a day off in the Netherlands: agreements differ.
    package enum LiberationDay: String, Sendable, Codable, CaseIterable {
        case never
        /// In years that 5 divides.
        case everyFiveYears = "every-five-years"
        case always
    }

    package struct Holiday: Equatable, Sendable {
        package var date: CalendarDate
        /// English name.
        package var name: String
    }

    /// ISO 3166-1 alpha-2; countries other than NL and BE have only the days of `extra`.
    package var country: String
    package var liberationDay: LiberationDay
    /// Further days of the employer's own, such as a bridge day.
    package var extra: Set<CalendarDate>

    package init(country: String, liberationDay: LiberationDay = .never, extra: Set<CalendarDate> = []) {
        self.country = country
        self.liberationDay = liberationDay
        self.extra = extra
    }

    /// Monday to Friday, and no holiday.
    package func isWorkingDay(_ date: CalendarDate) -> Bool { date.isoWeekday <= 5 && !isHoliday(date) }

    package func isHoliday(_ date: CalendarDate) -> Bool {
        extra.contains(date) || holidays(in: date.parts.year).contains { $0.date == date }
    }

    /// The first working day on or after `date`; nil if the next year has none (every day listed as extra).
    package func workingDay(onOrAfter date: CalendarDate) -> CalendarDate? {
        (0...366).lazy.map { date.adding(days: $0) }.first(where: isWorkingDay)
    }

    /// The holidays of a year by the law of the country, in order of date. Easter and Whit Sunday are among the Dutch
    /// ones; Belgium's ten legal days hold their Mondays.
    package func holidays(in year: Int) -> [Holiday] {
        guard let easter = Self.easter(year) else { return [] }
        let list: [(CalendarDate?, String)]
        switch country.uppercased() {
        case "NL":
            list = [
                (CalendarDate(year: year, month: 1, day: 1), "New Year's Day"),
                (easter, "Easter Sunday"),
                (easter.adding(days: 1), "Easter Monday"),
                (Self.royalDay(year), year < 2014 ? "Queen's Day" : "King's Day"),
                (isLiberationDayOff(year) ? CalendarDate(year: year, month: 5, day: 5) : nil, "Liberation Day"),
                (easter.adding(days: 39), "Ascension Day"),
                (easter.adding(days: 49), "Whit Sunday"),
                (easter.adding(days: 50), "Whit Monday"),
                (CalendarDate(year: year, month: 12, day: 25), "Christmas Day"),
                (CalendarDate(year: year, month: 12, day: 26), "Second Christmas Day"),
            ]
        case "BE":
            list = [
                (CalendarDate(year: year, month: 1, day: 1), "New Year's Day"),
                (easter.adding(days: 1), "Easter Monday"),
                (CalendarDate(year: year, month: 5, day: 1), "Labour Day"),
                (easter.adding(days: 39), "Ascension Day"),
                (easter.adding(days: 50), "Whit Monday"),
                (CalendarDate(year: year, month: 7, day: 21), "National Day"),
                (CalendarDate(year: year, month: 8, day: 15), "Assumption Day"),
                (CalendarDate(year: year, month: 11, day: 1), "All Saints' Day"),
                (CalendarDate(year: year, month: 11, day: 11), "Armistice Day"),
                (CalendarDate(year: year, month: 12, day: 25), "Christmas Day"),
            ]
        default:
            list = []
        }
        return list.compactMap { date, name in date.map { Holiday(date: $0, name: name) } }
            .sorted { $0.date < $1.date }
    }

    private func isLiberationDayOff(_ year: Int) -> Bool {
        switch liberationDay {
        case .never: false
        case .everyFiveYears: year % 5 == 0
        case .always: true
        }
    }

    /// 27 April, on a Sunday the day before; until 2013 Queen's Day, 30 April, likewise.
    private static func royalDay(_ year: Int) -> CalendarDate? {
        CalendarDate(year: year, month: 4, day: year < 2014 ? 30 : 27).map {
            $0.isoWeekday == 7 ? $0.adding(days: -1) : $0
        }
    }

    /// Easter Sunday of the Gregorian calendar (the anonymous computus of Meeus, Jones and Butcher).
    static func easter(_ year: Int) -> CalendarDate? {
        let golden = year % 19
        let (century, inCentury) = year.quotientAndRemainder(dividingBy: 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (inCentury / 4) - epact - inCentury % 4) % 7
        let late = (golden + 11 * epact + 22 * weekday) / 451
        let sum = epact + weekday - 7 * late + 114
        return CalendarDate(year: year, month: sum / 31, day: sum % 31 + 1)
    }
}
