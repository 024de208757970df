import Workforce

@testable import Prevention

/// One draw written out: whoever leaves in it is given an exit date, and the rules are asked what follows.
struct NaiveFuture {
    private let test: TestWorkforce
    private let result: PreventionResult

    init(_ test: TestWorkforce, _ expected: PreventionResult) {
        var future = test
        future.policy.draws = 0
        let calendar = PlanCalendar(asOf: test.asOf, horizonMonths: test.policy.horizonMonths, plan: test.plan)
        let ground = ForecastGround(
            calendar, snapshotDate: test.asOf, hazards: ExitHazards(SnapshotHistory(), policy: test.policy),
            calledOffPerYear: 0, policy: test.policy)
        for row in test.people.indices where expected.probability[row] != PreventionResult.noProbability {
            let group = expected.groups[Int(expected.group[row])]
            let key = CounterRandom.key(
                group.establishment.utf8, under: CounterRandom.key(group.jobGroup.utf8, under: ground.seed))
            let person = CounterRandom.key(test.people[row].id.utf8, under: key)
            // Of one draw the only part is the whole range.
            let number = Double(CounterRandom.mix(person) >> 32) / 4_294_967_296
            let date = zip(calendar.dates, ground.years).first { _, years in
                number < Self.share(left: test.policy.defaultAttritionPerYear, after: years)
            }
            // Whoever is known to go by then anyway keeps that date.
            if let date, Self.leave(test, row).map({ date.0 < $0 }) ?? true {
                future.people[row].exitDate = date.0
                future.people[row].exitReason = .resignation
            }
        }
        self.test = future
        result = future.assess()
    }

    private static func share(left rate: Double, after years: Double) -> Double {
        var survival = 1.0
        var term = 1.0
        // The exponential series, so that the test leans on no library.
        for power in 1..<40 {
            term *= -rate * years / Double(power)
            survival += term
        }
        return 1 - survival
    }

    private static func leave(_ test: TestWorkforce, _ row: Int) -> CalendarDate? {
        let person = Person(EmployeeColumns(rows: [test.people[row]]), row: 0)
        let own = test.establishments.first { $0.establishment == test.people[row].establishment }?.country
        let jurisdiction = Jurisdiction(country: own ?? test.country, statutes: test.statutes, policy: test.policy)
        return LeaveDates(
            of: person, asOf: test.asOf, policy: test.policy, jurisdiction: jurisdiction,
            limit: CalendarDate(dayNumber: .max)
        ).known
    }

    /// 1 where the person goes, 0 where not, a share where the order is not computed.
    func chance(of row: Int) -> Double {
        let group = result.groups[Int(result.group[row])]
        guard let decisive = group.decisiveDate, isHead(row, at: decisive) else { return 0 }
        guard group.hasStatutoryOrder else {
            let number = PeopleToGo(heads: group.heads, centiFTE: group.headsCentiFTE).number(covering: group.toCover)
            return group.isClosing ? 1 : Double(number) / Double(group.heads)
        }
        if result.selection[row] == .indicated { return 1 }
        guard !group.missingBirthDates.isEmpty, result.rank[row] == 0 else { return 0 }
        let heads = test.people.indices.filter { result.group[$0] == result.group[row] && isHead($0, at: decisive) }
        let indicated = heads.filter { result.selection[$0] == .indicated }.count
        return Double(group.toGo - indicated) / Double(heads.filter { result.rank[$0] == 0 }.count)
    }

    private func isHead(_ row: Int, at date: CalendarDate) -> Bool {
        guard (1...2).contains(result.phase[row]) else { return false }
        return Self.leave(test, row).map { $0 > date } ?? true
    }
}
