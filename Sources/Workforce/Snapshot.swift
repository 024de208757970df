/// The side files of a bundle. Nil means that the bundle did not hold the file: the former one stays in force
/// (domain rules §2); an empty list replaces it by nothing.
package struct SideFiles: Equatable, Sendable {
    package var jobs: [Job]?
    package var establishments: [Establishment]?
    package var units: [OrganisationalUnit]?
    package var plan: [PlanRow]?
    package var indicators: [IndicatorRow]?
    package var vacancies: [Vacancy]?
    package var internships: [Internship]?

    package init() {}
}

/// A workforce snapshot as it was read: the people as they stood on `asOf`, and the side files that came with them.
package struct Snapshot: Sendable {
    package var asOf: CalendarDate
    /// The name of the system or file it came from; free text, without personal data.
    package var source: String
    package var employees: EmployeeColumns
    package var sideFiles: SideFiles
    /// Ids of people whose rows a filter left out, or a fault: they did not vanish (domain rules §2).
    package var filtered: Set<String> = []

    package init(asOf: CalendarDate, source: String, employees: EmployeeColumns, sideFiles: SideFiles = SideFiles()) {
        self.asOf = asOf
        self.source = source
        self.employees = employees
        self.sideFiles = sideFiles
    }

    /// People in service on its date.
    package var headcount: Int { (0..<employees.count).count { employees.isInService($0, at: asOf) } }
}
