package import Workforce

/// One line of a scorecard: where a value comes from, how it becomes 0–100, and what it weighs (domain rules §7).
///
/// Names that a file may mistype (outcome, dimension, level, column, derived value) are kept as they were written, so
/// that `Scorecard.validate` can report all of them at once, each with what was probably meant.
package struct Indicator: Equatable, Sendable, Codable {
    /// Where the value comes from.
    package enum Source: Equatable, Sendable, Codable {
        /// A column of `employees.csv`, one of `EmployeeMeasure`.
        case column(String)
        /// A value worked out from the columns, one of `DerivedValue`.
        case derived(String)
        /// A row of `indicators.csv`.
        case indicator(String, scope: IndicatorRow.Scope)
    }

    /// How a value becomes 0–100.
    package enum Normalisation: Equatable, Sendable, Codable {
        /// Fixed, published ends: `low` is 0 and `high` is 100; `low > high` reverses.
        case goalposts(low: Double, high: Double)
        /// Mid-rank among the people of the job group who have a value; reversed, the smallest value ranks highest.
        case percentile(reversed: Bool)
    }

    /// The level at which the outcome is looked at (product description, "three levels").
    package enum Level: String, Sendable, CaseIterable, Codable { case employee, organisation, society }

    /// Stable code, kebab case, unique in its scorecard.
    package var code: String
    /// What people read.
    package var title: BilingualText
    /// Code of an `Outcome`.
    package var outcome: String
    /// Code of a `Dimension`.
    package var dimension: String
    /// Where the value comes from.
    package var source: Source
    /// How the value becomes 0–100.
    package var normalisation: Normalisation
    /// Weight within the dimension, 0 and up.
    package var weight: Double
    /// Code of a `Level`; nil follows the source: a person's own value is seen at `employee`, any other at `organisation`.
    package var level: String?
    /// Where the indicator and its goalposts come from, for the reader of the scorecard.
    package var origin: String?

    /// An indicator as the file states it; nothing is checked here.
    package init(
        code: String, title: BilingualText, outcome: String, dimension: String, source: Source,
        normalisation: Normalisation, weight: Double = 1, level: String? = nil, origin: String? = nil
    ) {
        self.code = code
        self.title = title
        self.outcome = outcome
        self.dimension = dimension
        self.source = source
        self.normalisation = normalisation
        self.weight = weight
        self.level = level
        self.origin = origin
    }

    /// Whether the value is that of a team, establishment or organisation: context, at most half of a person's weight.
    package var isContext: Bool {
        if case .indicator(_, let scope) = source { return scope != .employee }
        return false
    }

    /// The level with the default filled in; nil when the written one does not exist.
    package var effectiveLevel: Level? {
        guard let level else { return isContext ? .organisation : .employee }
        return Level(rawValue: level)
    }
}
