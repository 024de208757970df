/// The columns of the canonical files (interface: "Snapshot bundle").
extension Mapping.Target {
    /// Names in the header, required ones first where the interface has them first.
    package var columns: [String] {
        switch self {
        case .employees: EmployeeField.allCases.map(\.rawValue)
        case .jobs: ["job", "title", "job_group", "isco08", "esco", "level", "sector"]
        case .establishments:
            ["establishment", "name", "country", "region", "statutory_area", "technical_unit", "postcode"]
        case .units: ["unit", "name", "parent", "establishment", "trainers"]
        case .plan:
            [
                "job_group", "establishment", "date", "planned_fte", "reference_date", "announced_on",
                "embargo_until", "note",
            ]
        case .indicators: ["scope", "code", "indicator", "value", "date", "respondents"]
        case .vacancies: ["vacancy", "job", "establishment", "fte", "open_from", "open_until", "skills"]
        case .internships:
            [
                "internship", "unit", "job", "title", "field", "level", "track", "qualification", "accreditation",
                "starts", "ends", "hours_per_week", "places", "audience", "trainer", "description",
            ]
        }
    }

    /// Columns of FTE: they alone can be written as parts of a full time that is not 1.
    package var fteColumns: [String] {
        switch self {
        case .employees, .vacancies: ["fte"]
        case .plan: ["planned_fte"]
        case .jobs, .establishments, .units, .indicators, .internships: []
        }
    }

    /// Columns without which the file is refused, and a row of it rejected.
    package var requiredColumns: [String] {
        switch self {
        case .employees: EmployeeField.allCases.filter(\.isRequired).map(\.rawValue)
        case .jobs: ["job"]
        case .establishments: ["establishment"]
        case .units: ["unit"]
        case .plan: ["job_group", "establishment", "date", "planned_fte"]
        case .indicators: ["scope", "code", "indicator", "value"]
        case .vacancies: ["vacancy", "job"]
        case .internships: ["internship", "unit", "places"]
        }
    }
}
