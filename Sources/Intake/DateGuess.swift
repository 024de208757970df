import Workforce

/// How the dates of one or more columns are written, found out from their values.
struct DateGuess: Equatable {
    /// The pattern that reads them.
    var pattern: String
    /// Another pattern that reads them as well, with day and month the other way round.
    var alternative: String?
    /// Values that the pattern does not read.
    var unread = 0
    var hasShortYear: Bool { !pattern.contains("yyyy") }

    /// - Parameter prefersDayFirst: what to take when the values fit both orders.
    /// - Returns: nil when no pattern reads nine of ten values.
    init?(_ values: [String], prefersDayFirst: Bool) {
        if values.isEmpty { return nil }
        var best: (pattern: String, order: Order, read: Int)?
        for (pattern, order) in DateGuess.candidates(prefersDayFirst: prefersDayFirst) {
            let read = DateGuess.count(values, pattern)
            if read > best?.read ?? 0 { best = (pattern, order, read) }
        }
        guard let best, best.read * 10 >= values.count * 9 else { return nil }
        pattern = best.pattern
        unread = values.count - best.read
        if best.order != .yearFirst {
            let swapped = DateGuess.swapped(best.pattern)
            if DateGuess.count(values, swapped) == best.read { alternative = swapped }
        }
    }

    private enum Order { case yearFirst, dayFirst, monthFirst }

    private static func count(_ values: [String], _ pattern: String) -> Int {
        var format = ValueFormat()
        format.dates = [pattern]
        let reader = FieldFormat(format)
        return values.count { reader.date($0) != nil }
    }

    /// Stricter patterns first: of those that read equally much, the first is taken.
    private static func candidates(prefersDayFirst: Bool) -> [(String, Order)] {
        var days: [(String, Order)] = [
            ("yyyy-MM-dd", .yearFirst), ("yyyyMMdd", .yearFirst), ("yyyy/MM/dd", .yearFirst),
        ]
        for year in ["yyyy", "yy"] {
            for mark in ["-", "/", "."] {
                let dayFirst: [(String, Order)] = [
                    ("dd\(mark)MM\(mark)\(year)", .dayFirst), ("d\(mark)M\(mark)\(year)", .dayFirst),
                ]
                let monthFirst: [(String, Order)] = [
                    ("MM\(mark)dd\(mark)\(year)", .monthFirst), ("M\(mark)d\(mark)\(year)", .monthFirst),
                ]
                days += prefersDayFirst ? dayFirst + monthFirst : monthFirst + dayFirst
            }
        }
        days.append(("ddMMyyyy", .dayFirst))
        let times = ["", " HH:mm:ss", " H:mm:ss", " HH:mm", " H:mm", "THH:mm:ss", "THH:mm:ssZ"]
        return times.flatMap { time in days.map { ($0.0 + time, $0.1) } }
    }

    private static func swapped(_ pattern: String) -> String {
        // The minutes of a time are written `mm`: only capital M is a month.
        String(pattern.map { $0 == "d" ? "M" : $0 == "M" ? "d" : $0 })
    }
}
