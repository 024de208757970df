package import Workforce

extension PreventionEngine {
    /// Everything behind one row of a run: the same functions once more, with what they read written down.
    /// - Parameters:
    ///   - row: a row of `workforce.employees`.
    ///   - result: what `assess` said of this workforce.
    ///   - outside: what may be known of it outside; nil where that is everything.
    package func evidence(
        of row: Int, in workforce: Workforce, result: PreventionResult, outside: OutsideView? = nil
    ) -> Evidence {
        let employees = workforce.employees
        let countries = Countries(workforce, statutes: statutes, policy: policy)
        let group = result.groups[Int(result.group[row])]
        let witness = Witness(
            person: Person(employees, row: row), asOf: workforce.asOf, policy: policy,
            jurisdiction: countries.of(employees.establishment[row]))
        let rules = result.rules[row]
        return Evidence(
            notAnnounced: outside?.notAnnounced, asOf: workforce.asOf, country: witness.jurisdiction.country,
            phase: Int(result.phase[row]), level: Evidence.Level(phase: result.phase[row]),
            cause: result.cause[row].code, expectedExit: result.expectedExit[row], jobGroup: group.jobGroup,
            establishment: group.establishment,
            jobTitle: workforce.jobs.last { $0.job == employees.jobs[employees.job[row]] }?.title,
            establishmentName: workforce.establishments.last { $0.establishment == group.establishment }?.name,
            rules: rules.each.map { witness.rule($0, group: group, row: row, result: result) },
            vitalSigns: result.phase[row] == 1 ? vitalSigns(of: row, witness, in: workforce, result: result) : [],
            leave: (1...3).contains(result.phase[row]) ? witness.leave : [],
            order: witness.order(group: group, row: row, isIndispensable: employees.indispensable[row], result: result),
            likelihood: likelihood(of: row, result: result),
            sensitivity: sensitivity(of: row, in: workforce, result: result),
            clocks: ledger(of: workforce, result: result).clocks(of: row),
            odometer: result.phase[row] > 1 ? odometer(of: row, in: workforce, result, outside) : [],
            overdue: result.phase[row] == 3 ? witness.overdue : nil,
            retirement: witness.retirement(group: group, row: row, result: result),
            notComputed: Evidence.NotComputed.list(withProbability: result.grounds == nil))
    }

    private func odometer(
        of row: Int, in workforce: Workforce, _ result: PreventionResult, _ outside: OutsideView?
    ) -> [OdometerReading] {
        let units = StatutoryUnits(workforce, statutes: statutes).units(of: workforce.employees.establishment[row])
        let kept = outside?.keptGroups ?? []
        return odometer(of: workforce, result: outside?.result ?? result) { redundancy in
            redundancy.standing == .past || !kept.contains(redundancy.group)
        }.readings.filter { units.contains($0.unit) }
    }

    private func vitalSigns(
        of row: Int, _ witness: Witness, in workforce: Workforce, result: PreventionResult
    ) -> [Evidence.VitalSign] {
        let grouping = SelectionGrouping(workforce.employees, jobs: workforce.jobs)
        let supply = result.groups.map {
            GroupSupply(centiFTE: $0.supply, heads: $0.inService, futureHires: $0.futureHires)
        }
        let end = workforce.asOf.adding(months: GroupAssessment.decliningMonths)
        let plan = PlanInForce(
            plan: workforce.plan, grouping: grouping, supply: supply, asOf: workforce.asOf, end: end)
        let steps = plan.steps(of: Int(result.group[row]))
        return witness.vitalSigns(
            raised: result.vitalSigns[row], lowest: steps.min { $0.centiFTE < $1.centiFTE },
            supply: supply[Int(result.group[row])].centiFTE)
    }
}

/// What of a run may be known outside, for an explanation that is read to one person (domain rules §10).
package struct OutsideView: Sendable {
    /// The run on the plan that the outside may know.
    package var result: PreventionResult
    /// Groups that a hidden row matches, by number: whoever's dismissal there is dated ahead has it from that row.
    package var keptGroups: Set<Int>
    /// Set where what is said of the person rests on hidden rows.
    package var notAnnounced: Evidence.NotAnnounced?

    package init(result: PreventionResult, keptGroups: Set<Int>, notAnnounced: Evidence.NotAnnounced?) {
        self.result = result
        self.keptGroups = keptGroups
        self.notAnnounced = notAnnounced
    }
}

extension PhaseRules {
    /// Each rule by itself, in the order of domain rules §5.
    var each: [PhaseRules] {
        PhaseRules.names.indices.map { PhaseRules(rawValue: 1 << UInt16($0)) }.filter { contains($0) }
    }
}
