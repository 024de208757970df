import Testing
import Workforce

@Suite("Calendar dates")
struct CalendarDateTests {
    @Test("Every day from 1800 to 2200 follows the day before it and reads back as it was written")
    func everyDay() throws {
        var expected = try #require(CalendarDate(year: 1800, month: 1, day: 1))
        for year in 1800...2200 {
            for month in 1...12 {
                for day in 1...CalendarDate.daysInMonth(month, year: year) {
                    let date = try #require(CalendarDate(year: year, month: month, day: day))
                    #expect(date == expected)
                    #expect(date.parts == (year, month, day))
                    expected = expected.adding(days: 1)
                }
            }
        }
        #expect(CalendarDate(iso: "2026-11-23")?.description == "2026-11-23")
        #expect(CalendarDate(dayNumber: 0).description == "1970-01-01")
    }

    @Test(
        "A day that does not exist is no date",
        arguments: ["2025-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "2026/01/01", "20260101", ""])
    func impossible(text: String) {
        #expect(CalendarDate(iso: text) == nil)
    }

    @Test(
        "Adding months keeps the day, clamped to the month's end",
        arguments: [
            ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2024-02-29", 12, "2025-02-28"),
            ("2026-03-31", -1, "2026-02-28"), ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"),
            ("2026-05-31", 18, "2027-11-30"),
        ])
    func months(start: String, months: Int, end: String) throws {
        #expect(try #require(CalendarDate(iso: start)).adding(months: months).description == end)
    }

    @Test(
        "Completed years turn on the day itself, and a leap day's on 1 March in other years",
        arguments: [
            ("1990-06-15", "2026-06-14", 35), ("1990-06-15", "2026-06-15", 36), ("2000-02-29", "2025-02-28", 24),
            ("2000-02-29", "2025-03-01", 25), ("2000-02-29", "2024-02-29", 24), ("2026-05-01", "2026-04-30", -1),
        ])
    func years(birth: String, at: String, years: Int) throws {
        let birth = try #require(CalendarDate(iso: birth))
        #expect(birth.completedYears(at: try #require(CalendarDate(iso: at))) == years)
    }

    @Test("Whether years are completed is what counting them says, leap days and all")
    func completed() throws {
        for birth in Int32(-1_000)...Int32(1_000) {
            let start = CalendarDate(dayNumber: birth)
            for years in [0, 1, 4, 11, 65] {
                for near in Int32(-2)...Int32(2) {
                    let later = CalendarDate(dayNumber: start.anniversary(years: years).dayNumber + near)
                    #expect(start.hasCompleted(years: years, at: later) == (start.completedYears(at: later) >= years))
                }
            }
        }
    }

    @Test("Within n months excludes the day itself and includes the last")
    func within() throws {
        let asOf = try #require(CalendarDate(iso: "2026-01-31"))
        #expect(!asOf.isWithin(months: 1, of: asOf))
        #expect(asOf.adding(days: 1).isWithin(months: 1, of: asOf))
        #expect(try #require(CalendarDate(iso: "2026-02-28")).isWithin(months: 1, of: asOf))
        #expect(try #require(CalendarDate(iso: "2026-03-01")).isWithin(months: 1, of: asOf) == false)
    }

    @Test("Weekdays are those of ISO 8601")
    func weekdays() throws {
        #expect(try #require(CalendarDate(iso: "2026-11-23")).isoWeekday == 1)
        #expect(try #require(CalendarDate(iso: "1969-12-28")).isoWeekday == 7)
    }

    @Test("A quarter is written with its year")
    func quarter() throws {
        #expect(try #require(CalendarDate(iso: "2026-09-30")).quarter == "2026-Q3")
        #expect(try #require(CalendarDate(iso: "2026-10-01")).quarter == "2026-Q4")
    }
}
