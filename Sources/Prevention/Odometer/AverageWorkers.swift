import Workforce

/// How many workers the statutory units had on average in past calendar years (statutory parameters, Belgium: the average
/// of the previous calendar year per technical unit).
///
/// The law's own rhythm is the ends of quarters; the last snapshot of each month is at least as fine. What is averaged are
/// the people who were in service then at the establishments that lie in the unit today, externals among them: history
/// does not tell them apart.
struct AverageWorkers {
    /// Dates of a year, and quarters that they must lie in, from which on its average is known: a few months at one end of
    /// the year say little about the other.
    static let enoughDates = 4
    static let enoughQuarters = 3

    private var sizes: [StatutoryUnit: [Int: UnitSize]] = [:]

    init(_ history: HeadcountHistory, in units: StatutoryUnits) {
        let years = Self.years(history.dates)
        if years.isEmpty { return }
        var heads: [StatutoryUnit: [Int]] = [:]
        let zeros = [Int](repeating: 0, count: history.dates.count)
        for (establishment, cells) in Dictionary(grouping: history.heads, by: \.key.establishment) {
            for unit in units.units(of: establishment) {
                for (_, counts) in cells {
                    for (place, count) in counts.enumerated() { heads[unit, default: zeros][place] += Int(count) }
                }
            }
        }
        for (unit, counts) in heads {
            for (year, places) in years {
                let sum = places.reduce(0) { $0 + counts[$1] }
                // Of a unit that was not there yet the year says nothing, least of all that it is too small for a rule.
                if sum > 0 { sizes[unit, default: [:]][year] = UnitSize(heads: sum, days: places.count) }
            }
        }
    }

    /// The average of a calendar year; nil where too little of it is known, or nobody worked in the unit.
    func of(_ unit: StatutoryUnit, inYear year: Int) -> UnitSize? { sizes[unit]?[year] }

    /// By year of which enough is known, the places of its dates.
    private static func years(_ dates: [CalendarDate]) -> [Int: [Int]] {
        Dictionary(grouping: dates.indices) { dates[$0].parts.year }.filter { _, places in
            places.count >= enoughDates
                && Set(places.map { (dates[$0].parts.month - 1) / 3 }).count >= enoughQuarters
        }
    }
}
