/// When something runs: minute, hour, day of the month, month, day of the week, as in POSIX cron.
///
/// Fields hold numbers, ranges (`1-5`), lists (`1,15`), steps (`*/15`, `8-18/2`) and names (`jan`, `mon`); Sunday is 0
/// or 7. When day of the month and day of the week are both restricted, a day that meets either will do, as POSIX has
/// it. `@daily` and its like are accepted for what they stand for.
package struct CronExpression: Equatable, Sendable {
    /// As it was written.
    package let text: String
    /// Bit n: minute n.
    let minutes: UInt64
    let hours: UInt64
    let daysOfMonth: UInt64
    let months: UInt64
    /// Bit 0: Sunday, to bit 6: Saturday.
    let weekdays: UInt64
    let restrictsDayOfMonth: Bool
    let restrictsWeekday: Bool

    private static let nicknames = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]

    /// Reads an expression.
    ///
    /// - Throws: `CronSyntaxError`, which names the field and what to write.
    package init(_ text: String) throws(CronSyntaxError) {
        let expanded = CronExpression.nicknames[text] ?? text
        let fields = expanded.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
        guard fields.count == 5 else {
            throw CronSyntaxError(
                reason: "it has \(fields.count) field\(fields.count == 1 ? "" : "s") instead of five",
                remedy: "write minute, hour, day of the month, month and day of the week, such as \"0 2 * * *\"")
        }
        self.text = text
        minutes = try CronField.minute.parse(fields[0])
        hours = try CronField.hour.parse(fields[1])
        daysOfMonth = try CronField.dayOfMonth.parse(fields[2])
        months = try CronField.month.parse(fields[3])
        let days = try CronField.weekday.parse(fields[4])
        weekdays = (days | days >> 7) & 0x7F
        restrictsDayOfMonth = !fields[2].hasPrefix("*")
        restrictsWeekday = !fields[4].hasPrefix("*")
        guard happensEver else {
            throw CronSyntaxError(
                reason: "it names a day that no year has", remedy: "write a day that the month has, such as 28")
        }
    }

    /// Whether some month that is named has a day that is named.
    private var happensEver: Bool {
        if restrictsWeekday { return true }
        let longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...12).contains { month in
            months & (1 << UInt64(month)) != 0 && daysOfMonth & ((1 << UInt64(longest[month - 1] + 1)) - 1) != 0
        }
    }
}

/// What is wrong with a cron expression, and what to write instead.
package struct CronSyntaxError: Error, Equatable, Sendable {
    package var reason: String
    package var remedy: String
}
