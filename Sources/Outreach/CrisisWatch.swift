import Prevention
import Workforce

/// Opens, follows and closes crises, and makes the subjects that partners may hear of (domain rules §8, §10).
struct CrisisWatch {
    let workforce: Workforce
    let inside: PreventionResult
    let insideOdometer: Odometer
    /// What may be known outside: the run and count without hidden plan rows; nil where there are none.
    let outward: (result: PreventionResult, odometer: Odometer)?
    let disclosure: PlanDisclosure
    let personKeys: PersonKeys
    /// Keys of the subjects that at least one partner has.
    let published: Set<String>
    /// The states of the night before, by key.
    let before: [String: SubjectState]

    private var asOf: CalendarDate { workforce.asOf }

    /// The dossiers after tonight, and the subjects of those that are open.
    func follow(
        _ former: [Crisis], keys: inout SubjectKeys, using generator: inout some RandomNumberGenerator
    ) -> (crises: [Crisis], states: [SubjectState]) {
        var crises = Dictionary(former.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
        var states: [SubjectState] = []
        var open: Set<String> = []
        for reading in insideOdometer.readings {
            guard let crossing = reading.crossing else { continue }
            let identity = CrisisContent.identity(reading.unit, rule: reading.rule, face: .open)
            open.insert(identity)
            let state = state(of: reading, crossing, keys: &keys, using: &generator)
            states.append(state)
            crises[identity] = dossier(crises[identity], reading, crossing, key: state.key)
        }
        for (identity, crisis) in crises where !open.contains(identity) {
            let reading = insideOdometer.readings.first { $0.unit == crisis.unit && $0.rule == crisis.rule }
            crises[identity] = closed(crisis, reading)
        }
        return (crises.values.sorted { $0.identity.utf8Order < $1.identity.utf8Order }, states)
    }

    private func state(
        of reading: OdometerReading, _ crossing: OdometerReading.Crossing, keys: inout SubjectKeys,
        using generator: inout some RandomNumberGenerator
    ) -> SubjectState {
        let outside = outward?.odometer.readings.first { $0.unit == reading.unit && $0.rule == reading.rule }
        let isOpen = outward == nil || outside?.crossing != nil
        let known = outward == nil ? crossing : outside?.crossing ?? crossing
        let odometer = isOpen ? outward?.odometer ?? insideOdometer : insideOdometer
        let result = isOpen ? outward?.result ?? inside : inside
        let cases = odometer.cases[known.cases]
        let key = key(of: reading, isOpen ? .open : .kept, keys: &keys, using: &generator)
        var state = SubjectState(
            key: key,
            content: .crisis(
                CrisisContent(
                    unit: reading.unit, rule: reading.rule, window: reading.window, threshold: known.threshold,
                    quarter: known.day.quarter, regions: regions(of: reading.unit))),
            trueCount: known.count.total,
            people: Set(cases.compactMap(\.row).map { personKeys[$0] }).sorted(),
            needsPerson: true, appearedOn: before[key]?.appearedOn ?? asOf)
        if case .date(let day) = standing(of: cases, in: result, isOpen: isOpen) { state.opensOn = day }
        let unannounced = unannounced(of: cases, in: result, isOpen: isOpen)
        state.unannounced = unannounced.isEmpty ? nil : unannounced
        return state
    }

    /// The counted groups behind which a plan row stands that has no announcement date, as `standing` looks for rows:
    /// whoever lets the crisis go out must know.
    private func unannounced(
        of cases: ArraySlice<RedundancyCase>, in result: PreventionResult, isOpen: Bool
    ) -> [PlannedGroup] {
        let dated = Set(cases.filter { $0.standing != .forecast }.map(\.group))
        let planned = isOpen ? [] : Set(cases.filter { $0.standing == .forecast }.map(\.group))
        let found = dated.union(planned).sorted().filter { index in
            let group = result.groups[index]
            return dated.contains(index)
                && disclosure.hidesUnannounced(jobGroup: group.jobGroup, establishment: group.establishment)
                || planned.contains(index) && disclosure.isUnannounced(anyOf: group.planRows)
        }
        // As for the standing: only what hidden rows do to the shares of others makes it a crisis.
        if !isOpen, standing(ofGroups: dated, planned, in: result) == .open {
            return disclosure.unannouncedGroups
        }
        return found.map {
            PlannedGroup(jobGroup: result.groups[$0].jobGroup, establishment: result.groups[$0].establishment)
        }
    }

    /// What the plan rows behind the counted groups let out: of those planned the rows that plan them, of the others any
    /// hidden row that matches their group, since dismissals are dated as part of a decision.
    private func standing(
        of cases: ArraySlice<RedundancyCase>, in result: PreventionResult, isOpen: Bool
    ) -> PlanDisclosure.Standing {
        let dated = Set(cases.filter { $0.standing != .forecast }.map(\.group))
        // The outward run has no hidden row, and its plan rows are numbered otherwise.
        let planned = isOpen ? [] : Set(cases.filter { $0.standing == .forecast }.map(\.group))
        let standing = standing(ofGroups: dated, planned, in: result)
        if isOpen { return standing }
        // Only hidden rows make it a crisis, if only by what they do to the shares of others.
        return standing == .open ? disclosure.strictest(of: disclosure.hiddenRows) : standing
    }

    /// - Parameters:
    ///   - dated: groups of those who are dated or past.
    ///   - planned: groups of those whom the plan would add.
    private func standing(
        ofGroups dated: Set<Int>, _ planned: Set<Int>, in result: PreventionResult
    ) -> PlanDisclosure.Standing {
        let hidden = dated.map { index in
            let group = result.groups[index]
            return disclosure.strictestHidden(jobGroup: group.jobGroup, establishment: group.establishment)
        }
        let rows = planned.map { disclosure.strictest(of: result.groups[$0].planRows) }
        return (hidden + rows).reduce(.open) { $0.stricter($1) }
    }

    /// The subject's key. When the announcement or the end of the embargo comes, the crisis that waited goes on as the open
    /// one, with what a person released of it, unless partners know of an open one.
    private func key(
        of reading: OdometerReading, _ face: CrisisContent.Face, keys: inout SubjectKeys,
        using generator: inout some RandomNumberGenerator
    ) -> String {
        let identity = CrisisContent.identity(reading.unit, rule: reading.rule, face: face)
        let kept = CrisisContent.identity(reading.unit, rule: reading.rule, face: .kept)
        if face == .open, let waiting = keys.keys[kept], before[waiting] != nil,
            !(keys.keys[identity].map { before[$0] != nil || published.contains($0) } ?? false)
        {
            keys.move(from: kept, to: identity)
        }
        return keys.key(for: identity, using: &generator)
    }

    /// The labour-market regions in which the unit has people in service.
    private func regions(of unit: StatutoryUnit) -> [String] {
        let employees = workforce.employees
        var isStaffed = [Bool](repeating: false, count: employees.establishments.count)
        for row in 0..<employees.count where employees.isInService(row, at: asOf) {
            isStaffed[Int(employees.establishment[row])] = true
        }
        let regions = workforce.establishments.filter { establishment in
            let country = establishment.country.flatMap { $0.isEmpty ? nil : $0 } ?? workforce.employerCountry
            return country.uppercased() == unit.country && unit.holds(establishment)
                && (employees.establishments.find(establishment.establishment).map { isStaffed[Int($0)] } ?? false)
        }.compactMap(\.region).filter { !$0.isEmpty }
        return Set(regions).sorted { $0.utf8Order < $1.utf8Order }
    }
}

extension CrisisWatch {
    /// The dossier as it stands tonight, opened now if it was not open.
    private func dossier(
        _ former: Crisis?, _ reading: OdometerReading, _ crossing: OdometerReading.Crossing, key: String
    ) -> Crisis {
        let isOpen = former?.state == .open
        return Crisis(
            key: key, unit: reading.unit, rule: reading.rule, state: .open,
            openedOn: isOpen ? former?.openedOn ?? asOf : asOf, closedOn: nil, crossesOn: crossing.day,
            threshold: crossing.threshold, count: crossing.count.total, isKnown: crossing.isKnown,
            window: reading.window, deadlines: reading.deadlines, groups: groups(crossing),
            history: history(former, reading))
    }

    private func closed(_ crisis: Crisis, _ reading: OdometerReading?) -> Crisis {
        guard crisis.state == .open else { return crisis }
        var crisis = crisis
        crisis.state = .closed
        crisis.closedOn = asOf
        if let reading { crisis.history = history(crisis, reading) }
        return crisis
    }

    private func history(_ former: Crisis?, _ reading: OdometerReading) -> [Crisis.Count] {
        let count = Crisis.Count(
            asOf: asOf, current: reading.current, committed: reading.committed, forecast: reading.forecast,
            crossesOn: reading.crossing?.day)
        var history = (former?.history ?? []).filter { $0.asOf < asOf }
        if let last = history.last,
            (last.current, last.committed, last.forecast) == (count.current, count.committed, count.forecast),
            last.crossesOn == count.crossesOn
        {
            return history
        }
        history.append(count)
        return Array(history.suffix(Crisis.longestHistory))
    }

    private func groups(_ crossing: OdometerReading.Crossing) -> [Crisis.Group] {
        let cases = insideOdometer.cases[crossing.cases]
        return Dictionary(grouping: cases, by: \.group).sorted { $0.key < $1.key }.map { index, cases in
            let dates = cases.map(\.date)
            return Crisis.Group(
                jobGroup: inside.groups[index].jobGroup, establishment: inside.groups[index].establishment,
                people: cases.count, firstDate: dates.min() ?? asOf, lastDate: dates.max() ?? asOf)
        }
    }
}
