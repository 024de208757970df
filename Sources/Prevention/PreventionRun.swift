package import Workforce

/// A run of the rules up to where the plan comes in: who is in service, what each row says by itself, who forms a group.
///
/// The plan is the one thing that is looked at twice in a night, as the employer knows it and as the outside may
/// (domain rules §10, "Announcement"); everything before it is the same for both and most of the work.
package struct PreventionRun: Sendable {
    private let workforce: Workforce
    let policy: PreventionPolicy
    let people: PersonColumns
    private let countries: Countries
    let grouping: SelectionGrouping
    /// By row, without what a plan adds.
    private(set) var states: [PersonState]
    private let warnings: [RowWarning]
    /// At asOf, by group.
    let supply: [GroupSupply]
    private let hazards: ExitHazards
    private let calledOff: CalledOffPlans
    private let trends: HeadcountTrends
    /// What was drawn for the plan before, by group: the plan that the outside may know differs from it in a few rows.
    private var drawn: [Int: GroupDraws] = [:]

    init(_ engine: PreventionEngine, _ workforce: Workforce) {
        let employees = workforce.employees
        self.workforce = workforce
        policy = engine.policy
        people = PersonColumns(employees)
        countries = Countries(workforce, statutes: engine.statutes, policy: engine.policy)
        grouping = SelectionGrouping(employees, jobs: workforce.jobs)
        let horizonEnd = PlanCalendar.end(asOf: workforce.asOf, horizonMonths: engine.policy.horizonMonths)
        (states, warnings) = Self.standings(
            of: people, in: employees.establishment, countries: countries, asOf: workforce.asOf,
            horizonEnd: horizonEnd, policy: engine.policy)
        supply = Self.supplies(
            of: employees, grouping: grouping, states: states, asOf: workforce.asOf, policy: engine.policy)
        hazards = ExitHazards(workforce.history, policy: engine.policy)
        calledOff =
            engine.policy.draws > 0
            ? CalledOffPlans(
                workforce.history, jobs: workforce.jobs, countsExternals: engine.policy.planIncludesExternals)
            : CalledOffPlans()
        trends = HeadcountTrends(
            workforce.history.headcounts, snapshotDate: workforce.snapshotDate, grouping: grouping,
            heads: supply.map { Int32($0.heads) }, jobs: workforce.jobs,
            seed: CounterRandom.mix(UInt64(bitPattern: Int64(engine.policy.simulationSeed))))
    }

    /// What a plan does to this workforce: groups, selection, phases.
    ///
    /// Mutating, since the people's records of a group are worked on where they are and put back as they were: a second
    /// set of a million would cost more memory than everything else here.
    ///
    /// - Parameters:
    ///   - likelyBefore: rows of people to whom `likely` applied in the run before: they leave it at a lower probability
    ///     than they enter it (domain rules §6).
    ///   - isLast: no other plan will be asked about; nothing is put back, and what a run holds is let go of.
    ///   - pieces: into how many the groups are shared out over threads at most; changes nothing in the result.
    package mutating func assess(
        plan: [PlanRow], likelyBefore: Set<Int32> = [], isLast: Bool = false, pieces: Int = 64
    ) -> PreventionResult {
        precondition(states.count == people.ids.count, "A run was asked about a plan after the last one.")
        let calendar = calendar(plan)
        var result = PreventionResult(asOf: workforce.asOf)
        result.warnings = warnings
        result.grounds = policy.draws > 0 ? grounds : nil
        result.groups = (0..<grouping.count).map(record)
        let inForce = inForce(plan, calendar: calendar)
        let chunks = RowChunks.bounds(of: grouping.count, minimum: 1, limit: pieces)
        var former: [[(group: Int, states: [PersonState])]] = Array(repeating: [], count: chunks.count)
        var drawnNow: [[(group: Int, draws: GroupDraws)]] = Array(repeating: [], count: chunks.count)
        let drawnBefore = drawn
        let ground = ForecastGround(
            calendar, snapshotDate: workforce.snapshotDate, hazards: hazards,
            calledOffPerYear: calledOff.perYear, policy: policy)
        let (people, policy, countries, grouping, supply) = (people, policy, countries, grouping, supply)
        let trends = trends
        states.withUnsafeMutableBufferPointer { states in
            result.groups.withUnsafeMutableBufferPointer { groups in
                former.withUnsafeMutableBufferPointer { former in
                    drawnNow.withUnsafeMutableBufferPointer { drawnNow in
                        RowChunks.forEach(chunks) { number, chunk in
                            for group in chunk where supply[group].heads > 0 {
                                let steps = inForce.steps(of: group)
                                if steps.isEmpty, trends.ofGroup[group] == nil { continue }
                                let rows = grouping.rows(of: group)
                                let before = isLast ? [] : rows.map { states[Int($0)] }
                                let assessment = GroupAssessment(
                                    people: people, plan: plan, policy: policy, calendar: calendar,
                                    jurisdiction: countries.of(grouping.establishmentCode(of: group)), rows: rows,
                                    states: states)
                                let isAssessed = assessment.assess(
                                    &groups[group], supply: supply[group], steps: steps)
                                let draws = assessment.forecast(
                                    &groups[group], supply: supply[group], steps: steps,
                                    trend: trends.ofGroup[group], ground: ground, before: drawnBefore[group]
                                ) { likelyBefore.contains($0) }
                                if !isLast, let draws { drawnNow[number].append((group, draws)) }
                                if !isLast, isAssessed || draws != nil { former[number].append((group, before)) }
                            }
                        }
                    }
                }
            }
        }
        result.fill(from: states, groups: grouping.groupOfRow)
        if isLast {
            (states, drawn) = ([], [:])
            return result
        }
        drawn = Dictionary(uniqueKeysWithValues: drawnNow.joined().map { ($0.group, $0.draws) })
        for (group, before) in former.joined() {
            for (row, state) in zip(grouping.rows(of: group), before) { states[Int(row)] = state }
        }
        return result
    }

    /// The days at which a plan is looked at.
    func calendar(_ plan: [PlanRow]) -> PlanCalendar {
        PlanCalendar(asOf: workforce.asOf, horizonMonths: policy.horizonMonths, plan: plan)
    }

    /// A plan as each group sees it.
    func inForce(_ plan: [PlanRow], calendar: PlanCalendar) -> PlanInForce {
        let end = max(calendar.end, workforce.asOf.adding(months: GroupAssessment.decliningMonths))
        return PlanInForce(plan: plan, grouping: grouping, supply: supply, asOf: workforce.asOf, end: end)
    }

    func jurisdiction(of group: Int) -> Jurisdiction { countries.of(grouping.establishmentCode(of: group)) }

    /// What every row says by itself, and what is odd about it.
    private static func standings(
        of people: PersonColumns, in establishment: [UInt32], countries: Countries, asOf: CalendarDate,
        horizonEnd: CalendarDate, policy: PreventionPolicy
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
                            person, asOf: asOf, horizonEnd: horizonEnd, policy: policy,
                            jurisdiction: jurisdiction)
                        states.initializeElement(at: row, to: state)
                        if state.isInService {
                            for code in person.oddities(asOf: asOf, policy: policy, jurisdiction: jurisdiction) {
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
    private static func supplies(
        of employees: EmployeeColumns, grouping: SelectionGrouping, states: [PersonState], asOf: CalendarDate,
        policy: PreventionPolicy
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

    private var grounds: ForecastGrounds {
        var heads: [UInt32: Int] = [:]
        if !trends.ofEstablishment.isEmpty {
            for group in 0..<grouping.count { heads[grouping.establishment[group], default: 0] += supply[group].heads }
        }
        return ForecastGrounds(
            basis: hazards.basis, personYears: (hazards.personYears * 10).rounded() / 10, exits: hazards.exits,
            snapshots: hazards.snapshots, leftOut: hazards.leftOut.isEmpty ? nil : hazards.leftOut,
            plans: ForecastGrounds.Plans(calledOff), draws: policy.draws, seed: policy.simulationSeed,
            decliningEstablishments: trends.ofEstablishment.sorted { $0.key < $1.key }.map { place, trend in
                EstablishmentTrend(
                    establishment: grouping.establishments[place], heads: heads[place] ?? 0,
                    changePerMille: Int((trend.changePerYear * 1_000).rounded()), points: trend.points)
            })
    }

    private func record(of group: Int) -> SelectionGroup {
        let jurisdiction = jurisdiction(of: group)
        var record = SelectionGroup(
            jobGroup: grouping.jobGroups[grouping.jobGroup[group]],
            establishment: grouping.establishments[grouping.establishment[group]], country: jurisdiction.country)
        record.hasStatutoryOrder = jurisdiction.hasStatutoryOrder
        record.inService = supply[group].heads
        record.supply = supply[group].centiFTE
        record.futureHires = supply[group].futureHires
        return record
    }
}
