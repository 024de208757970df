import Workforce

/// Supply, demand and surplus of one group at every evaluated date (domain rules §3), in hundredths of FTE.
struct SurplusCurve {
    /// Surplus from which a group has a redundancy date: 0.10 FTE.
    static let threshold = 10

    /// Surplus at each evaluated date.
    private(set) var surplus: [Int] = []
    /// Supply less demand at each evaluated date, below 0 where people are short; 0 where no row is in force.
    private(set) var balance: [Int] = []
    /// The step of the plan in force at each evaluated date; -1 where there is none. Empty for groups taken as one.
    private(set) var step: [Int] = []
    /// Index of the first evaluated date with a surplus of at least 0.10 FTE.
    private(set) var redundancy: Int?
    private(set) var largest = 0
    /// Index of the first date of the largest surplus.
    private(set) var firstLargest = 0
    /// Index of the first evaluated date from which the row in force is itself 0 up to the end of the horizon.
    private(set) var zeroFrom: Int?

    /// - Parameters:
    ///   - supply: supply at asOf.
    ///   - leaving: what leaves at each evaluated date: people whose known leave date it is, or lies between the
    ///     evaluated date before and it.
    init(supply: Int, leaving: [Int], steps: [DemandStep], dates: [CalendarDate]) {
        var left = supply
        var current = -1
        surplus.reserveCapacity(dates.count)
        balance.reserveCapacity(dates.count)
        step.reserveCapacity(dates.count)
        for (index, date) in dates.enumerated() {
            left -= leaving[index]
            while current + 1 < steps.count, steps[current + 1].from <= date { current += 1 }
            step.append(current)
            append(balance: current < 0 ? 0 : left - steps[current].centiFTE)
            if current >= 0, steps[current].isZeroRow {
                if zeroFrom == nil { zeroFrom = index }
            } else {
                zeroFrom = nil
            }
        }
    }

    /// Groups taken as one: supplies and demands add up, so that who is short in one makes up for a surplus in another.
    /// Demand stays 0 from where it does in all of them.
    init(of curves: [SurplusCurve]) {
        for index in curves.first?.balance.indices ?? 0..<0 {
            append(balance: curves.reduce(0) { $0 + $1.balance[index] })
        }
        let zeros = curves.compactMap(\.zeroFrom)
        zeroFrom = zeros.count == curves.count ? zeros.max() : nil
    }

    private mutating func append(balance: Int) {
        let excess = max(0, balance)
        if redundancy == nil, excess >= SurplusCurve.threshold { redundancy = surplus.count }
        if excess > largest {
            largest = excess
            firstLargest = surplus.count
        }
        self.balance.append(balance)
        surplus.append(excess)
    }

    /// A closing group: its row stays 0 to the end of the horizon, and it has a redundancy date.
    var isClosing: Bool { zeroFrom != nil && redundancy != nil }

    /// Index of t*: for a closing group the first date from which demand stays 0, else the first of the largest surplus.
    var decisive: Int { isClosing ? zeroFrom ?? firstLargest : firstLargest }
}
