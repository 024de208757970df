package import Workforce

/// The rules of the prevention phase (domain rules §1–§5): who is in which phase, why, and what the plan does to whom.
///
/// A pure function of the workforce as of a date, the policy and the statutes: no clock, no file, no order of rows
/// changes what it says. Probability (`likely`, §6) is not among the rules that it computes.
package struct PreventionEngine: Sendable {
    package let policy: PreventionPolicy
    package let statutes: [StatutePack]

    package init(policy: PreventionPolicy, statutes: [StatutePack]) {
        self.policy = policy
        self.statutes = statutes
    }

    /// One run over everybody. Rows out of service are leavers (phase 4 or none) or future hires (none).
    package func assess(_ workforce: Workforce) -> PreventionResult {
        let employees = workforce.employees
        let people = PersonColumns(employees)
        let calendar = PlanCalendar(
            asOf: workforce.asOf, horizonMonths: policy.horizonMonths, plan: workforce.plan)
        let countries = Countries(workforce, statutes: statutes, policy: policy)
        let grouping = SelectionGrouping(employees, jobs: workforce.jobs)

        var result = PreventionResult(asOf: workforce.asOf)
        var states: [PersonState] = []
        (states, result.warnings) = standings(
            of: people, in: employees.establishment, countries: countries, calendar: calendar)
        let supply = supplies(of: employees, grouping: grouping, states: states, asOf: workforce.asOf)
        result.groups = (0..<grouping.count).map { group in
            record(of: group, grouping: grouping, supply: supply[group], countries: countries)
        }
        let end = max(calendar.end, workforce.asOf.adding(months: GroupAssessment.decliningMonths))
        let inForce = PlanInForce(
            plan: workforce.plan, grouping: grouping, supply: supply, asOf: workforce.asOf, end: end)
        states.withUnsafeMutableBufferPointer { states in
            result.groups.withUnsafeMutableBufferPointer { groups in
                RowChunks.forEach(RowChunks.bounds(of: grouping.count, minimum: 1)) { _, chunk in
                    for group in chunk where supply[group].heads > 0 {
                        let steps = inForce.steps(of: group)
                        if steps.isEmpty { continue }
                        let rows = grouping.rows(of: group)
                        GroupAssessment(
                            people: people, plan: workforce.plan, policy: policy, calendar: calendar,
                            jurisdiction: countries.of(grouping.establishmentCode(of: group)), rows: rows,
                            states: states
                        ).assess(&groups[group], supply: supply[group], steps: steps)
                    }
                }
            }
        }
        result.fill(from: states, groups: grouping.groupOfRow)
        return result
    }

    /// What every row says by itself, and what is odd about it.
    private func standings(
        of people: PersonColumns, in establishment: [UInt32], countries: Countries, calendar: PlanCalendar
    ) -> ([PersonState], [RowWarning]) {
        let chunks = RowChunks.bounds(of: establishment.count, minimum: 4_096)
        var warnings: [[RowWarning]] = Array(repeating: [], count: chunks.count)
        let states = [PersonState](unsafeUninitializedCapacity: establishment.count) { states, initialised in
            warnings.withUnsafeMutableBufferPointer { warnings in
                RowChunks.forEach(chunks) { number, chunk in
                    var country = countries.number(of: establishment[chunk.lowerBound])
                    var jurisdiction = countries[country]
                    for row in chunk {
                        let person = people[row]
                        if countries.number(of: establishment[row]) != country {
                            country = countries.number(of: establishment[row])
                            jurisdiction = countries[country]
                        }
                        let state = PersonState(
                            person, asOf: calendar.asOf, horizonEnd: calendar.end, policy: policy,
                            jurisdiction: jurisdiction)
                        states.initializeElement(at: row, to: state)
                        if state.isInService {
                            for code in person.oddities(asOf: calendar.asOf, policy: policy, jurisdiction: jurisdiction)
                            {
                                warnings[number].append(RowWarning(row: row, code: code))
                            }
                        }
                    }
                }
            }
            initialised = establishment.count
        }
        return (states, Array(warnings.joined()))
    }

    /// Supply at asOf, group by group.
    private func supplies(
        of employees: EmployeeColumns, grouping: SelectionGrouping, states: [PersonState], asOf: CalendarDate
    ) -> [GroupSupply] {
        var supplies = [GroupSupply](repeating: GroupSupply(), count: grouping.count)
        for row in 0..<employees.count {
            let group = Int(grouping.groupOfRow[row])
            if states[row].isInService {
                supplies[group].heads += 1
                if policy.planIncludesExternals || !employees.contract[row].isExternal {
                    supplies[group].centiFTE += Int(employees.centiFTE[row])
                }
            } else if employees.hireDate.days[row] > asOf.dayNumber {
                supplies[group].futureHires += 1
            }
        }
        return supplies
    }

    private func record(
        of group: Int, grouping: SelectionGrouping, supply: GroupSupply, countries: Countries
    ) -> SelectionGroup {
        let jurisdiction = countries.of(grouping.establishmentCode(of: group))
        var record = SelectionGroup(
            jobGroup: grouping.jobGroups[grouping.jobGroup[group]],
            establishment: grouping.establishments[grouping.establishment[group]], country: jurisdiction.country)
        record.hasStatutoryOrder = jurisdiction.hasStatutoryOrder
        record.inService = supply.heads
        record.supply = supply.centiFTE
        record.futureHires = supply.futureHires
        return record
    }
}
