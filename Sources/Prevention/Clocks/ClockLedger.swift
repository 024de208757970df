package import Workforce

/// The dated ledger of a run: what the law ties to everybody in phases 2 to 4 and to every planned event (domain rules §8).
///
/// A pure function of the workforce, the rules and what they found: nothing of it is kept, and the ledger of a stored
/// scan is that of its snapshot under its rulebook.
package struct ClockLedger: Sendable {
    private let result: PreventionResult
    private let people: PersonColumns
    private let wages: NumberColumn
    private let establishment: [UInt32]
    private let countries: Countries
    private let policy: PreventionPolicy
    /// The rows of each group with a redundancy date.
    private let rows: [[Int32]]

    init(_ engine: PreventionEngine, _ workforce: Workforce, _ result: PreventionResult) {
        self.result = result
        people = PersonColumns(workforce.employees)
        wages = workforce.employees.monthlySalary
        establishment = workforce.employees.establishment
        countries = Countries(workforce, statutes: engine.statutes, policy: engine.policy)
        policy = engine.policy
        var rows: [[Int32]] = Array(repeating: [], count: result.groups.count)
        for (row, group) in result.group.enumerated() where result.groups[Int(group)].redundancyDate != nil {
            rows[Int(group)].append(Int32(row))
        }
        self.rows = rows
    }

    /// The clocks of one row; none in phase 1 and where the country has no statute pack.
    package func clocks(of row: Int) -> [Clock] {
        guard result.phase[row] > 1 else { return [] }
        let jurisdiction = countries.of(establishment[row])
        guard let pack = jurisdiction.pack else { return [] }
        return PersonClocks(
            person: people[row], monthlyWage: wages[row], phase: result.phase[row], rules: result.rules[row],
            redundancyDate: result.redundancyDate[row], expectedExit: result.expectedExit[row], asOf: result.asOf,
            jurisdiction: jurisdiction, pack: pack
        ).all
    }

    /// The clocks of one selection group; none without a redundancy date.
    package func clocks(ofGroup group: Int) -> [Clock] {
        guard let first = rows[group].first else { return [] }
        let jurisdiction = countries.of(establishment[Int(first)])
        guard let pack = jurisdiction.pack else { return [] }
        var earliest = EarliestNotice()
        addNotices(ofGroup: group, to: &earliest, jurisdiction)
        return EventClocks(group: result.groups[group], pack: pack, earliest: earliest).all
    }

    /// The day by which the first notice is given, over several selection groups, for all to end by their dates.
    func firstNotice(ofGroups groups: some Sequence<Int>) -> CalendarDate? {
        var earliest = EarliestNotice()
        for group in groups {
            guard let first = rows[group].first else { continue }
            addNotices(ofGroup: group, to: &earliest, countries.of(establishment[Int(first)]))
        }
        return earliest.notice?.saidBy
    }

    private func addNotices(ofGroup group: Int, to earliest: inout EarliestNotice, _ jurisdiction: Jurisdiction) {
        // Looked up once: a group's record is large, and its people are many.
        let selection: Selection = result.groups[group].hasStatutoryOrder ? .indicated : .exposed
        for row in rows[group] {
            guard let (person, limit) = noticed(Int(row), by: selection, jurisdiction) else { continue }
            earliest.add(noticeTo: person, endingBy: limit, jurisdiction)
        }
    }

    /// Somebody who would go, and by which day: indicated, or without a statutory order exposed; not who has notice or
    /// leaves before.
    private func noticed(
        _ row: Int, by selection: Selection, _ jurisdiction: borrowing Jurisdiction
    ) -> (person: Person, limit: CalendarDate)? {
        guard result.selection[row] == selection, result.phase[row] < 3, let date = result.redundancyDate[row] else {
            return nil
        }
        let person = people[row]
        let leave = LeaveDates(
            of: person, asOf: result.asOf, policy: policy, jurisdiction: jurisdiction, limit: date)
        // Who retires first is not made redundant, whatever the policy counts as leaving (§5).
        let pension = jurisdiction.pensionDate(of: person, onOrBefore: date)
        if leave.known.map({ $0 <= date }) ?? false || pension.map({ $0 > result.asOf }) ?? false { return nil }
        return (person, date)
    }
}

extension PreventionEngine {
    /// The dated ledger of a workforce that `assess` said `result` of.
    package func ledger(of workforce: Workforce, result: PreventionResult) -> ClockLedger {
        ClockLedger(self, workforce, result)
    }
}
