import Workforce

extension CalendarDate {
    /// A date of the command line, written yyyy-MM-dd.
    ///
    /// - Throws: what is wrong with the text, and the form.
    static func argument(_ text: String) throws(DateArgumentFault) -> CalendarDate {
        guard let date = CalendarDate(iso: text) else { throw DateArgumentFault(text) }
        return date
    }
}

/// Why a text is no date, in words that say how to write one.
struct DateArgumentFault: Error, CustomStringConvertible {
    let description: String

    init(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let numbers = parts.compactMap { $0.allSatisfy { ("0"..."9").contains($0) } ? Int($0) : nil }
        if parts.map(\.count) == [4, 2, 2], numbers.count == 3 {
            let reason = DateArgumentFault.reason(numbers[0], numbers[1], numbers[2])
            description = "\(reason). Dates are written yyyy-MM-dd."
        } else if let meant = DateArgumentFault.meant(text) {
            description = "dates are written yyyy-MM-dd. Did you mean \(meant)?"
        } else {
            description = "dates are written yyyy-MM-dd, such as 2026-10-31."
        }
    }

    /// Why a date in the right form is none.
    private static func reason(_ year: Int, _ month: Int, _ day: Int) -> String {
        if year < 1 { return "there is no year 0000" }
        guard (1...12).contains(month) else { return "there is no month \(month)" }
        let days = CalendarDate.daysInMonth(month, year: year)
        return day < 1 ? "there is no day 00" : "that month has \(days) days"
    }

    /// The date where day, month and year stand in the order of the country, with whatever mark between them.
    private static func meant(_ text: String) -> CalendarDate? {
        let parts = text.split(omittingEmptySubsequences: false) { "-./ ".contains($0) }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3, parts.count == 3 else { return nil }
        if parts[0].count == 4 { return CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2]) }
        guard parts[2].count == 4 else { return nil }
        return CalendarDate(year: numbers[2], month: numbers[1], day: numbers[0])
    }
}
