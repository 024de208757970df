package import Foundation
package import Prevention
package import Workforce

/// Everything that the database holds of one person (GDPR art. 15).
package struct SubjectRecord: Equatable, Sendable {
    /// The person as one snapshot, or the block of leavers after it, has them.
    package struct Row: Equatable, Sendable {
        /// Of the snapshot; for leavers, of the first one that missed them.
        package var asOf: CalendarDate
        package var source: String
        package var imported: Date?
        /// Another snapshot of the same date has taken its place; it is kept for the scans that stand on it.
        package var isSuperseded: Bool
        package var row: EmployeeRow
    }

    /// A row of a side file that names the person.
    package struct Mention: Equatable, Sendable {
        /// As bundles call it, such as `indicators.csv`.
        package var file: String
        /// The snapshots that it came with.
        package var snapshots: [CalendarDate]
        /// By column.
        package var fields: [String: String]
    }

    /// A state that scans found, as long as it stood.
    package struct Phase: Equatable, Sendable {
        package var from: CalendarDate?
        /// The scan that found another; nil while it stands.
        package var until: CalendarDate?
        package var isReplay: Bool
        package var phase: Int
        package var rules: PhaseRules
        package var cause: Cause
        package var selection: Selection
        package var rank: Int?
        package var tied: Bool
        package var redundancyDate: CalendarDate?
        package var expectedExit: CalendarDate?
        /// In hundredths.
        package var probability: Int?
        package var basis: ForecastBasis
    }

    /// A document of outreach that the person is in, or that names them.
    package struct Document: Equatable, Sendable {
        package var kind: String
        package var key: String
        package var changed: Date
        /// Whether they are one of the people behind it; otherwise its text names them.
        package var isMember: Bool
    }

    package var person: PersonKey
    package var employeeID: String
    package var name: String
    package var email: String
    package var jobWish: String
    package var snapshots: [Row] = []
    package var leavers: [Row] = []
    /// Dates of snapshots whose row filter left the person out.
    package var filtered: [CalendarDate] = []
    package var mentions: [Mention] = []
    package var phases: [Phase] = []
    package var score: ScoreRow?
    package var vitalSigns: VitalSigns = []
    /// Groups whose order could not be made since the person's birth date is missing.
    package var groupsWithoutBirthDate: [String] = []
    package var documents: [Document] = []
    package var audit: [AuditEntry] = []
}
