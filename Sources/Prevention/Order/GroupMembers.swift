import Workforce

/// The people of one selection group, or of several taken as one, as a run sees them (domain rules §3, §4).
///
/// Reads their states and changes none, so that what would be under another plan, number or date is asked of the same
/// functions as what is.
struct GroupMembers {
    let people: PersonColumns
    let policy: PreventionPolicy
    let calendar: PlanCalendar
    let jurisdiction: Jurisdiction
    let rows: ArraySlice<Int32>
    /// By row of the workforce; those of `rows` are read.
    let states: UnsafeBufferPointer<PersonState>

    /// Surplus against the steps of a plan; `supply` is that at asOf.
    func curve(supply: Int, steps: [DemandStep]) -> SurplusCurve {
        SurplusCurve(supply: supply, leaving: leaving { _ in true }, steps: steps, dates: calendar.dates)
    }

    /// Who comes into the order: in service at t*, and not in phase 3 already (domain rules §4.1).
    func heads(at decisive: CalendarDate) -> [Int32] {
        rows.filter { states[Int($0)].comesIntoOrder(at: decisive) }
    }

    /// At each evaluated date the surplus less what people in phase 3 still contribute to supply, not below 0.
    func surplusWithoutPhase3(_ curve: SurplusCurve) -> [Int] {
        zip(curve.surplus, noticed).map { max(0, $0 - $1) }
    }

    /// At each evaluated date what people in phase 3 still contribute to supply, in hundredths of FTE.
    var noticed: [Int] {
        var contribution = 0
        for row in rows where states[Int(row)].phase == 3 { contribution += supply(of: row) }
        if contribution == 0 { return Array(repeating: 0, count: calendar.dates.count) }
        return leaving { $0 == 3 }.map { leaving in
            contribution -= leaving
            return contribution
        }
    }

    /// The heads in the line in which they would go if everybody had to, with what the order reads of each at a
    /// reference date (domain rules §4.2–§4.4).
    func line(of heads: [Int32], at referenceDate: CalendarDate) -> [SelectionOrder.Head] {
        let limit = RankGroup.fixedTermLimit(
            referenceDate: referenceDate, policy: policy, jurisdiction: jurisdiction)
        return SelectionOrder.line(
            of: heads.map { row in
                let person = people[Int(row)]
                return SelectionOrder.Head(
                    row: row,
                    rankGroup: RankGroup(
                        person, at: referenceDate, jurisdiction: jurisdiction, fixedTermLimit: limit),
                    band: person.birthDate.map { AgeBand(birthDate: $0, at: referenceDate) },
                    serviceSince: person.serviceSince, isIndispensable: people.indispensable[Int(row)])
            }, ids: people.ids)
    }

    /// The hundredths of FTE that leave supply at each evaluated date, of those in service of a phase.
    func leaving(ofPhase isCounted: (UInt8) -> Bool) -> [Int] {
        var leaving = [Int](repeating: 0, count: calendar.dates.count)
        for row in rows {
            let state = states[Int(row)]
            guard state.isInService, state.leave != DateColumn.absent, isCounted(state.phase) else { continue }
            let index = calendar.index(onOrAfter: CalendarDate(dayNumber: state.leave))
            if index < leaving.count { leaving[index] += supply(of: row) }
        }
        return leaving
    }

    /// Hundredths of FTE that a person counts for in supply.
    func supply(of row: Int32) -> Int {
        policy.planIncludesExternals || !people.contract[Int(row)].isExternal ? Int(people.centiFTE[Int(row)]) : 0
    }
}
