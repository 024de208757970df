package import Prevention
import Workforce

/// What partners hear about people in: region, occupation, phase, cause and quarter (domain rules §10).
package struct Cell: Hashable, Sendable, Codable {
    package var partition: CellPartition
    package var occupation: Occupation

    package init(partition: CellPartition, occupation: Occupation) {
        self.partition = partition
        self.occupation = occupation
    }

    /// Names the cell among all cells, the same on every night; inside only, since partners get an opaque key.
    package var identity: String { "cell|\(partition.identity)|\(occupation.identifier)" }
}

/// The part of a cell that stays fixed while its people are rolled up along the occupations.
package struct CellPartition: Hashable, Sendable, Codable {
    /// Labour-market region of the establishment.
    package var region: String
    /// Prevention phase, 2–4.
    package var phase: Int
    package var cause: Cause
    /// Quarter of the expected exit, such as `2026-Q3`; nil where the exit is unknown.
    package var quarter: String?
    /// People who may be known outward and people who may not (yet) are never counted together.
    package var releaseClass: ReleaseClass

    package init(region: String, phase: Int, cause: Cause, quarter: String?, releaseClass: ReleaseClass = .open) {
        self.region = region
        self.phase = phase
        self.cause = cause
        self.quarter = quarter
        self.releaseClass = releaseClass
    }

    /// Names the partition among all; the region comes last because its text is free.
    package var identity: String {
        "\(releaseClass.rawValue)|\(phase)|\(cause.code)|\(quarter ?? "unknown")|\(region)"
    }
}

extension CellPartition {
    /// The first day after the quarter; nil where the quarter is unknown.
    var quarterEnd: CalendarDate? {
        guard let quarter, let year = Int(quarter.prefix(4)), let number = quarter.last?.wholeNumberValue,
            let start = CalendarDate(year: year, month: number * 3 - 2, day: 1)
        else { return nil }
        return start.adding(months: 3)
    }
}
