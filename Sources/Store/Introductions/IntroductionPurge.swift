internal import Foundation
internal import GRDB
internal import Outreach
internal import Workforce

/// Removes introductions and consents that ended longer ago than retention keeps persons; what stands stays.
struct IntroductionPurge {
    let db: GRDB.Database

    /// - Parameter listed: everybody of whom anything else is kept.
    func run(before date: CalendarDate, listed: Set<PersonKey>) throws {
        let introductions = try DocumentTable<Introduction>(db: db).all()
        let old = introductions.filter { $0.end.map { $0.on < date } ?? false }
        for introduction in old { try IntroductionTables(db: db).forget(introduction.key) }
        let kept = introductions.filter { introduction in !old.contains { $0.key == introduction.key } }
        let needed = Set(kept.flatMap { [$0.consent, $0.detailConsent] }.compactMap { $0 })
        for consent in try DocumentTable<Consent>(db: db).all() where !needed.contains(consent.id) {
            // One of somebody whom nothing lists any more cannot be used, withdrawn or not.
            let isOver = consent.withdrawn.map { $0.on < date } ?? false
            guard isOver || !listed.contains(consent.person) else { continue }
            try db.execute(
                sql: "DELETE FROM outreach_document WHERE kind = ? AND key = ?",
                arguments: [Consent.documentKind, consent.id])
        }
    }

    /// Whose introductions and consents are kept.
    func persons() throws -> Set<PersonKey> {
        Set(try DocumentTable<Introduction>(db: db).all().map(\.person))
            .union(try DocumentTable<Consent>(db: db).all().map(\.person))
    }
}
