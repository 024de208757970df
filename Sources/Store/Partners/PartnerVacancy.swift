package import Foundation
internal import GRDB

/// A vacancy, or a place to learn, that a partner offers (VUM profile).
package struct PartnerVacancy: Equatable, Sendable {
    package var partner: String
    /// The partner's own number of it (`idVacature`).
    package var id: String
    package var offered: Date
    package var changed: Date
    package var withdrawn: Date?
    /// JSON with the field names of the profile.
    package var document: String
}

extension PartnerDeeds {
    /// Most vacancies that one partner may have open at once.
    package static let mostVacancies = 10_000

    /// Offers a vacancy, or replaces the one of the same number.
    ///
    /// - Returns: whether it is new (or had been withdrawn); nil when the partner has too many.
    package func offer(vacancy id: String, document: String, title: String) throws -> Bool? {
        let former = try vacancy(id)
        let isNew = former.map { $0.withdrawn != nil } ?? true
        if isNew {
            let count =
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM partner_vacancy WHERE partner = ? AND withdrawn IS NULL",
                    arguments: [partner]) ?? 0
            guard count < PartnerDeeds.mostVacancies else { return nil }
        }
        let moment = Outbox.milliseconds(now)
        try db.execute(
            sql: """
                INSERT INTO partner_vacancy (partner, vacancy, offered, changed, document) VALUES (?1, ?2, ?3, ?3, ?4)
                ON CONFLICT (partner, vacancy) DO UPDATE SET changed = ?3, document = ?4,
                    offered = CASE WHEN withdrawn IS NULL THEN offered ELSE ?3 END, withdrawn = NULL
                """, arguments: [partner, id, moment, document])
        try note(isNew ? .vacancyOffered : .vacancyReplaced, subject: id, detail: title)
        return isNew
    }

    /// Takes a vacancy back.
    /// - Returns: false when none of that number is open.
    package func withdraw(vacancy id: String) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE partner_vacancy SET withdrawn = ?1, changed = ?1
                WHERE partner = ?2 AND vacancy = ?3 AND withdrawn IS NULL
                """, arguments: [Outbox.milliseconds(now), partner, id])
        guard db.changesCount == 1 else { return false }
        try note(.vacancyWithdrawn, subject: id)
        return true
    }

    /// The vacancy of a number, withdrawn or not.
    package func vacancy(_ id: String) throws -> PartnerVacancy? {
        try PartnerVacancy.fetch(in: db, where: "partner = ? AND vacancy = ?", [partner, id]).first
    }

    /// The partner's open vacancies in order of their numbers, after one of them.
    package func vacancies(after id: String, limit: Int) throws -> [PartnerVacancy] {
        try PartnerVacancy.fetch(
            in: db, where: "partner = ? AND vacancy > ? AND withdrawn IS NULL", [partner, id], limit: limit)
    }
}

extension PartnerVacancy {
    static func fetch(
        in db: GRDB.Database, where condition: String, _ arguments: StatementArguments, limit: Int = -1
    ) throws -> [PartnerVacancy] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT partner, vacancy, offered, changed, withdrawn, document FROM partner_vacancy
                WHERE \(condition) ORDER BY partner, vacancy LIMIT \(limit)
                """, arguments: arguments
        ).map { row in
            PartnerVacancy(
                partner: row[0], id: row[1], offered: Outbox.date(row[2]), changed: Outbox.date(row[3]),
                withdrawn: (row[4] as Int64?).map(Outbox.date), document: row[5])
        }
    }
}

extension PartnerDesk {
    /// All vacancies that partners offer now: for planners, and for matching.
    package func openVacancies() throws -> [PartnerVacancy] {
        try database.read { db in try PartnerVacancy.fetch(in: db, where: "withdrawn IS NULL", []) }
    }
}
