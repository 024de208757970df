package import Workforce

/// Everything behind one person's row: the rules that matched with what they read, the place in the order, and what
/// was not computed (domain rules §4, §5; AI Act art. 86).
///
/// Holds no name, no id and no score: who it is about, the caller knows.
package struct Evidence: Equatable, Sendable, Codable {
    /// A value that a rule read, under the column's name or the rules' own.
    package struct Input: Equatable, Sendable, Codable {
        package var name: String
        package var value: String
    }

    /// The statutory parameter that a date was made with.
    package struct Statute: Equatable, Sendable, Codable {
        package var country: String
        package var version: String
        /// `notice` or `pension-age`.
        package var rule: String
        package var source: String
        package var isVerified: Bool
        /// Made with the last published age, beyond its years.
        package var isProjected: Bool
    }

    package struct Rule: Equatable, Sendable, Codable {
        /// The identifier that people cite (domain rules §5).
        package var identifier: String
        package var level: Level
        package var inputs: [Input]
        package var statute: Statute?
        package var statement: Statement
    }

    /// Levels of unemployment prevention (domain rules §5).
    package enum Level: Int, Sendable, Codable {
        case primary = 1
        case secondaryDemandSide
        case secondarySupplySide
        case tertiary

        /// The level of a phase: the first prevents need, the last long unemployment.
        package init?(phase: UInt8) { self.init(rawValue: Int(phase)) }
    }

    /// A vital sign of phase 1 with its value, raised or not.
    package struct VitalSign: Equatable, Sendable, Codable {
        package var identifier: String
        package var isRaised: Bool
        package var inputs: [Input]
        package var statement: Statement
    }

    /// A date on which the person is known to leave, and where it comes from.
    package struct Leave: Equatable, Sendable, Codable {
        /// `exit`, `notice-end`, `contract-end` or `pension`.
        package var basis: String
        package var date: CalendarDate
        package var statute: Statute?
    }

    /// The place in the order of a group with a redundancy date.
    package struct Order: Equatable, Sendable, Codable {
        package var selection: String
        /// Nil where the person is not in the order, or it is not computed.
        package var rank: Int?
        package var heads: Int
        package var toGo: Int
        package var rankGroup: String?
        package var ageBand: String?
        package var serviceSince: CalendarDate
        package var isIndispensable: Bool
        package var isTied: Bool
        package var referenceDate: CalendarDate
        package var redundancyDate: CalendarDate
        package var group: Statement
        package var statement: Statement
    }

    /// Something that the order does not look at, and a person must.
    package struct NotComputed: Equatable, Sendable, Codable {
        package var identifier: String
        package var statement: Statement
    }

    package var asOf: CalendarDate
    package var phase: Int
    package var level: Level?
    package var cause: String
    package var expectedExit: CalendarDate?
    package var jobGroup: String
    package var establishment: String
    /// In the order of domain rules §5.
    package var rules: [Rule]
    package var vitalSigns: [VitalSign]
    package var leave: [Leave]
    package var order: Order?
    /// How likely redundancy is; nil where it is no question.
    package var likelihood: Likelihood?
    /// What would come out otherwise had it been decided a little differently; nil for people who are in no order.
    package var sensitivity: Sensitivity?
    /// The dated ledger of the person (domain rules §8); empty in phase 1.
    package var clocks: [Clock]
    /// How near the person's statutory unit is to a collective redundancy, by rule (domain rules §8); empty in phase 1.
    package var odometer: [OdometerReading]
    /// Says that a pension date took `indicated` and `closing` away, where it did.
    package var retirement: Statement?
    package var notComputed: [NotComputed]
}
