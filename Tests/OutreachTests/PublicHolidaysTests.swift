import Testing
import Workforce

@testable import Outreach

/// Public holidays of the Netherlands and Belgium, held against published calendars.
@Suite struct PublicHolidaysTests {
    @Test(
        "Easter falls where the almanac has it",
        arguments: [
            "1818-03-22", "1943-04-25", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31",
            "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25",
        ])
    func easter(text: String) throws {
        let date = try #require(CalendarDate(iso: text))
        #expect(PublicHolidays.easter(date.parts.year) == date)
    }

    @Test("The Dutch days of 2026")
    func dutch() {
        let days = PublicHolidays(country: "NL").holidays(in: 2026).map(\.date.description)
        #expect(
            days == [
                "2026-01-01", "2026-04-05", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-24", "2026-05-25",
                "2026-12-25", "2026-12-26",
            ])
    }

    @Test("The Belgian days of 2026")
    func belgian() {
        let days = PublicHolidays(country: "be").holidays(in: 2026).map(\.date.description)
        #expect(
            days == [
                "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-07-21", "2026-08-15",
                "2026-11-01", "2026-11-11", "2026-12-25",
            ])
    }

    @Test(
        "King's Day gives way to a Sunday",
        arguments: [
            ("2014-04-26", true), ("2025-04-26", true), ("2025-04-27", false), ("2026-04-27", true),
            ("2013-04-30", true), ("2006-04-29", true),
        ])
    func kingsDay(text: String, isHoliday: Bool) throws {
        #expect(PublicHolidays(country: "NL").isHoliday(try #require(CalendarDate(iso: text))) == isHoliday)
    }

    @Test(
        "Liberation Day is off as configured",
        arguments: [
            (PublicHolidays.LiberationDay.never, "2025-05-05", false), (.everyFiveYears, "2025-05-05", true),
            (.everyFiveYears, "2026-05-05", false), (.always, "2026-05-05", true),
        ])
    func liberationDay(rule: PublicHolidays.LiberationDay, text: String, isHoliday: Bool) throws {
        let holidays = PublicHolidays(country: "NL", liberationDay: rule)
        #expect(holidays.isHoliday(try #require(CalendarDate(iso: text))) == isHoliday)
    }

    @Test(
        "A working day is a weekday that is no holiday",
        arguments: [
            ("NL", "2026-03-02", true), ("NL", "2026-03-06", true), ("NL", "2026-03-07", false),
            ("NL", "2026-03-08", false), ("NL", "2026-04-06", false), ("NL", "2026-07-21", true),
            ("BE", "2026-07-21", false), ("BE", "2026-04-27", true), ("DE", "2026-12-25", true),
        ])
    func workingDay(country: String, text: String, expected: Bool) throws {
        #expect(PublicHolidays(country: country).isWorkingDay(try #require(CalendarDate(iso: text))) == expected)
    }

    @Test("The next working day passes over weekends, holidays and days of the employer's own")
    func nextWorkingDay() throws {
        var holidays = PublicHolidays(country: "NL")
        let goodFriday = try #require(CalendarDate(iso: "2026-04-03"))
        #expect(holidays.workingDay(onOrAfter: goodFriday) == goodFriday)
        holidays.extra = [goodFriday]
        #expect(holidays.workingDay(onOrAfter: goodFriday)?.description == "2026-04-07")
    }
}
