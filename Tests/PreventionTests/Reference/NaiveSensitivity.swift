import Prevention
import Workforce

/// Somebody whom a scenario has indicated and the run has not, or the other way round.
struct NaiveFlip: Hashable {
    var id: String
    var from: String
    var to: String
    var before: Int
    var after: Int
}

/// What one scenario comes to, by the rules written twice.
struct NaiveScenario: Equatable {
    var toGo = 0
    var covered = 0
    var decisiveDate: CalendarDate?
    var flips: Set<NaiveFlip> = []
    var undetermined: Set<String> = []
}

extension NaiveRules {
    private func members(of groups: [NaiveGroup]) -> [NaivePerson] {
        input.people.filter { groups.contains(group(of: $0)) }.map { person($0) }
    }

    private var naivePlan: NaivePlan {
        var supplyAtAsOf: [NaiveGroup: Int] = [:]
        for person in input.people.map({ person($0) }) where person.isInService {
            supplyAtAsOf[group(of: person.row), default: 0] += counted(person)
        }
        return NaivePlan(rows: input.plan, supplyAtAsOf: supplyAtAsOf)
    }

    private func heads(of groups: [NaiveGroup], at decisive: CalendarDate) -> [NaivePerson] {
        members(of: groups).filter {
            $0.isInService && $0.phase3.isEmpty && ($0.knownLeaveDate == nil || $0.knownLeaveDate! > decisive)
        }
    }

    /// The group as it is, with a number more or fewer to go, or a reference date days later.
    func varied(_ key: NaiveGroup, more: Int = 0, days: Int = 0) -> NaiveScenario {
        let now = groups[key]!
        return scenario(
            [key], heads(of: [key], at: now.decisiveDate!), toGo: now.toGo + more, isClosing: now.isClosing,
            referenceDate: now.referenceDate!.adding(days: days), decisiveDate: now.decisiveDate)
    }

    /// Two groups as one.
    func merged(_ first: NaiveGroup, _ second: NaiveGroup) -> NaiveScenario {
        let both = [first, second]
        let plan = naivePlan
        let dates = evaluatedDates
        var surplusAt: [CalendarDate: Int] = [:]
        var isZeroAt: [CalendarDate: Bool] = [:]
        for t in dates {
            var supplied = 0
            var wanted = 0
            for key in both {
                let supply = supply(members(of: [key]), at: t)
                supplied += supply
                wanted += plan.rowInForce(for: key, at: t).map { plan.value(of: $0, for: key) } ?? supply
            }
            surplusAt[t] = max(0, supplied - wanted)
            isZeroAt[t] = both.allSatisfy { key in
                plan.rowInForce(for: key, at: t).map { input.plan[$0].centiFTE == 0 } ?? false
            }
        }
        guard let redundancy = dates.first(where: { surplusAt[$0]! >= 10 }) else {
            return scenario(both, [], toGo: 0, isClosing: false, referenceDate: input.asOf, decisiveDate: nil)
        }
        let closesFrom = dates.first { t in dates.filter { $0 >= t }.allSatisfy { isZeroAt[$0]! } }
        let decisive = closesFrom ?? dates.first { surplusAt[$0]! == surplusAt.values.max()! }!
        let heads = heads(of: both, at: decisive)
        let inPhase3 = members(of: both).filter { $0.isInService && !$0.phase3.isEmpty }
        let left = max(0, surplusAt[decisive]! - supply(inPhase3, at: decisive))
        var inForce = both.compactMap { plan.rowInForce(for: $0, at: redundancy) }.map { input.plan[$0] }
        inForce.removeAll { $0.referenceDate == nil }
        let latest = inForce.map(\.date).max()
        let reference = inForce.filter { $0.date == latest }.map { $0.referenceDate! }.min() ?? input.asOf
        return scenario(
            both, heads, toGo: closesFrom == nil ? toGo(covering: left, heads) : heads.count,
            isClosing: closesFrom != nil, referenceDate: reference, decisiveDate: decisive)
    }

    private func scenario(
        _ keys: [NaiveGroup], _ heads: [NaivePerson], toGo: Int, isClosing: Bool, referenceDate: CalendarDate,
        decisiveDate: CalendarDate?
    ) -> NaiveScenario {
        let order = NaiveOrder(heads: heads, toGo: toGo, isClosing: isClosing, referenceDate: referenceDate)
        var scenario = NaiveScenario(toGo: toGo, decisiveDate: decisiveDate)
        for head in heads where order.indicated.contains(head.row.id) { scenario.covered += head.row.centiFTE }
        for person in members(of: keys) where person.isInService {
            let id = person.row.id
            let now = people[id]!
            let group = groups[self.group(of: person.row)]!
            // A head without a place, now or then.
            let hadNoPlace =
                !group.missingBirthDates.isEmpty && now.rank == 0
                && self.heads(of: [self.group(of: person.row)], at: group.decisiveDate!).contains { $0.row.id == id }
            let hasNoPlace = heads.contains { $0.row.id == id } && order.rank[id] == nil
            if hadNoPlace || hasNoPlace {
                scenario.undetermined.insert(id)
                continue
            }
            let to = decisiveDate == nil ? "none" : order.indicated.contains(id) ? "indicated" : "exposed"
            if (now.selection == "indicated") != (to == "indicated") {
                scenario.flips.insert(
                    NaiveFlip(id: id, from: now.selection, to: to, before: now.rank, after: order.rank[id] ?? 0))
            }
        }
        return scenario
    }
}
