package import Workforce

/// Counts who was in service at a snapshot and who left of their own accord by the next, by hazard class (domain rules §6).
///
/// A snapshot often says that somebody is gone and not why. Whoever vanishes without notice and without an ended contract is
/// taken to have left of their own accord. Whoever reaches state-pension age is not counted where the rules take that
/// date as a known one: it would count twice.
package struct TurnoverCounting: Sendable {
    private let policy: PreventionPolicy
    private let statutes: [StatutePack]
    private let leavers: Leavers

    package init(policy: PreventionPolicy, statutes: [StatutePack]) {
        self.policy = policy
        self.statutes = statutes
        leavers = Leavers(policy: policy, statutes: statutes)
    }

    /// In-service people at a date, by class.
    package static func heads(_ employees: EmployeeColumns, at date: CalendarDate) -> [Int32] {
        let classes = HazardClasses(at: date)
        var heads = [Int32](repeating: 0, count: HazardClasses.count)
        for row in 0..<employees.count where employees.isInService(row, at: date) {
            heads[
                classes.index(
                    employees.contract[row], birth: employees.birthDate.days[row],
                    serviceSince: employees.serviceSince.days[row])] += 1
        }
        return heads
    }

    /// The turnover between two snapshots.
    /// - Parameters:
    ///   - heads: in-service people at the earlier snapshot, by class.
    ///   - listed: the newer snapshot.
    ///   - vanished: people whom the earlier snapshot lists and the newer does not, as the earlier has them.
    package func turnover(
        from: CalendarDate, to: CalendarDate, heads: [Int32], listed: Workforce, vanished: Workforce
    ) -> Turnover {
        let span = Int64(to.dayNumber - from.dayNumber)
        var turnover = Turnover(
            from: from, to: to, exposureDays: heads.map { Int64($0) * span },
            exits: Array(repeating: 0, count: HazardClasses.count))
        count(in: listed, &turnover) { person, _ in
            guard let exit = person.exitDate, from < exit, exit <= to, person.exitReason.isVoluntaryOrNatural else {
                return nil
            }
            return exit
        }
        count(in: vanished, &turnover) { person, jurisdiction in
            if person.exitReason != .absent, !person.exitReason.isVoluntaryOrNatural { return nil }
            guard leavers.exit(of: person, from: from, to: to, jurisdiction: jurisdiction) == nil else { return nil }
            return person.exitDate.map { min($0, to) } ?? to
        }
        return turnover
    }

    private func count(
        in workforce: Workforce, _ turnover: inout Turnover, exit: (Person, Jurisdiction) -> CalendarDate?
    ) {
        let people = PersonColumns(workforce.employees)
        let countries = Countries(workforce, statutes: statutes, policy: policy)
        let classes = HazardClasses(at: turnover.from)
        for row in 0..<workforce.employees.count {
            // Most of a snapshot's people have no exit date: one look each.
            if workforce.asOf == turnover.to, workforce.employees.exitDate.days[row] == DateColumn.absent { continue }
            let person = people[row]
            let jurisdiction = countries.of(workforce.employees.establishment[row])
            guard person.isInService(at: turnover.from), let exit = exit(person, jurisdiction),
                !isPension(exit, of: person, jurisdiction)
            else { continue }
            let index = classes.index(
                person.contract, birth: person.birthDate.dayNumber, serviceSince: person.serviceSince.dayNumber)
            turnover.exits[index] += 1
            turnover.exposureDays[index] -= Int64(turnover.to.dayNumber - exit.dayNumber)
        }
    }

    /// Whether the exit is the foreseen one at state-pension age; employers let people stay to the end of the month.
    private func isPension(_ exit: CalendarDate, of person: Person, _ jurisdiction: Jurisdiction) -> Bool {
        guard policy.leavesAtPensionAge else { return false }
        return jurisdiction.pensionDate(of: person, onOrBefore: exit.adding(days: 31)) != nil
    }
}
