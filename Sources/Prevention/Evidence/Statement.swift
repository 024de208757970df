package import Workforce

/// A sentence for people, in the two languages of the console: a planner reads it to the person it is about.
package struct Statement: Equatable, Sendable, Codable {
    package var english: String
    package var dutch: String

    package init(english: String, dutch: String) {
        self.english = english
        self.dutch = dutch
    }

    /// One sentence after the other.
    static func += (left: inout Statement, right: Statement) {
        left.english += (left.english.isEmpty ? "" : " ") + right.english
        left.dutch += (left.dutch.isEmpty ? "" : " ") + right.dutch
    }

    /// A number of people, in either language.
    package static func people(_ count: Int) -> Statement {
        count == 1
            ? Statement(english: "1 person", dutch: "1 persoon")
            : Statement(english: "\(count) people", dutch: "\(count) mensen")
    }

    /// Hundredths of FTE as people write them: at least one and at most two decimals.
    static func fte(_ centiFTE: Int, _ mark: String) -> String {
        let cents = centiFTE % 100
        let decimals = cents % 10 == 0 ? "\(cents / 10)" : cents < 10 ? "0\(cents)" : "\(cents)"
        return "\(centiFTE / 100)\(mark)\(decimals)"
    }
}

extension CalendarDate {
    /// As an English sentence has it: 1 March 2026.
    package var inEnglish: String {
        inWords([
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ])
    }

    /// As a Dutch sentence has it: 1 maart 2026.
    package var inDutch: String {
        inWords([
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
            "november", "december",
        ])
    }

    private func inWords(_ months: [String]) -> String {
        let (year, month, day) = parts
        return "\(day) \(months[month - 1]) \(year)"
    }
}
