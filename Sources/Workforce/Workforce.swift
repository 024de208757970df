/// Everything the rules read: the workforce as of a date, with the side files in force.
///
/// `employees` holds the people of the newest snapshot dated on or before `asOf` and, after them, the leavers that
/// earlier snapshots listed and this one does not (domain rules §2, "between snapshots"), as rows with an exit date.
package struct Workforce: Sendable {
    package var asOf: CalendarDate
    /// The date of the snapshot that `employees` come from.
    package var snapshotDate: CalendarDate
    /// ISO 3166-1 alpha-2 of the employer: the country of establishments that name none.
    package var employerCountry: String
    package var employees: EmployeeColumns
    package var jobs: [Job] = []
    package var establishments: [Establishment] = []
    package var units: [OrganisationalUnit] = []
    package var plan: [PlanRow] = []
    package var indicators: [IndicatorRow] = []
    package var vacancies: [Vacancy] = []
    package var internships: [Internship] = []
    /// What the snapshots up to this one tell of leaving and of growth.
    package var history = SnapshotHistory()

    package init(
        asOf: CalendarDate, snapshotDate: CalendarDate? = nil, employerCountry: String, employees: EmployeeColumns
    ) {
        self.asOf = asOf
        self.snapshotDate = snapshotDate ?? asOf
        self.employerCountry = employerCountry
        self.employees = employees
    }

    /// Puts side files in force; a kind that never came is empty.
    package mutating func take(_ files: SideFiles) {
        jobs = files.jobs ?? []
        establishments = files.establishments ?? []
        units = files.units ?? []
        plan = files.plan ?? []
        indicators = files.indicators ?? []
        vacancies = files.vacancies ?? []
        internships = files.internships ?? []
    }
}
