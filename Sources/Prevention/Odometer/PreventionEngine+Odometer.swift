package import Workforce

extension PreventionEngine {
    /// Counts collective redundancies in every statutory unit of a run (domain rules §8, "Odometer").
    ///
    /// Thresholds that go with the size of a unit are made with the workforce's own history.
    ///
    /// - Parameter result: what `assess` said of this workforce; cases by the plan are those of its plan.
    package func odometer(of workforce: Workforce, result: PreventionResult) -> Odometer {
        let countries = Countries(workforce, statutes: statutes, policy: policy)
        let units = StatutoryUnits(workforce, statutes: statutes)
        let average = AverageWorkers(workforce.history.headcounts, in: units)
        let cases = OdometerCases(workforce, result: result, countries: countries, policy: policy).find()
        var odometer = Odometer(
            asOf: workforce.asOf,
            horizonEnd: PlanCalendar.end(asOf: workforce.asOf, horizonMonths: policy.horizonMonths), readings: [],
            cases: units.place(cases, result: result), warnings: [])
        let placed = Dictionary(grouping: odometer.cases.enumerated(), by: \.element.unit)
        for unit in units.inUse(with: Set(placed.keys)) {
            guard let pack = statutes.first(where: { $0.country.uppercased() == unit.country }) else { continue }
            for rule in pack.collectiveRules
            where pack.collectiveRedundancy(rule, on: workforce.asOf)?.unit == unit.kind {
                let counter = UnitCounter(
                    unit: unit, rule: rule, pack: pack, asOf: odometer.asOf, horizonEnd: odometer.horizonEnd,
                    heads: units.heads[unit] ?? 0, average: average,
                    cases: (placed[unit] ?? []).map { ($0.offset, $0.element.redundancy) })
                if let reading = counter.reading() { odometer.readings.append(reading) }
            }
        }
        odometer.warnings = units.warnings
        return odometer
    }
}
