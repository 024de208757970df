package import Workforce

/// A statutory period of notice and where it ends (domain rules §8).
package struct NoticePeriod: Equatable, Sendable {
    package enum Basis: String, Sendable, Codable {
        /// By completed years of service.
        case service
        /// The short period past state-pension age.
        case pastPensionAge = "past-pension-age"
        /// Given by the employee.
        case byEmployee = "by-employee"
    }

    package var givenOn: CalendarDate
    package var months: Int
    /// The end of the notice, which is the leave date.
    package var end: CalendarDate
    package var basis: Basis
    /// Completed years of service on the day of the notice.
    package var serviceYears: Int
    /// Index into `StatutePack.notice`.
    package var entry: Int
}

extension StatutePack {
    /// The period of a notice given on a day; nil where the pack has no notice in months.
    ///
    /// The entry in force is the latest that began on or before the day, and for older notices the first.
    package func noticePeriod(
        givenOn: CalendarDate, serviceSince: CalendarDate, pensionDate: CalendarDate?, byEmployee: Bool
    ) -> NoticePeriod? {
        guard !notice.isEmpty else { return nil }
        let entry = notice.indices.filter { notice[$0].from <= givenOn }.max { notice[$0].from < notice[$1].from } ?? 0
        let rule = notice[entry]
        let years = serviceSince.completedYears(at: givenOn)
        var months = (rule.steps.last { $0.fromYears <= years } ?? rule.steps.first)?.months ?? 0
        var basis = NoticePeriod.Basis.service
        if byEmployee {
            months = rule.byEmployeeMonths
            basis = .byEmployee
        } else if let pensionDate, pensionDate <= givenOn, let short = rule.pastPensionAgeMonths {
            months = short
            basis = .pastPensionAge
        }
        let end = givenOn.adding(months: months)
        return NoticePeriod(
            givenOn: givenOn, months: months, end: rule.endsAtMonthEnd ? end.endOfMonth : end, basis: basis,
            serviceYears: years, entry: entry)
    }
}
