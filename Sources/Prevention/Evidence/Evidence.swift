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
        /// The day itself where it has passed: the date then is the day after asOf (domain rules §3).
        package var passed: CalendarDate?
    }

    /// That something of the explanation rests on plan rows that may not be known outside yet (domain rules §10).
    package struct NotAnnounced: Equatable, Sendable, Codable {
        /// Nil where no date of announcement is given.
        package var until: CalendarDate?
        package var statement: Statement

        package init(until: CalendarDate?) {
            self.until = until
            statement = Statement(
                english:
                    "Not announced (\(until.map { "until \($0.inEnglish)" } ?? "no date is set")): do not read this to "
                    + "the person.",
                dutch:
                    "Niet aangekondigd (\(until.map { "tot \($0.inDutch)" } ?? "er is geen datum")): lees dit de persoon "
                    + "niet voor.")
        }
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

    /// Set where the person's own phase or likelihood rests on what may not be known yet; the first thing to be said.
    package var notAnnounced: NotAnnounced?
    package var asOf: CalendarDate
    /// ISO 3166-1 alpha-2, whose law holds.
    package var country: String
    package var phase: Int
    package var level: Level?
    package var cause: String
    package var expectedExit: CalendarDate?
    package var jobGroup: String
    package var establishment: String
    /// The title of the person's job and the name of the establishment, where the side files have them.
    package var jobTitle: String?
    package var establishmentName: String?
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
    /// From what may be known outside: others' plans are read to nobody.
    package var odometer: [OdometerReading]
    /// Says that the expected exit is the day after asOf for want of a better one.
    package var overdue: Statement?
    /// Says that a pension date took `indicated` and `closing` away, where it did.
    package var retirement: Statement?
    package var notComputed: [NotComputed]
}
