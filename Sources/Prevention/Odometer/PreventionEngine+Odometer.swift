package import Workforce

extension PreventionEngine {
    /// Counts collective redundancies in every statutory unit of a run (domain rules §8, "Odometer").
    ///
    /// Thresholds that go with the size of a unit are made with the workforce's own history.
    ///
    /// - Parameters:
    ///   - result: what `assess` said of this workforce; cases by the plan are those of its plan.
    ///   - counts: whether a case counts; where nothing is kept from anybody all do.
    package func odometer(
        of workforce: Workforce, result: PreventionResult, counting counts: (RedundancyCase) -> Bool = { _ in true }
    ) -> Odometer {
        let countries = Countries(workforce, statutes: statutes, policy: policy)
        let units = StatutoryUnits(workforce, statutes: statutes)
        let average = AverageWorkers(workforce.history.headcounts, in: units)
        let (cases, places) = units.place(
            OdometerCases(workforce, result: result, countries: countries, policy: policy).find(counting: counts),
            result: result)
        var odometer = Odometer(
            asOf: workforce.asOf,
            horizonEnd: PlanCalendar.end(asOf: workforce.asOf, horizonMonths: policy.horizonMonths), readings: [],
            cases: cases, units: places, warnings: [])
        let placed = Dictionary(uniqueKeysWithValues: places.map { ($0.unit, $0.places) })
        for unit in units.inUse(with: Set(placed.keys)) {
            guard let pack = statutes.first(where: { $0.country.uppercased() == unit.country }) else { continue }
            for rule in pack.collectiveRules
            where pack.collectiveRedundancy(rule, on: workforce.asOf)?.unit == unit.kind {
                let counter = UnitCounter(
                    unit: unit, rule: rule, pack: pack, asOf: odometer.asOf, horizonEnd: odometer.horizonEnd,
                    heads: units.heads[unit] ?? 0, average: average,
                    cases: cases[placed[unit] ?? 0..<0])
                if let reading = counter.reading() { odometer.readings.append(reading) }
            }
        }
        addDeadlines(to: &odometer, workforce, result)
        odometer.warnings = units.warnings
        return odometer
    }

    /// When what is crossed is notified, and when its first notice goes, at the latest: of whatever is dated in a window
    /// with the crossing and is still to be given notice.
    private func addDeadlines(to odometer: inout Odometer, _ workforce: Workforce, _ result: PreventionResult) {
        guard odometer.readings.contains(where: { $0.crossing != nil }) else { return }
        let ledger = ledger(of: workforce, result: result)
        for index in odometer.readings.indices {
            let reading = odometer.readings[index]
            guard let crossing = reading.crossing,
                let pack = statutes.first(where: { $0.country.uppercased() == reading.unit.country })
            else { continue }
            let first = reading.window.start(endingOn: crossing.day)
            let last = reading.window.end(of: crossing.day)
            let places = odometer.units.first { $0.unit == reading.unit }?.places ?? 0..<0
            let cases = odometer.cases[places].lazy.filter { $0.date > first && $0.date < last }
            let groups = Set(cases.filter { $0.standing == .forecast }.map(\.group))
            let committed = cases.filter { $0.standing == .committed && $0.basis == .notice }.map(\.date)
            odometer.readings[index].deadlines = (committed + [ledger.firstNotice(ofGroups: groups)].compactMap { $0 })
                .min().flatMap { CollectiveDeadlines(firstNotice: $0, pack: pack) }
        }
    }
}
