import Foundation
import Workforce

/// What is wanted of a group at each evaluated date in a draw: by the plan, else by the group's trend (domain rules §6).
struct DemandOutlook {
    /// Where the demand comes from.
    private enum Course {
        /// Hundredths of FTE at each evaluated date; nil where no row is in force.
        case plan([Double?])
        /// By evaluated date the years ahead, 0 at those that are left out, and slopes to draw from.
        case trend(years: [Double], slopes: [Double])
    }

    private let course: Course
    /// Supply at asOf, which changes are counted from, in hundredths of FTE.
    private let supply: Double
    /// At each evaluated date the standard deviation of a planned change, as a share of it.
    private let spread: [Double]
    private let draws: Int
    /// The first evaluated date from which the row in force is itself 0 up to the end of the horizon.
    let zeroFrom: Int?
    /// Indexes of the steps of the plan that want less than there is; empty for a trend.
    let decreasingSteps: Set<Int>

    var isTrend: Bool {
        if case .trend = course { true } else { false }
    }

    /// Nil where nothing is taken away: no step plans less than there is, and without any step there is no trend.
    init?(supply: Int, steps: [DemandStep], trend: HeadcountTrend?, ground: ForecastGround) {
        self.supply = Double(supply)
        spread = ground.spread
        draws = ground.planError.count
        if steps.isEmpty, let trend {
            course = .trend(years: Self.halfYears(ground), slopes: trend.slopes)
            zeroFrom = nil
            decreasingSteps = []
            return
        }
        var demand = [Double?](repeating: nil, count: ground.dates.count)
        var decreasing: Set<Int> = []
        var zeroFrom: Int?
        var current = -1
        for (index, date) in ground.dates.enumerated() {
            while current + 1 < steps.count, steps[current + 1].from <= date { current += 1 }
            guard current >= 0 else { continue }
            demand[index] = Double(steps[current].centiFTE)
            if steps[current].centiFTE < supply { decreasing.insert(current) }
            zeroFrom = steps[current].isZeroRow ? zeroFrom ?? index : nil
        }
        if decreasing.isEmpty { return nil }
        course = .plan(demand)
        decreasingSteps = decreasing
        self.zeroFrom = zeroFrom
    }

    /// A trend is looked at every half year and at the end of the horizon: nobody is dismissed since a month brought fewer
    /// leavers than the months before it.
    private static func halfYears(_ ground: ForecastGround) -> [Double] {
        var kept = [Double](repeating: 0, count: ground.years.count)
        var next = 0.5
        for (index, years) in ground.years.enumerated() where years >= next - 0.01 || index == kept.count - 1 {
            kept[index] = years
            next = (years * 2).rounded(.down) / 2 + 0.5
        }
        return kept
    }

    /// What is wanted at a date in one draw, in hundredths of FTE; nil where nothing is known.
    ///
    /// The plan's error is on the planned change, never on the level. A trend's is that of its slope, which never rises.
    /// - Parameters:
    ///   - rank: the place of the draw among all of them, from the worst error to the best.
    ///   - error: the error of that place, in standard deviations.
    @inline(__always)
    func wanted(at date: Int, rank: Int, error: Double) -> Int? {
        switch course {
        case .plan(let demand):
            guard let planned = demand[date] else { return nil }
            return Int(max(0, supply + (planned - supply) * (1 + spread[date] * error)).rounded())
        case .trend(let years, let slopes):
            guard years[date] > 0 else { return nil }
            let slope = min(0, slopes[rank * slopes.count / draws])
            return Int((supply * exp(slope * years[date])).rounded())
        }
    }
}
