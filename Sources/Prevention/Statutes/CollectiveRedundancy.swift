package import Workforce

/// From how many dismissals within a sliding window the rules of collective redundancy bind (statutory parameters; domain
/// rules §8, "Odometer").
package struct CollectiveRedundancy: Equatable, Sendable, Codable {
    /// What dismissals are counted together over.
    package enum Unit: String, Sendable, CaseIterable, Codable {
        /// `statutory_area` of establishments.csv.
        case statutoryArea = "statutory-area"
        /// `technical_unit` of establishments.csv.
        case technicalUnit = "technical-unit"
    }

    /// The length of the window: one of the two.
    package enum Window: Equatable, Sendable, Codable {
        case months(Int)
        case days(Int)

        private enum CodingKeys: String, CodingKey { case months, days }
        private enum FormerKeys: String, CodingKey { case value = "_0" }

        /// Reads `{"months": 3}`, and what versions wrote that left the form to the compiler: `{"months": {"_0": 3}}`.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            func length(_ key: CodingKeys) throws -> Int {
                // Not lost: where it is no section it is the number itself, and that is read, or refused, below.
                if let former = try? container.nestedContainer(keyedBy: FormerKeys.self, forKey: key) {
                    return try former.decode(Int.self, forKey: .value)
                }
                return try container.decode(Int.self, forKey: key)
            }
            self = container.contains(.months) ? .months(try length(.months)) : .days(try length(.days))
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            switch self {
            case .months(let months): try container.encode(months, forKey: .months)
            case .days(let days): try container.encode(days, forKey: .days)
            }
        }
    }

    /// A threshold for units of a size; exactly one of `count` and `percent` is given.
    package struct Tier: Equatable, Sendable, Codable {
        /// Workers of the unit from which the tier holds; the next tier ends it.
        package var fromWorkers: Int
        /// Dismissals from which the rules bind.
        package var count: Int?
        /// The same as a share of the workers in percent, rounded up to whole people.
        package var percent: Int?

        package init(fromWorkers: Int, count: Int? = nil, percent: Int? = nil) {
            self.fromWorkers = fromWorkers
            self.count = count
            self.percent = percent
        }
    }

    /// The identifiers of the rules of a country whose law the program knows (law: the Netherlands, Belgium); nil of any
    /// other. They are stable: people, crises and partners' events cite them.
    package static func identifiers(in country: String) -> [String]? {
        switch country.uppercased() {
        case "NL": ["wmco"]
        case "BE": ["collective-dismissal", "employment-cell"]
        default: nil
        }
    }

    /// The identifier that people cite, such as `wmco`.
    package var rule: String
    /// The first day that it is in force.
    package var from: CalendarDate
    package var unit: Unit
    package var window: Window
    /// Ascending by `fromWorkers`. Units smaller than the first are under no threshold.
    package var tiers: [Tier]
    package var source: String
    package var certainty: StatutePack.Certainty

    package init(
        rule: String, from: CalendarDate, unit: Unit, window: Window, tiers: [Tier], source: String,
        certainty: StatutePack.Certainty
    ) {
        self.rule = rule
        self.from = from
        self.unit = unit
        self.window = window
        self.tiers = tiers
        self.source = source
        self.certainty = certainty
    }
}
