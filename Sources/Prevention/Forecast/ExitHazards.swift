import Foundation
package import Workforce

/// How often people leave of their own accord, by class and year (domain rules §6).
///
/// Rates of the employer's own snapshots, each class drawn to the rate of all classes together as if it had been seen for
/// `priorPersonYears` more (empirical Bayes): small classes say little by themselves. The rate of all is drawn to the
/// configured one in the same way: three nights in which nobody left do not show that nobody ever will.
package struct ExitHazards: Equatable, Sendable {
    /// Exits per person-year, by class.
    package let perYear: [Double]
    package let basis: ForecastBasis
    /// What was seen: person-years in service, and voluntary and natural exits.
    package let personYears: Double
    package let exits: Int
    /// Between how many snapshots.
    package let snapshots: Int
    /// What was not counted since it is no exit of anybody: the numbers of employees changed.
    package let leftOut: [TurnoverSpan]

    /// Snapshots from which the employer's own rates are taken.
    package static let enoughSnapshots = 3
    static let daysPerYear = 365.25

    package init(_ history: SnapshotHistory, policy: PreventionPolicy) {
        var years = [Double](repeating: 0, count: HazardClasses.count)
        var exits = [Int](repeating: 0, count: HazardClasses.count)
        let turnovers = Self.settled(history.turnovers)
        snapshots = turnovers.isEmpty ? 0 : turnovers.count + 1
        leftOut = turnovers.filter(\.isRenumbering).map { TurnoverSpan(from: $0.from, to: $0.to) }
        for turnover in turnovers where !turnover.isRenumbering {
            for (index, days) in turnover.exposureDays.enumerated() { years[index] += Double(days) / Self.daysPerYear }
            for (index, number) in turnover.exits.enumerated() { exits[index] += Int(number) }
        }
        // Days after an exit come off the class that the newer snapshot puts somebody in, which may be another one than
        // the days before it were counted in.
        years = years.map { max(0, $0) }
        personYears = years.reduce(0, +)
        self.exits = exits.reduce(0, +)
        guard history.snapshots >= Self.enoughSnapshots, personYears > 0 else {
            perYear = Array(repeating: policy.defaultAttritionPerYear, count: HazardClasses.count)
            basis = .default
            return
        }
        let prior = policy.priorPersonYears
        let pooled = (Double(self.exits) + policy.defaultAttritionPerYear * prior) / (personYears + prior)
        // Without a prior a class that was never seen has no rate of its own.
        perYear = zip(years, exits).map { years, exits in
            years + prior > 0 ? (Double(exits) + pooled * prior) / (years + prior) : pooled
        }
        basis = .history
    }

    /// The turnovers up to the first snapshot of the newest one's month.
    ///
    /// A snapshot every night would move every rate every night by a trifle, and everybody's probability with it; so they
    /// move once a month. With a snapshot a month or fewer nothing is left out, nor where too few would be left.
    private static func settled(_ turnovers: [Turnover]) -> ArraySlice<Turnover> {
        guard let newest = turnovers.last,
            let first = turnovers.firstIndex(where: { $0.to >= newest.to.startOfMonth }),
            first + 2 >= enoughSnapshots
        else { return turnovers[...] }
        return turnovers[...first]
    }
}

extension Turnover {
    /// Whether so many vanished so fast that not they changed but their numbers: more than a third of the people, at a rate
    /// that would empty the employer within the year.
    fileprivate var isRenumbering: Bool {
        let years = Double(exposureDays.reduce(0, +)) / ExitHazards.daysPerYear
        let span = Double(to.dayNumber - from.dayNumber) / ExitHazards.daysPerYear
        let exits = Double(exits.reduce(0) { $0 + Int($1) })
        return 3 * exits * span > years && exits > 0.9 * years
    }
}
