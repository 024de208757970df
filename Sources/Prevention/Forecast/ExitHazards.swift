import Foundation
package import Workforce

/// How often people leave of their own accord, by class and year (domain rules §6).
///
/// Rates of the employer's own snapshots, each class drawn to the rate of all classes together as if it had been seen for
/// `priorPersonYears` more (empirical Bayes): small classes say little by themselves.
package struct ExitHazards: Equatable, Sendable {
    /// Exits per person-year, by class.
    package let perYear: [Double]
    package let basis: ForecastBasis
    /// What was seen: person-years in service, and voluntary and natural exits.
    package let personYears: Double
    package let exits: Int
    /// Between how many snapshots.
    package let snapshots: Int

    /// Snapshots from which the employer's own rates are taken.
    package static let enoughSnapshots = 3
    static let daysPerYear = 365.25

    package init(_ history: SnapshotHistory, policy: PreventionPolicy) {
        var years = [Double](repeating: 0, count: HazardClasses.count)
        var exits = [Int](repeating: 0, count: HazardClasses.count)
        let turnovers = Self.settled(history.turnovers)
        snapshots = turnovers.isEmpty ? 0 : turnovers.count + 1
        for turnover in turnovers {
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
        let pooled = Double(self.exits) / personYears
        let prior = policy.priorPersonYears
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
