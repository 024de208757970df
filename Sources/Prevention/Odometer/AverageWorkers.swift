import Workforce

/// How many workers a statutory unit has, as an exact average (statutory parameters, Belgium: the average of the previous
/// calendar year per technical unit).
package struct UnitSize: Equatable, Sendable, Codable {
    /// Workers on all days that were looked at, added up.
    package var heads: Int
    /// How many days that were; at least 1.
    package var days: Int
    /// Whether there was no history to average: then it is today's heads.
    package var isEstimated: Bool

    package init(heads: Int, days: Int = 1, isEstimated: Bool = false) {
        self.heads = heads
        self.days = max(1, days)
        self.isEstimated = isEstimated
    }

    /// Hundredths of workers, rounded half up, for people to read; thresholds are made with the exact average.
    package var centiWorkers: Int { (2 * 100 * heads + days) / (2 * days) }

    /// Whether there are at least so many.
    func isAtLeast(_ workers: Int) -> Bool { heads >= workers * days }

    /// So many percent of the workers, rounded up to whole people.
    func people(percent: Int) -> Int { (heads * percent + 100 * days - 1) / (100 * days) }
}

/// Where the average number of workers comes from: the seam to the employer's history.
package struct AverageWorkers: Sendable {
    /// The average of a unit in a calendar year; nil where nothing is known of that year. Workers are people in service
    /// without agency workers and contractors.
    package var of: @Sendable (_ unit: StatutoryUnit, _ year: Int) -> UnitSize?

    package init(of: @escaping @Sendable (_ unit: StatutoryUnit, _ year: Int) -> UnitSize?) { self.of = of }

    /// No history: today's heads stand for the average, marked as an estimate.
    package static let unknown = AverageWorkers { _, _ in nil }
}
