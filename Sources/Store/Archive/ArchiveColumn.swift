internal import Workforce

/// The columns of an archived chunk. The raw value is stored: it never changes its meaning.
///
/// Identity (id, name, e-mail, job wish) is not among them: it is encrypted and kept apart.
enum ArchiveColumn: UInt8, CaseIterable, Sendable {
    /// 1 where the snapshot lists the person.
    case presence = 0
    case birthDate
    case hireDate
    case serviceSince
    case jobSince
    case contractEnd
    case redundantSince
    case noticeDate
    case exitDate
    case consentIntroduction
    case job
    case establishment
    case unit
    case contract
    case gender
    case renewal
    case exitReason
    case indispensable
    case centiFTE
    case monthlySalary
    case trainingHours
    case performance
    /// Codes into the skill table, in each person's order: a list a row.
    case skills

    /// The column that this one mostly repeats.
    var reference: ArchiveColumn? {
        switch self {
        case .serviceSince: .hireDate
        case .jobSince: .serviceSince
        default: nil
        }
    }

    /// All but the lists, which have a form of their own.
    static let numbers = allCases.filter { $0 != .skills }

    /// People a chunk: small enough that a change of some rows decodes little, large enough for few blobs.
    static let chunkRows = 16_384

    static func chunks(of people: Int) -> Int { (people + chunkRows - 1) / chunkRows }
}
