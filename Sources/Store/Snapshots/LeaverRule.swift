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

    package init(
        employerCountry: String,
        carried: @escaping @Sendable (_ vanished: Workforce, _ missing: CalendarDate) -> [EmployeeRow]
    ) {
        self.employerCountry = employerCountry
        self.carried = carried
    }

    /// The rule as the prevention policy has it.
    package init(_ leavers: Leavers, employerCountry: String) {
        self.init(employerCountry: employerCountry) { vanished, missing in
            leavers.carried(from: vanished, to: missing, listed: ByteStringColumn(), filtered: [])
        }
    }
}
