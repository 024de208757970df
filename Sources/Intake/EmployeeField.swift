import Workforce

/// The columns of `employees.csv` (interface: "Snapshot bundle"); the raw value is the name in the header.
package enum EmployeeField: String, CaseIterable, Sendable, BitwiseCopyable {
    case id = "employee_id"
    case name
    case email
    case birthDate = "birth_date"
    case gender
    case hireDate = "hire_date"
    case serviceSince = "service_since"
    case job
    case jobSince = "job_since"
    case unit
    case establishment
    case contract
    case contractEnd = "contract_end"
    case contractRenewal = "contract_renewal"
    case fte
    case monthlySalary = "monthly_salary"
    case redundantSince = "redundant_since"
    case noticeDate = "notice_date"
    case exitDate = "exit_date"
    case exitReason = "exit_reason"
    case indispensable
    case trainingHours = "training_hours_12m"
    case performance
    case skills
    case consentIntroduction = "consent_introduction"
    case jobWish = "job_wish"

    /// Without these columns a snapshot is refused, and without their values a row is rejected.
    package var isRequired: Bool {
        switch self {
        case .id, .hireDate, .job, .establishment: true
        default: false
        }
    }

    /// The codes that a column of closed codes may hold; empty for the others.
    package var codes: [String] {
        switch self {
        case .gender: Gender.allCases.map(\.code).filter { !$0.isEmpty }
        case .contract: ContractKind.allCases.map(\.code)
        case .contractRenewal, .indispensable: ["yes", "no"]
        case .exitReason: ExitReason.allCases.map(\.code).filter { !$0.isEmpty }
        default: []
        }
    }

    /// What the column store keeps for a code.
    func rawValue(ofCode code: String) -> UInt8? {
        switch self {
        case .gender: Gender.allCases.first { $0.code == code }?.rawValue
        case .contract: ContractKind.allCases.first { $0.code == code }?.rawValue
        case .contractRenewal: Renewal.allCases.first { $0.code == code }?.rawValue
        case .exitReason: ExitReason.allCases.first { $0.code == code }?.rawValue
        case .indispensable: code == "yes" ? 1 : code == "no" ? 0 : nil
        default: nil
        }
    }
}
