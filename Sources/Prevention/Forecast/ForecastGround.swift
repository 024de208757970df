import Foundation
import Workforce

/// What all groups of a run draw from: exit rates, the evaluated dates as time ahead, and the seed (domain rules §6).
struct ForecastGround: Sendable {
    /// Where the draws' time begins: the month's beginning or end that is nearest to the snapshot.
    ///
    /// Not the snapshot's own day: with a snapshot every night everybody's probability would move by a trifle every night.
    let start: CalendarDate
    let hazards: ExitHazards
    /// Planned reductions called off, per year for which one is ahead (rule R123).
    let calledOffPerYear: Double
    let seed: UInt64
    /// The plan's error, in standard deviations, draw by draw.
    let planError: [Double]
    /// By draw, where the N-th parts begin into which the range of all numbers falls, in 2³²-ths.
    let partBounds: [UInt32]
    /// At each evaluated date the standard deviation of a planned change, as a share of it.
    let spread: [Double]
    /// At each evaluated date the years since `start`.
    let years: [Double]
    let dates: [CalendarDate]
    /// By hazard class and evaluated date: whoever draws less than this has left by then.
    private let limits: [UInt32]

    init(
        _ calendar: PlanCalendar, snapshotDate: CalendarDate, hazards: ExitHazards, calledOffPerYear: Double,
        policy: PreventionPolicy
    ) {
        let start = ForecastGround.start(of: snapshotDate)
        self.start = start
        self.hazards = hazards
        self.calledOffPerYear = calledOffPerYear
        seed = CounterRandom.mix(UInt64(bitPattern: Int64(policy.simulationSeed)))
        planError = NormalQuantile.even(policy.draws)
        let draws = planError.count
        partBounds = (0..<draws).map { UInt32(($0 << 32) / draws) }
        dates = calendar.dates
        let years = calendar.dates.map {
            Double(max(0, $0.dayNumber - start.dayNumber)) / ExitHazards.daysPerYear
        }
        self.years = years
        // 25 % at twelve months, growing with the square root of time.
        spread = years.map { policy.planUncertainty * $0.squareRoot() }
        limits = hazards.perYear.flatMap { Self.limits(rate: $0, years: years) }
    }

    /// At a rate at which nobody stays the share is 1, and one number less than all of them.
    private static func limits(rate: Double, years: [Double]) -> [UInt32] {
        years.map { UInt32(min(-expm1(-rate * $0) * 4_294_967_296, 4_294_967_295).rounded(.down)) }
    }

    static func start(of snapshotDate: CalendarDate) -> CalendarDate {
        snapshotDate.parts.day <= 15 ? snapshotDate.startOfMonth : snapshotDate.endOfMonth.adding(days: 1)
    }

    /// For each evaluated date the number that whoever has left by then drew less than; ascending.
    /// - Parameter least: exits a year that are at least to be expected, whatever the class.
    func limits(ofClass hazardClass: Int, least: Double) -> [UInt32] {
        if hazards.perYear[hazardClass] < least { return Self.limits(rate: least, years: years) }
        return Array(limits[hazardClass * dates.count..<(hazardClass + 1) * dates.count])
    }

    /// In how many draws a reduction is called off that comes into force on a day.
    func drawsCalledOff(before day: CalendarDate) -> Int {
        let years = Double(max(0, day.dayNumber - start.dayNumber)) / ExitHazards.daysPerYear
        return Int((-expm1(-calledOffPerYear * years) * Double(planError.count)).rounded())
    }

    /// The place in `planError` of a draw's error: every group has all of them, and each begins elsewhere.
    @inline(__always)
    func rank(ofDraw draw: Int, inGroup key: UInt64) -> Int {
        (draw + Int(key % UInt64(planError.count))) % planError.count
    }
}
