import Workforce

/// Finds everybody whom the odometer counts, and whom the plan would add (domain rules §8).
struct OdometerCases {
    private let workforce: Workforce
    private let people: PersonColumns
    private let result: PreventionResult
    private let countries: Countries
    private let policy: PreventionPolicy

    init(_ workforce: Workforce, result: PreventionResult, countries: Countries, policy: PreventionPolicy) {
        self.workforce = workforce
        people = PersonColumns(workforce.employees)
        self.result = result
        self.countries = countries
        self.policy = policy
    }

    /// People by row, then places of groups of which no order says who is meant.
    /// - Parameter counts: whether a case counts.
    func find(counting counts: (RedundancyCase) -> Bool) -> [RedundancyCase] {
        var cases: [RedundancyCase] = []
        for row in 0..<workforce.employees.count where isLookedAt(row) {
            if let redundancy = redundancy(of: row) { cases.append(redundancy) }
        }
        cases += places(besides: cases)
        cases.removeAll { !counts($0) }
        return cases
    }

    /// Spares the calendar for everybody of whom nothing can follow.
    private func isLookedAt(_ row: Int) -> Bool {
        let employees = workforce.employees
        return employees.redundantSince.days[row] != DateColumn.absent || employees.exitReason[row] != .absent
            || !result.rules[row].isDisjoint(with: [.indicated, .closing])
    }

    private func redundancy(of row: Int) -> RedundancyCase? {
        let person = people[row]
        let group = Int(result.group[row])
        if let known = person.redundancyCase(at: workforce.asOf) {
            return RedundancyCase(
                row: row, group: group, date: known.date, basis: known.basis,
                standing: known.date <= workforce.asOf ? .past : .committed)
        }
        // Who retires before the date has neither rule; who leaves first in the order may be no worker of the employer.
        guard !person.contract.isExternal, !result.rules[row].isDisjoint(with: [.indicated, .closing]),
            let date = result.redundancyDate[row]
        else { return nil }
        return RedundancyCase(row: row, group: group, date: date, basis: .plan, standing: .forecast)
    }

    /// Those to go of groups without a statutory order, or whose order is not computed: on the dates of their places, as
    /// far as they are no cases already and not named.
    private func places(besides cases: [RedundancyCase]) -> [RedundancyCase] {
        let groups = result.groups.indices.filter {
            let group = result.groups[$0]
            return !group.going.isEmpty && !group.isClosing
                && (!group.hasStatutoryOrder || !group.missingBirthDates.isEmpty)
        }
        if groups.isEmpty { return [] }
        let heads = heads(of: Set(groups))
        let counted = Set(cases.compactMap(\.row))
        return groups.flatMap { index -> [RedundancyCase] in
            let group = result.groups[index]
            let dates = group.going.flatMap { Array(repeating: $0.date, count: $0.people) }
            let unnamed = (heads[index] ?? []).filter { result.selection[$0] != .indicated }
            let named = (heads[index]?.count ?? 0) - unnamed.count
            // With an order, externals leave first: while one of them is not indicated, nobody else is meant.
            if group.hasStatutoryOrder, unnamed.contains(where: { people.contract[$0].isExternal }) { return [] }
            let already = unnamed.count { counted.contains($0) }
            let candidates = unnamed.count { !people.contract[$0].isExternal } - already
            return dates.dropFirst(named + already).prefix(max(0, candidates)).map {
                RedundancyCase(row: nil, group: index, date: $0, basis: .plan, standing: .forecast)
            }
        }
    }

    /// The rows that come into the order of these groups (domain rules §4.1).
    private func heads(of groups: Set<Int>) -> [Int: [Int]] {
        let asOf = workforce.asOf
        let limit = PlanCalendar.end(asOf: asOf, horizonMonths: policy.horizonMonths)
        var heads: [Int: [Int]] = [:]
        for row in 0..<workforce.employees.count {
            let group = Int(result.group[row])
            guard (1...2).contains(result.phase[row]), groups.contains(group),
                let decisive = result.groups[group].decisiveDate
            else { continue }
            let leave = LeaveDates(
                of: people[row], asOf: asOf, policy: policy,
                jurisdiction: countries.of(workforce.employees.establishment[row]), limit: limit
            ).known
            if leave.map({ $0 > decisive }) ?? true { heads[group, default: []].append(row) }
        }
        return heads
    }
}
