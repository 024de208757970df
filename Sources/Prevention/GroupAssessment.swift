import Workforce

/// What the plan does to one selection group and its people (domain rules §3–§5).
///
/// Reads the people's states and writes what follows for them; nothing of any other group.
struct GroupAssessment {
    let people: PersonColumns
    let plan: [PlanRow]
    let policy: PreventionPolicy
    let calendar: PlanCalendar
    let jurisdiction: Jurisdiction
    let rows: ArraySlice<Int32>
    let states: UnsafeMutableBufferPointer<PersonState>

    /// Months within which planned demand is compared with supply for the vital sign `declining-job`.
    static let decliningMonths = 36

    /// Fills in the group's record and its people's.
    /// - Returns: whether the people's records may have changed.
    func assess(_ group: inout SelectionGroup, supply: GroupSupply, steps: [DemandStep]) -> Bool {
        let isDeclining = isDeclining(supply: supply, steps: steps)
        if isDeclining {
            for row in rows where states[Int(row)].phase == 1 { states[Int(row)].vitalSigns.insert(.decliningJob) }
        }
        guard steps.contains(where: { $0.from <= calendar.end }) else { return isDeclining }
        let members = members
        let curve = members.curve(supply: supply.centiFTE, steps: steps)
        group.surplus = curve.largest
        guard let redundancy = curve.redundancy, let surplus = SurplusToCover(curve, of: members) else {
            return isDeclining
        }
        group.redundancyDate = calendar.dates[redundancy]
        group.isClosing = curve.isClosing
        group.decisiveDate = surplus.decisive
        group.referenceDate = plan[steps[curve.step[redundancy]].row].referenceDate ?? calendar.asOf
        group.planRows = Set(
            curve.surplus.indices.filter { curve.surplus[$0] >= SurplusCurve.threshold }.map {
                steps[curve.step[$0]].row
            }
        ).sorted()
        select(&group, members: members, surplus: surplus)
        return true
    }

    /// The group's people for the functions that only read them.
    var members: GroupMembers {
        GroupMembers(
            people: people, policy: policy, calendar: calendar, jurisdiction: jurisdiction, rows: rows,
            states: UnsafeBufferPointer(states))
    }

    /// Whether planned demand falls at least 20 % below supply at asOf (domain rules §5).
    private func isDeclining(supply: GroupSupply, steps: [DemandStep]) -> Bool {
        guard supply.centiFTE > 0 else { return false }
        let tomorrow = calendar.asOf.adding(days: 1)
        let end = calendar.asOf.adding(months: GroupAssessment.decliningMonths)
        return steps.indices.contains { index in
            let isReplacedAtOnce = index + 1 < steps.count && steps[index + 1].from <= tomorrow
            return !isReplacedAtOnce && steps[index].from <= end && 5 * steps[index].centiFTE <= 4 * supply.centiFTE
        }
    }

    private func select(_ group: inout SelectionGroup, members: GroupMembers, surplus: SurplusToCover) {
        group.heads = surplus.heads.count
        group.headsCentiFTE = surplus.headsCentiFTE
        group.toCover = surplus.toCover
        for row in rows where states[Int(row)].isInService {
            states[Int(row)].selection = .exposed
            states[Int(row)].redundancyDate = surplus.decisive.dayNumber
        }
        group.going = places(surplus)
        if group.hasStatutoryOrder {
            order(&group, members: members, surplus: surplus)
        }
        conclude(group, heads: surplus.heads)
    }

    /// The dates of those to go, place by place: the first whose number to go reaches the place, the rest at t*.
    private func places(_ surplus: SurplusToCover) -> [SelectionGroup.Going] {
        var going: [SelectionGroup.Going] = []
        var reached = 0
        for (index, number) in surplus.numbers.enumerated() where min(number, surplus.toGo) > reached {
            let people = min(number, surplus.toGo) - reached
            going.append(SelectionGroup.Going(date: calendar.dates[index], people: people))
            reached += people
        }
        if surplus.toGo > reached {
            going.append(SelectionGroup.Going(date: surplus.decisive, people: surplus.toGo - reached))
        }
        return going
    }

    private func order(_ group: inout SelectionGroup, members: GroupMembers, surplus: SurplusToCover) {
        let numbers = surplus.numbers
        group.toGo = surplus.toGo
        group.largestToGo = max(group.toGo, numbers.max() ?? 0)
        let line = members.line(of: surplus.heads, at: group.referenceDate ?? calendar.asOf)
        let order = SelectionOrder(inLine: line, toGo: group.toGo)
        group.missingBirthDates = order.missingBirthDates

        var reached = 0
        var date = 0
        for place in order.places {
            let row = Int(place.row)
            states[row].rank = place.rank
            states[row].tied = place.isTied
            if place.isIndicated {
                states[row].selection = .indicated
                group.indicatedCentiFTE += Int(people.centiFTE[row])
            }
            // The first date whose number to go reaches the rank: ranks ascend, so the search goes on where it stopped.
            while date < numbers.count, reached < Int(place.rank) {
                reached = max(reached, numbers[date])
                if reached < Int(place.rank) { date += 1 }
            }
            if place.rank > 0, date < numbers.count { states[row].redundancyDate = calendar.dates[date].dayNumber }
        }
    }

    /// The rules that the group brings to its people, and what follows from them (domain rules §5).
    private func conclude(_ group: SelectionGroup, heads: [Int32]) {
        for row in rows where states[Int(row)].waitsForGroupDate {
            states[Int(row)].expectedExit = group.redundancyDate.dayNumber
        }
        for row in heads {
            var rules: PhaseRules = []
            if states[Int(row)].selection == .indicated { rules.insert(.indicated) }
            if group.isClosing { rules.insert(.closing) }
            let date = CalendarDate(dayNumber: states[Int(row)].redundancyDate)
            if rules.isEmpty || retires(row, onOrBefore: date) { continue }
            states[Int(row)].rules.remove(.base)
            states[Int(row)].rules.formUnion(rules)
            states[Int(row)].phase = 2
            states[Int(row)].vitalSigns = []
            // A surplus goes before every other cause.
            states[Int(row)].cause = .surplus
        }
        for row in rows where states[Int(row)].phase == 2 {
            let state = states[Int(row)]
            if state.rules.isDisjoint(with: [.announced, .indicated, .closing]) { continue }
            let exit = state.expectedExit == DateColumn.absent ? Int32.max : state.expectedExit
            states[Int(row)].expectedExit = min(exit, state.redundancyDate)
        }
    }

    /// A pension date after asOf and on or before the redundancy date: they retire, and are not made redundant.
    func retires(_ row: Int32, onOrBefore date: CalendarDate) -> Bool {
        guard jurisdiction.canReachPension(people.birthDate(Int(row)), onOrBefore: date),
            let pension = jurisdiction.pensionDate(of: people[Int(row)], onOrBefore: date)
        else { return false }
        return pension > calendar.asOf
    }
}
