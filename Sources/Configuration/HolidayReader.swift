import Workforce

/// Reads `publicHolidays.days` of a statute file.
enum HolidayReader {
    static func read(_ section: YamlSection) -> [PublicHoliday]? { section.sections("days")?.compactMap(holiday) }

    private static func holiday(_ day: YamlSection) -> PublicHoliday? {
        let name = day.requiredText("name", remedy: "write the holiday's name")
        let offset = day.integer("easter", in: -60...60, unit: " days")
        let sundayShift = day.integer("onSunday", in: -6...6, unit: " days") ?? 0
        let everyYears = day.integer("everyYears", in: 1...100, unit: " years") ?? 1
        let fixed = fixedDay(day)
        if day.has("date") == day.has("easter") {
            day.missing("date", remedy: "write either `date: \"12-25\"` or `easter: 1`, days after Easter Sunday")
        }
        day.finish()
        guard let name else { return nil }
        if let offset { return PublicHoliday(name: name, rule: .easter(offset: offset), everyYears: everyYears) }
        guard let fixed else { return nil }
        return PublicHoliday(
            name: name, rule: .fixed(month: fixed.month, day: fixed.day, sundayShift: sundayShift),
            everyYears: everyYears)
    }

    private static func fixedDay(_ section: YamlSection) -> (month: Int, day: Int)? {
        guard let text = section.text("date") else { return nil }
        // Any leap year tells whether the day exists.
        if let date = CalendarDate(iso: "2024-\(text)") { return (date.parts.month, date.parts.day) }
        section.error(
            "invalid-date", "date", value: Shown.value(text), "\(Shown.value(text)) is not a day of the year",
            remedy: "write month and day as \"12-25\"")
        return nil
    }
}
