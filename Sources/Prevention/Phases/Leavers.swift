package import Workforce

/// Who vanished between two snapshots, and who is carried through the aftercare window though no longer listed
/// (domain rules §2, "between snapshots").
package struct Leavers: Sendable {
    private let policy: PreventionPolicy
    private let statutes: [StatutePack]

    package init(policy: PreventionPolicy, statutes: [StatutePack]) {
        self.policy = policy
        self.statutes = statutes
    }

    /// The people to carry into a newer snapshot, as rows with an exit date, in the order of their last listing.
    ///
    /// - Parameters:
    ///   - earlier: the snapshot before, with those it already carried after its own rows.
    ///   - date: the date of the newer snapshot.
    ///   - listed: the ids of the newer snapshot; whoever reappears is carried no longer.
    ///   - filtered: ids that a row filter left out of the newer snapshot: they did not vanish.
    /// - Returns: only people who can be in phase 4 or whom the count of collective redundancies holds (§8): the others have
    ///   no phase, and nothing more is kept of them.
    package func carried(
        from earlier: Workforce, to date: CalendarDate, listed: ByteStringColumn, filtered: Set<String>
    ) -> [EmployeeRow] {
        let employees = earlier.employees
        let people = PersonColumns(employees)
        let countries = Countries(earlier, statutes: statutes, policy: policy)
        let index = IdIndex(listed)
        var rows: [EmployeeRow] = []
        for row in 0..<employees.count where !index.contains(row, of: employees.id) {
            let jurisdiction = countries.of(employees.establishment[row])
            guard
                let exit = exit(of: people[row], from: earlier.snapshotDate, to: date, jurisdiction: jurisdiction),
                date < exit.date.adding(months: policy.aftercareMonths), !filtered.contains(employees.id[row])
            else { continue }
            var person = people[row]
            person.exitDate = exit.date
            person.exitReason = exit.reason
            guard exit.reason.allowsAftercare || person.redundancyCase(at: date) != nil else { continue }
            var carried = employees.row(row)
            carried.exitDate = exit.date
            carried.exitReason = exit.reason
            rows.append(carried)
        }
        return rows
    }

    /// When and why somebody left who is listed in a snapshot and not in the next; nil where no phase follows.
    ///
    /// On the known leave date, if that is on or before the newer snapshot's date, else on that date, reason unknown.
    /// Phase 4 follows only where the person was in phase 3 (the day before leaving, by the last row) or the contract
    /// end had passed. Somebody who was out of service already keeps exit date and reason.
    package func exit(
        of person: Person, from earlier: CalendarDate, to newer: CalendarDate, jurisdiction: Jurisdiction
    ) -> (date: CalendarDate, reason: ExitReason)? {
        if let exitDate = person.exitDate, exitDate <= earlier { return (exitDate, person.exitReason) }
        let known = LeaveDates(
            of: person, asOf: earlier, policy: policy, jurisdiction: jurisdiction, limit: newer
        ).known
        var exit = (date: newer, reason: ExitReason.absent)
        if let known, known <= newer { exit = (known, person.exitReason) }
        let dayBefore = exit.date.adding(days: -1)
        guard person.isInService(at: dayBefore) else { return nil }
        let hadContractEnded = person.contractEnd.map { $0 <= newer } ?? false
        return hadContractEnded || !person.phase3Rules(at: dayBefore).isEmpty ? exit : nil
    }
}
