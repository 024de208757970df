package import Workforce

/// What holds in one country: its statute pack, or without one the pension age of the configuration.
///
/// Externals have no statutory notice and no pension date anywhere (domain rules §2).
package final class Jurisdiction: Sendable {
    /// ISO 3166-1 alpha-2, capitals.
    package let country: String
    package let pack: StatutePack?
    private let configuredPensionAge: Int?
    /// Nobody reaches a pension date younger than this many days: spares the calendar for most people.
    private let youngestPensionDays: Int32

    package init(country: String, statutes: [StatutePack], policy: PreventionPolicy) {
        self.country = country.uppercased()
        let pack = statutes.first { $0.country.uppercased() == country.uppercased() }
        self.pack = pack
        configuredPensionAge = pack == nil ? policy.pensionAgeMonths : nil
        let youngest = pack?.pensionAges.map(\.ageMonths).min() ?? configuredPensionAge ?? 0
        youngestPensionDays = Int32(clamping: youngest * 30)
    }

    /// Whether dismissals follow a statutory order here (domain rules §4).
    package var hasStatutoryOrder: Bool { pack?.selectionOrder == .proportionality }

    /// When the person reaches state-pension age; nil for externals, without a birth date, and where no age is known.
    package func pensionDate(of person: Person) -> PensionDate? {
        guard let birthDate = person.birthDate, !person.contract.isExternal else { return nil }
        if let pack { return pack.pensionDate(birthDate: birthDate) }
        guard let configuredPensionAge else { return nil }
        return PensionDate(date: birthDate.reaching(ageMonths: configuredPensionAge), isProjected: false, entry: nil)
    }

    /// The pension date if it is on or before `limit`, else nil; the quick form for everybody.
    package func pensionDate(of person: Person, onOrBefore limit: CalendarDate) -> CalendarDate? {
        guard canReachPension(person.birthDate, onOrBefore: limit), let pension = pensionDate(of: person)?.date,
            pension <= limit
        else { return nil }
        return pension
    }

    /// False where no calendar is needed to see that somebody is too young; says nothing more when true.
    @inline(__always)
    func canReachPension(_ birthDate: CalendarDate?, onOrBefore limit: CalendarDate) -> Bool {
        guard let birthDate else { return false }
        return birthDate.dayNumber &+ youngestPensionDays <= limit.dayNumber
    }

    /// The statutory period of a notice given to, or by, the person on a day; nil where there is none.
    package func noticePeriod(of person: Person, givenOn day: CalendarDate, byEmployee: Bool) -> NoticePeriod? {
        guard let pack, !person.contract.isExternal else { return nil }
        return pack.noticePeriod(
            givenOn: day, serviceSince: person.serviceSince, contractSince: person.hireDate,
            pensionDate: pensionDate(of: person, onOrBefore: day), byEmployee: byEmployee)
    }
}
