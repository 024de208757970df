package import Workforce

/// The day on which somebody reaches state-pension age (statutory parameters; domain rules §3).
package struct PensionDate: Equatable, Sendable {
    package var date: CalendarDate
    /// Beyond the last published year the last age holds, and every date made from it says so.
    package var isProjected: Bool
    /// Index into `StatutePack.pensionAges`; nil where the age comes from the configuration.
    package var entry: Int?

    package init(date: CalendarDate, isProjected: Bool, entry: Int?) {
        self.date = date
        self.isProjected = isProjected
        self.entry = entry
    }
}

extension CalendarDate {
    /// The day on which somebody born on this day reaches an age given in months.
    ///
    /// Whole years follow birthdays, so that 29 February falls on 1 March in other years; an age with months is no
    /// birthday and keeps the day, clamped to the month's end (domain rules §1).
    package func reaching(ageMonths: Int) -> CalendarDate {
        ageMonths % 12 == 0 ? anniversary(years: ageMonths / 12) : adding(months: ageMonths)
    }
}

extension StatutePack {
    /// When somebody born on `birthDate` reaches state-pension age; nil where the pack gives no age.
    ///
    /// The entry counts in whose years the person reaches the age that it looks at. Before the first entry its age
    /// holds, after the last the last one does, marked projected.
    package func pensionDate(birthDate: CalendarDate) -> PensionDate? {
        let birthYear = birthDate.parts.year
        for index in pensionAges.indices {
            // Whole years alone show of most entries that their years are over by then.
            guard birthYear + pensionAges[index].reachedMonths / 12 <= pensionAges[index].toYear,
                birthDate.reaching(ageMonths: pensionAges[index].reachedMonths).parts.year
                    <= pensionAges[index].toYear
            else { continue }
            return PensionDate(
                date: start(after: birthDate.reaching(ageMonths: pensionAges[index].ageMonths)), isProjected: false,
                entry: index)
        }
        guard let last = pensionAges.last else { return nil }
        return PensionDate(
            date: start(after: birthDate.reaching(ageMonths: last.ageMonths)), isProjected: true,
            entry: pensionAges.count - 1)
    }

    /// The day on which the pension starts: that on which the age is reached, or the first of the month after it.
    private func start(after reached: CalendarDate) -> CalendarDate {
        pensionStartsNextMonth ? reached.endOfMonth.adding(days: 1) : reached
    }
}
