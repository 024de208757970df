package import Prevention
package import Workforce

/// How somebody who is no longer listed goes on (domain rules §2, "vanished people"): decided by the prevention rules,
/// applied when snapshots are stored.
package struct LeaverRule: Sendable {
    /// ISO 3166-1 alpha-2: the country of establishments that name none.
    package var employerCountry: String
    /// The rows to carry, with an exit date and a reason: of the vanished, as the last snapshot listed them, and the date
    /// of the snapshot that misses them. Whoever is left out has no phase any more.
    package var carried: @Sendable (_ vanished: Workforce, _ missing: CalendarDate) -> [EmployeeRow]
    /// Who of them, and of those listed with an exit date, left of their own accord (domain rules §6).
    package var counting: TurnoverCounting

    package init(
        employerCountry: String, counting: TurnoverCounting,
        carried: @escaping @Sendable (_ vanished: Workforce, _ missing: CalendarDate) -> [EmployeeRow]
    ) {
        self.employerCountry = employerCountry
        self.counting = counting
        self.carried = carried
    }

    /// The rule as the prevention policy has it.
    package init(policy: PreventionPolicy, statutes: [StatutePack], employerCountry: String) {
        let leavers = Leavers(policy: policy, statutes: statutes)
        self.init(
            employerCountry: employerCountry, counting: TurnoverCounting(policy: policy, statutes: statutes)
        ) { vanished, missing in
            leavers.carried(from: vanished, to: missing, listed: ByteStringColumn(), filtered: [])
        }
    }
}
