import Intake
import Workforce

/// Everything that a reading says, so that two can be compared.
struct FuzzDigest: Equatable {
    private var lines: [String]

    init(_ reading: EmployeeReading) {
        lines = ["\(reading.rows) \(reading.rejected) \(reading.filtered) \(reading.merged) \(reading.suppressed)"]
        lines.append("\(reading.healthReasons) \(reading.header) \(reading.dialect)")
        lines.append("\(reading.refusals.map(\.code)) \(reading.refusals.map(\.line))")
        lines += reading.problems.map { "\($0.code) \($0.line ?? 0) \($0.column ?? "") \($0.value ?? "")" }
        lines += reading.identifierCounts.map { "\($0)" }
        for dated in reading.readings {
            lines.append("\(dated.asOf) \(dated.filtered.sorted())")
            lines += (0..<dated.employees.count).map { "\(dated.employees.row($0))" }
        }
    }
}
