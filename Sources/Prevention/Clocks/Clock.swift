package import Workforce

/// One entry of the dated ledger: a date or an amount that the law ties to a person or a planned event, with all that it
/// was made of (domain rules §8).
package struct Clock: Equatable, Sendable, Codable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        /// Something is done on that day at the latest.
        case deadline
        /// A period that runs ends then.
        case periodEnd = "period-end"
        /// Something comes about on that day by itself.
        case event
        /// Money that becomes due on that day.
        case amount
    }

    package var rule: ClockRule
    package var kind: Kind
    package var date: CalendarDate?
    /// In cents.
    package var amount: Int?
    package var country: String
    /// The version of the statute file.
    package var version: String
    /// Of every figure that went into it.
    package var source: String
    /// Verified where every figure is.
    package var certainty: StatutePack.Certainty
    /// Made with the last published figure, beyond its years.
    package var isProjected: Bool
    package var inputs: [Evidence.Input]
    package var statement: Statement

    init(
        _ rule: ClockRule, _ kind: Kind, on date: CalendarDate?, amount: Int? = nil, pack: StatutePack,
        origin: StatuteOrigin, isProjected: Bool = false, inputs: [Evidence.Input], statement: Statement
    ) {
        self.rule = rule
        self.kind = kind
        self.date = date
        self.amount = amount
        country = pack.country
        version = pack.version
        source = origin.source
        certainty = origin.certainty
        self.isProjected = isProjected
        self.inputs = inputs
        self.statement = statement
    }
}

extension Evidence.Input {
    init(_ name: String, _ value: some CustomStringConvertible) { self.init(name: name, value: value.description) }

    /// Money in euros with two decimals.
    static func euros(_ name: String, cents: Int) -> Evidence.Input {
        let rest = cents % 100
        return Evidence.Input(name, "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)")
    }
}

extension Statement {
    /// Money as a sentence has it; the amount in cents, not negative.
    package static func euros(_ cents: Int) -> Statement {
        var digits = String(cents / 100)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        groups.insert(digits, at: 0)
        let rest = "\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
        return Statement(
            english: "€\(groups.joined(separator: ",")).\(rest)", dutch: "€ \(groups.joined(separator: ".")),\(rest)")
    }
}
