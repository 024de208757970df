package import Workforce

/// The statutory parameters of one country, effective-dated (statutory parameters; `Config/statutes`).
package struct StatutePack: Equatable, Sendable, Codable {
    package enum SelectionOrder: String, Sendable, CaseIterable, Codable {
        /// The proportionality principle of the Netherlands (domain rules §4).
        case proportionality
        /// No statutory order: the group is exposed as a whole.
        case none
    }

    package enum Certainty: String, Sendable, CaseIterable, Codable { case verified, unverified }

    /// Months of notice by completed years of service, in force from a date.
    package struct Notice: Equatable, Sendable, Codable {
        package struct Step: Equatable, Sendable, Codable {
            package var fromYears: Int
            package var months: Int
            package init(fromYears: Int, months: Int) {
                self.fromYears = fromYears
                self.months = months
            }
        }
        package var from: CalendarDate
        /// Ascending by `fromYears`; the first is 0.
        package var steps: [Step]
        /// Months for somebody past pension age; nil means the steps apply.
        package var pastPensionAgeMonths: Int?
        /// Months when the employee gives the notice; it ends as the employer's does.
        package var byEmployeeMonths = 1
        /// Whether the notice ends at the end of a month.
        package var endsAtMonthEnd: Bool
        package var source: String
        package var certainty: Certainty

        package init(
            from: CalendarDate, steps: [Step], pastPensionAgeMonths: Int?, endsAtMonthEnd: Bool, source: String,
            certainty: Certainty
        ) {
            self.from = from
            self.steps = steps
            self.pastPensionAgeMonths = pastPensionAgeMonths
            self.endsAtMonthEnd = endsAtMonthEnd
            self.source = source
            self.certainty = certainty
        }
    }

    /// A state-pension age for those who reach `reachedMonths` of age in the years `fromYear...toYear`.
    package struct PensionAge: Equatable, Sendable, Codable {
        package var fromYear: Int
        /// Nil in the last published entry means: holds on, marked `projected` after `publishedUntilYear`.
        package var toYear: Int
        /// The age whose reaching is looked at, in months.
        package var reachedMonths: Int
        /// The pension age, in months.
        package var ageMonths: Int
        package var source: String
        package var certainty: Certainty

        package init(
            fromYear: Int, toYear: Int, reachedMonths: Int, ageMonths: Int, source: String, certainty: Certainty
        ) {
            self.fromYear = fromYear
            self.toYear = toYear
            self.reachedMonths = reachedMonths
            self.ageMonths = ageMonths
            self.source = source
            self.certainty = certainty
        }
    }

    /// ISO 3166-1 alpha-2.
    package var country: String
    package var version: String
    package var selectionOrder: SelectionOrder
    package var notice: [Notice] = []
    package var pensionAges: [PensionAge] = []
    /// Whether the pension starts on the first day of the month after the one in which the age is reached (BE).
    package var pensionStartsNextMonth = false
    /// When dismissals count as collective; several where a country has several rules beside each other.
    package var collectiveRedundancies: [CollectiveRedundancy] = []
    /// Weeks from the decision within which a fixed term must end to leave early in the order (26 in NL).
    package var fixedTermWeeks = 26

    package init(country: String, version: String, selectionOrder: SelectionOrder) {
        self.country = country
        self.version = version
        self.selectionOrder = selectionOrder
    }

    enum CodingKeys: String, CodingKey {
        case country, version, selectionOrder, notice, pensionAges, pensionStartsNextMonth, collectiveRedundancies
        case fixedTermWeeks
    }

    /// Reads packs that were stored with a run before a part existed: what they do not name they did not have.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            country: try container.decode(String.self, forKey: .country),
            version: try container.decode(String.self, forKey: .version),
            selectionOrder: try container.decode(SelectionOrder.self, forKey: .selectionOrder))
        notice = try container.decode([Notice].self, forKey: .notice)
        pensionAges = try container.decode([PensionAge].self, forKey: .pensionAges)
        pensionStartsNextMonth = try container.decode(Bool.self, forKey: .pensionStartsNextMonth)
        fixedTermWeeks = try container.decode(Int.self, forKey: .fixedTermWeeks)
        collectiveRedundancies =
            try container.decodeIfPresent([CollectiveRedundancy].self, forKey: .collectiveRedundancies) ?? []
    }
}
