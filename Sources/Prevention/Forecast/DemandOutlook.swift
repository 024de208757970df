import Foundation
import Workforce

/// What is wanted of a group at each evaluated date in a draw: by the plan, else by the group's trend (domain rules §6).
struct DemandOutlook {
    /// Where the demand comes from.
    private enum Course {
        /// Demand at each evaluated date in a draw without error, and what an error of one standard deviation adds to it, in
        /// hundredths of FTE; no number where no row is in force.
        case plan(level: [Double], error: [Double])
        /// By evaluated date the years ahead, 0 at those that are left out, and slopes to draw from.
        case trend(years: [Double], slopes: [Double])
    }

    private let course: Course
    /// Supply at asOf, which changes are counted from, in hundredths of FTE.
    private let supply: Double
    private let draws: Int
    /// The first evaluated date from which the row in force is itself 0 up to the end of the horizon.
    let zeroFrom: Int?
    /// Indexes of the steps of the plan that want less than there is; empty for a trend.
    let decreasingSteps: Set<Int>
    /// From when the first of them is in force; nil for a trend.
    let firstReduction: CalendarDate?

    var isTrend: Bool {
        if case .trend = course { true } else { false }
    }

    /// Nil where nothing is taken away: no step plans less than there is, and without any step there is no trend.
    init?(supply: Int, steps: [DemandStep], trend: HeadcountTrend?, ground: ForecastGround) {
        self.supply = Double(supply)
        draws = ground.planError.count
        if steps.isEmpty, let trend {
            course = .trend(years: Self.halfYears(ground), slopes: trend.slopes)
            zeroFrom = nil
            decreasingSteps = []
            firstReduction = nil
            return
        }
        var level = [Double](repeating: .nan, count: ground.dates.count)
        var decreasing: Set<Int> = []
        var zeroFrom: Int?
        var current = -1
        for (index, date) in ground.dates.enumerated() {
            while current + 1 < steps.count, steps[current + 1].from <= date { current += 1 }
            guard current >= 0 else { continue }
            level[index] = Double(steps[current].centiFTE)
            if steps[current].centiFTE < supply { decreasing.insert(current) }
            zeroFrom = steps[current].isZeroRow ? zeroFrom ?? index : nil
        }
        if decreasing.isEmpty { return nil }
        // The error is on the planned change, never on the level.
        course = .plan(
            level: level, error: zip(level, ground.spread).map { ($0 - Double(supply)) * $1 })
        decreasingSteps = decreasing
        firstReduction = decreasing.min().map { steps[$0].from }
        self.zeroFrom = zeroFrom
    }

    /// A trend is looked at every half year and at the end of the horizon: nobody is dismissed since a month brought fewer
    /// leavers than the months before it.
    private static func halfYears(_ ground: ForecastGround) -> [Double] {
        var kept = [Double](repeating: 0, count: ground.years.count)
        var next = 0.5
        for (index, years) in ground.years.enumerated() where years >= next - 0.01 || index == kept.count - 1 {
            kept[index] = years
            // Of a date that counts as the half year, some days before it, the next one is half a year on.
            next = ((years + 0.01) * 2).rounded(.down) / 2 + 0.5
        }
        return kept
    }

    /// Calls `body` at each evaluated date at which something is known, with what is wanted there in one draw, in hundredths
    /// of FTE.
    ///
    /// A trend's error is that of its slope, which never rises.
    /// - Parameters:
    ///   - rank: the place of the draw among all of them, from the worst error to the best.
    ///   - error: the error of that place, in standard deviations.
    @inline(__always)
    func forEachDate(rank: Int, error: Double, _ body: (_ date: Int, _ wanted: Int?) -> Void) {
        switch course {
        case .plan(let level, let spread):
            level.withUnsafeBufferPointer { level in
                spread.withUnsafeBufferPointer { spread in
                    for date in 0..<level.count {
                        let value = level[date] + spread[date] * error
                        // Half up; a million draws a second cannot afford the library's rounding.
                        body(date, value.isNaN ? nil : Int(max(0, value) + 0.5))
                    }
                }
            }
        case .trend(let years, let slopes):
            let slope = min(0, slopes[rank * slopes.count / draws])
            for date in years.indices {
                body(date, years[date] > 0 ? Int((supply * exp(slope * years[date])).rounded()) : nil)
            }
        }
    }
}
