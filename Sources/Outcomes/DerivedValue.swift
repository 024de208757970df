import Workforce

/// Values worked out from the employee columns; the raw value is the name that a scorecard uses.
///
/// There is none of age or gender on purpose, and a test holds it so: people are not scored on what they are.
package enum DerivedValue: String, Sendable, CaseIterable {
    /// Years in the present job, from `job_since`, else from the start of service (domain rules §5, `inertia`).
    case yearsInJob = "years-in-job"
    /// Years of service, predecessor contracts included.
    case yearsOfService = "years-of-service"
    /// Hours of training in the past twelve months, as registered; absent when nothing was registered.
    case trainingHours = "training-hours"
    /// Hours of training in the past twelve months for each full-time equivalent; absent at 0 FTE.
    case trainingHoursPerFTE = "training-hours-per-fte"
    /// Number of registered skills; absent when none is registered, since an empty profile is not a lack of skills.
    case numberOfSkills = "number-of-skills"
    /// Security of the contract, 0–100: permanent 100; fixed term, apprentice 50, or 75 once renewal is agreed; on-call
    /// and agency 25, or 50 once it is. Absent for contractors, who have no employment contract.
    case contractSecurity = "contract-security"
    /// Monthly salary for full-time work: salary divided by FTE; absent without a salary or at 0 FTE.
    case fullTimeSalary = "full-time-salary"

    /// Mean length of a year of the Gregorian calendar.
    static let daysPerYear = 365.2425

    /// The values of `rows` as of a date, NaN where absent.
    func fill(
        _ rows: Range<Int>, of employees: EmployeeColumns, asOf: CalendarDate, into values: UnsafeMutablePointer<Double>
    ) {
        let first = rows.lowerBound
        switch self {
        case .yearsInJob:
            for row in rows {
                let since = employees.jobSince.days[row]
                let start = since == DateColumn.absent ? employees.serviceSince.days[row] : since
                values[row - first] = Self.years(from: start, to: asOf)
            }
        case .yearsOfService:
            for row in rows { values[row - first] = Self.years(from: employees.serviceSince.days[row], to: asOf) }
        case .trainingHours:
            EmployeeMeasure.trainingHours.fill(rows, of: employees, into: values)
        case .trainingHoursPerFTE:
            EmployeeMeasure.trainingHours.fill(rows, of: employees, into: values)
            Self.divideByFTE(rows, of: employees, values)
        case .numberOfSkills:
            for row in rows {
                let count = employees.skillRange(row).count
                values[row - first] = count == 0 ? .nan : Double(count)
            }
        case .contractSecurity:
            for row in rows {
                values[row - first] = Self.security(employees.contract[row], employees.renewal[row])
            }
        case .fullTimeSalary:
            EmployeeMeasure.monthlySalary.fill(rows, of: employees, into: values)
            Self.divideByFTE(rows, of: employees, values)
        }
    }

    private static func years(from start: Int32, to asOf: CalendarDate) -> Double {
        // A start after asOf is a planned move: no years yet.
        start == DateColumn.absent ? .nan : max(0, Double(asOf.dayNumber - start) / daysPerYear)
    }

    private static func divideByFTE(
        _ rows: Range<Int>, of employees: EmployeeColumns, _ values: UnsafeMutablePointer<Double>
    ) {
        for row in rows {
            let centiFTE = employees.centiFTE[row]
            let value = values[row - rows.lowerBound]
            values[row - rows.lowerBound] = centiFTE > 0 ? value * 100 / Double(centiFTE) : .nan
        }
    }

    private static func security(_ contract: ContractKind, _ renewal: Renewal) -> Double {
        let isRenewed = renewal == .yes
        return switch contract {
        case .permanent: 100
        case .fixedTerm, .apprentice: isRenewed ? 75 : 50
        case .onCall, .agency: isRenewed ? 50 : 25
        case .contractor: .nan
        }
    }
}
