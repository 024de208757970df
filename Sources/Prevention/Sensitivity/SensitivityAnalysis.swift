package import Workforce

/// Who would be indicated, and who no longer, had something been decided a little differently (domain rules §4).
///
/// Asks the functions that the run asked, with another number to go, another reference date or other rows. What it
/// compares with is the result of the run.
package struct SensitivityAnalysis: Sendable {
    private let run: PreventionRun
    private let plan: [PlanRow]
    private let result: PreventionResult
    private let calendar: PlanCalendar
    private let inForce: PlanInForce

    /// - Parameters:
    ///   - run: the run, or an equal one.
    ///   - plan: the plan that the run was asked about.
    ///   - result: what it said.
    package init(_ run: PreventionRun, plan: [PlanRow], result: PreventionResult) {
        self.run = run
        self.plan = plan
        self.result = result
        calendar = run.calendar(plan)
        inForce = run.inForce(plan, calendar: calendar)
    }

    /// The index of a group by its codes; nil where the workforce has nobody in it.
    package func group(jobGroup: String, establishment: String) -> Int? {
        guard let job = run.grouping.jobGroups.find(jobGroup),
            let place = run.grouping.establishments.find(establishment)
        else { return nil }
        return run.grouping.find(jobGroup: job, establishment: place)
    }

    /// One fewer and one more to go, and the reference date earlier and later, in this order.
    package func outcomes(of group: Int) -> [ScenarioOutcome] {
        let record = result.groups[group]
        let obstacle: SensitivityObstacle? =
            record.redundancyDate == nil ? .noRedundancyDate : record.hasStatutoryOrder ? nil : .noStatutoryOrder
        guard let obstacle else { return varied(group) }
        return SensitivityScenario.ofOneGroup.map {
            var outcome = ScenarioOutcome(scenario: $0)
            outcome.obstacle = obstacle
            return outcome
        }
    }

    /// The group and another job group of its establishment as one: their supplies, demands and people are added up, and
    /// surplus, t\* and order are those of the union.
    package func merging(_ group: Int, with other: Int) -> ScenarioOutcome {
        var outcome = ScenarioOutcome(scenario: .merge)
        let groups = [group, other].sorted()
        guard groups.allSatisfy({ result.groups[$0].hasStatutoryOrder }) else {
            outcome.obstacle = .noStatutoryOrder
            return outcome
        }
        run.states.withUnsafeBufferPointer { states in
            let curves = groups.map { self.curve(of: $0, states) }
            let curve = SurplusCurve(of: curves)
            let union = members(ofAll: groups, states)
            let comparison = SelectionComparison(result: result, members: union, groups: groups)
            guard let surplus = SurplusToCover(curve, of: union), let redundancy = curve.redundancy else {
                comparison.compare(nil, in: &outcome)
                return
            }
            let referenceDate = referenceDate(of: groups, curves: curves, at: redundancy)
            outcome.redundancyDate = calendar.dates[redundancy]
            outcome.referenceDate = referenceDate
            outcome.fill(from: surplus)
            let order = SelectionOrder(
                inLine: union.line(of: surplus.heads, at: referenceDate), toGo: surplus.toGo)
            comparison.compare(order, in: &outcome)
        }
        return outcome
    }

    private func varied(_ group: Int) -> [ScenarioOutcome] {
        run.states.withUnsafeBufferPointer { states in
            let members = members(ofAll: [group], states)
            guard let surplus = SurplusToCover(curve(of: group, states), of: members) else { return [] }
            let comparison = SelectionComparison(result: result, members: members, groups: [group])
            let referenceDate = result.groups[group].referenceDate ?? calendar.asOf
            // Sorting is most of the work, and the number to go does not change the line.
            let line = members.line(of: surplus.heads, at: referenceDate)
            return SensitivityScenario.ofOneGroup.map { scenario in
                var outcome = ScenarioOutcome(scenario: scenario)
                let toGo = surplus.toGo + scenario.peopleMore
                if scenario.peopleMore != 0, surplus.isClosing {
                    outcome.obstacle = .closing
                } else if toGo < 0 {
                    outcome.obstacle = .nobodyToGo
                } else if toGo > surplus.heads.count {
                    outcome.obstacle = .everybodyGoes
                }
                guard outcome.obstacle == nil else { return outcome }
                let moved = referenceDate.adding(days: scenario.daysLater)
                outcome.redundancyDate = result.groups[group].redundancyDate
                outcome.referenceDate = moved
                outcome.fill(from: surplus)
                outcome.toGo = toGo
                let order = SelectionOrder(
                    inLine: moved == referenceDate ? line : members.line(of: surplus.heads, at: moved), toGo: toGo)
                comparison.compare(order, in: &outcome)
                return outcome
            }
        }
    }

    private func curve(of group: Int, _ states: UnsafeBufferPointer<PersonState>) -> SurplusCurve {
        members(ofAll: [group], states)
            .curve(supply: run.supply[group].centiFTE, steps: inForce.steps(of: group))
    }

    /// The groups of one establishment are under one law.
    private func members(ofAll groups: [Int], _ states: UnsafeBufferPointer<PersonState>) -> GroupMembers {
        let rows = groups.count == 1 ? run.grouping.rows(of: groups[0]) : ArraySlice(groups.flatMap(run.grouping.rows))
        return GroupMembers(
            people: run.people, policy: run.policy, calendar: calendar,
            jurisdiction: run.jurisdiction(of: groups[0]), rows: rows, states: states)
    }

    /// The reference date of groups taken as one: of their rows in force at the redundancy date, that of the latest row
    /// which names one, the earlier date where two rows begin on one day; else asOf.
    private func referenceDate(of groups: [Int], curves: [SurplusCurve], at redundancy: Int) -> CalendarDate {
        zip(groups, curves).compactMap { group, curve in
            let step = curve.step[redundancy]
            return step < 0 ? nil : plan[inForce.steps(of: group)[step].row]
        }
        .compactMap { row in row.referenceDate.map { (from: row.date, date: $0) } }
        .max { ($0.from, $1.date) < ($1.from, $0.date) }?.date ?? calendar.asOf
    }
}

extension ScenarioOutcome {
    fileprivate mutating func fill(from surplus: SurplusToCover) {
        heads = surplus.heads.count
        toGo = surplus.toGo
        toCover = surplus.toCover
        isClosing = surplus.isClosing
        decisiveDate = surplus.decisive
    }
}
