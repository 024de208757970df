package import DoorstroomConfiguration
package import Foundation
import Outcomes
import Outreach
import Prevention
package import Store
import Workforce

/// Everything that is held of one person, in sections with a heading each, as it is handed to that person (GDPR art. 15).
///
/// Field names are those of the bundle's columns and of the listings. Read only: whoever shows it notes so.
package struct SubjectExport: Sendable, Encodable {
    package var employeeID: String
    package var made: Date
    package var notes: [String]
    package var sections: [SubjectSection]
    /// To be said to whoever hands it over, and not part of it.
    package let caution: String

    private enum CodingKeys: String, CodingKey {
        case employeeID = "employee_id"
        case made, notes, sections
    }

    /// - Parameter made: the moment of the export.
    package init(
        _ record: SubjectRecord, in database: Database, settings: Settings, isDutch: Bool, made: Date
    ) throws {
        employeeID = record.employeeID
        self.made = made
        func say(_ statement: Statement) -> String { isDutch ? statement.dutch : statement.english }
        let words = SubjectWords(isDutch: isDutch)
        notes = words.notes
        caution = words.caution
        let rows = SubjectRows(record)
        let memory = try database.outreach()
        let outreach = try SubjectOutreach(record, memory, isDutch: isDutch)
        let introductions = try SubjectIntroductions(record.person, memory, in: database)
        sections = [
            words.section("identity", [rows.identity]),
            words.section("snapshots", rows.snapshots),
            words.section("after_leaving", rows.leavers),
            words.section("left_out", rows.filtered),
            words.section("side_files", rows.mentions),
            words.section("phases", rows.phases),
            words.section("scores", rows.scores),
            words.section("vital_signs", rows.vitalSigns),
            words.section("clocks", try Self.clocks(of: record.person, in: database, settings, say: say)),
            words.section("outreach", outreach.memberships),
            words.section("told_to_partners", outreach.told),
            words.section("consents", introductions.consents),
            words.section("introductions", introductions.introductions),
            words.section("profiles_handed_out", introductions.references),
            words.section("audit", rows.audit),
        ]
    }

    /// The dated ledger of the last scan, as `clocks` lists it.
    private static func clocks(
        of person: PersonKey, in database: Database, _ settings: Settings, say: (Statement) -> String
    ) throws -> [[SubjectField]] {
        guard let scan = try database.lastLiveScan() else { return [] }
        let rules = try ExplanationRules(of: scan, in: database, settings: settings, aspect: .phase)
        let loaded = try database.workforce(of: scan, employerCountry: rules.rulebook.employerCountry)
        guard let row = loaded.keys.firstIndex(of: person) else { return [] }
        let engine = PreventionEngine(policy: rules.rulebook.prevention, statutes: rules.rulebook.statutes)
        let likely = loaded.rows(of: try database.likelyPeople(of: scan))
        let result = engine.assess(loaded.workforce, likelyBefore: likely)
        return engine.ledger(of: loaded.workforce, result: result).clocks(of: row).map { clock in
            [
                SubjectField("as_of", scan.asOf), SubjectField("rule", clock.rule.rawValue),
                SubjectField("date", clock.date), SubjectField("amount", cents: clock.amount),
                SubjectField("statement", say(clock.statement)), SubjectField("country", clock.country),
                SubjectField("version", clock.version), SubjectField("source", clock.source),
                SubjectField("certainty", clock.certainty.rawValue),
            ]
        }
    }
}
