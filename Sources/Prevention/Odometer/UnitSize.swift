/// How many workers a statutory unit has, as an exact average.
package struct UnitSize: Equatable, Sendable, Codable {
    /// Workers on all days that were looked at, added up.
    package var heads: Int
    /// How many days that were; at least 1.
    package var days: Int
    /// Whether too little of the year is known for its average: it is that of the dates there are, else today's heads.
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
