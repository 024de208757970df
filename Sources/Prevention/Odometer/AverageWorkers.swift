import Workforce

/// How many workers the statutory units had on average in past calendar years (statutory parameters, Belgium: the average
/// of the previous calendar year per technical unit).
///
/// The law's own rhythm is the ends of quarters; the last snapshot of each month is at least as fine. What is averaged are
/// the employees who were in service then at the establishments that lie in the unit today.
struct AverageWorkers {
    /// Dates of a year, and quarters that they must lie in, from which on its average is known; of fewer it is an estimate,
    /// since a few months at one end of the year say little about the other.
    static let enoughDates = 4
    static let enoughQuarters = 3

    private var sizes: [StatutoryUnit: [Int: UnitSize]] = [:]

    init(_ history: HeadcountHistory, in units: StatutoryUnits) {
        let years = Self.years(history.dates)
        if years.isEmpty { return }
        var heads: [StatutoryUnit: [Int]] = [:]
        let zeros = [Int](repeating: 0, count: history.dates.count)
        let unitsOf = (0..<UInt32(history.establishments.count)).map { units.units(of: history.establishments[$0]) }
        // Added up by establishment first: units are told apart by their codes, and cells are many.
        var ofEstablishment = Array(repeating: zeros, count: unitsOf.count)
        for (number, cell) in history.cells.enumerated() {
            for place in history.dates.indices {
                ofEstablishment[Int(cell.establishment)][place] += Int(history.employees(of: number, at: place))
            }
        }
        for (units, counts) in zip(unitsOf, ofEstablishment) {
            for unit in units {
                heads[unit] = zip(heads[unit] ?? zeros, counts).map { $0 + $1 }
            }
        }
        for (unit, counts) in heads {
            for (year, places) in years {
                let sum = places.reduce(0) { $0 + counts[$1] }
                // Of a unit that was not there yet the year says nothing, least of all that it is too small for a rule.
                if sum == 0 { continue }
                let isKnown = Self.isEnough(places.map { history.dates[$0] })
                sizes[unit, default: [:]][year] = UnitSize(
                    heads: sum, days: places.count, isEstimated: !isKnown)
            }
        }
    }

    /// The average of a calendar year; nil where nothing of it is known, or nobody worked in the unit.
    func of(_ unit: StatutoryUnit, inYear year: Int) -> UnitSize? { sizes[unit]?[year] }

    /// By year the places of its dates.
    private static func years(_ dates: [CalendarDate]) -> [Int: [Int]] {
        Dictionary(grouping: dates.indices) { dates[$0].parts.year }
    }

    private static func isEnough(_ dates: [CalendarDate]) -> Bool {
        dates.count >= enoughDates && Set(dates.map { ($0.parts.month - 1) / 3 }).count >= enoughQuarters
    }
}
