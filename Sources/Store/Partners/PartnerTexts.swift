internal import Foundation
internal import GRDB

/// Texts that partners wrote: they hold nobody of the employer's, and should one do so all the same, it is found and erased.
struct PartnerTexts {
    let db: GRDB.Database

    /// What names a person.
    func documents(_ names: SubjectNames) throws -> [SubjectRecord.Document] {
        let vacancies = try vacancies().filter {
            names.isMentioned(in: $0.document) || names.isMentioned(inIdentifier: $0.id)
        }.map {
            SubjectRecord.Document(kind: "vacancy", key: "\($0.partner)|\($0.id)", changed: $0.changed, isMember: false)
        }
        let answers = try answers().filter { names.isMentioned(in: $0.detail) }.map {
            SubjectRecord.Document(kind: "answer", key: String($0.id), changed: $0.moment, isMember: false)
        }
        return try vacancies + answers + identified(names)
    }

    /// What partners named by identifiers of their own: reports of trajectories, and references of accepted places.
    private func identified(_ names: SubjectNames) throws -> [SubjectRecord.Document] {
        let columns = [
            ("trajectory", "SELECT partner, trajectory, changed FROM trajectory"),
            ("reservation", "SELECT partner, reference, changed FROM offer_reservation WHERE reference IS NOT NULL"),
        ]
        return try columns.flatMap { kind, sql in
            try Row.fetchAll(db, sql: sql).filter { names.isMentioned(inIdentifier: $0[1]) }.map { row in
                SubjectRecord.Document(
                    kind: kind, key: "\(row[0] as String)|\(row[1] as String)", changed: Outbox.date(row[2]),
                    isMember: false)
            }
        }
    }

    /// Puts a mark where a text names a person.
    func erase(_ names: SubjectNames) throws {
        for vacancy in try vacancies() {
            guard let text = try SubjectRedaction.redacted(json: vacancy.document, names) else { continue }
            try db.execute(
                sql: "UPDATE partner_vacancy SET document = ? WHERE partner = ? AND vacancy = ?",
                arguments: [text, vacancy.partner, vacancy.id])
        }
        for answer in try answers() where names.isMentioned(in: answer.detail) {
            try db.execute(
                sql: "UPDATE partner_answer SET detail = ? WHERE id = ?",
                arguments: [names.redacted(answer.detail), answer.id])
        }
        // The answers to keys are kept for two days, and hold what was written.
        for row in try Row.fetchAll(db, sql: "SELECT partner, key, body, location FROM idempotency_key")
        where names.isMentioned(in: String(decoding: row[2] as Data, as: UTF8.self))
            || names.isMentioned(inIdentifier: row[1]) || names.isMentioned(inIdentifier: row[3])
        {
            try db.execute(
                sql: "DELETE FROM idempotency_key WHERE partner = ? AND key = ?",
                arguments: [row[0] as String, row[1] as String])
        }
        try eraseIdentifiers(names)
    }

    /// Puts an opaque identifier, or a mark where it need not be unique, in the place of one that names a person. The
    /// partner's own one begins anew, should it come again.
    private func eraseIdentifiers(_ names: SubjectNames) throws {
        for (table, column) in [("partner_vacancy", "vacancy"), ("trajectory", "trajectory")] {
            for row in try Row.fetchAll(db, sql: "SELECT partner, \(column) FROM \(table)")
            where names.isMentioned(inIdentifier: row[1]) {
                try db.execute(
                    sql: """
                        UPDATE \(table) SET \(column) = 'erased-' || lower(hex(randomblob(8)))
                        WHERE partner = ? AND \(column) = ?
                        """, arguments: [row[0] as String, row[1] as String])
            }
        }
        for (table, column) in [("partner_answer", "subject"), ("offer_reservation", "reference")] {
            for text in try texts(column, of: table) where names.isMentioned(inIdentifier: text) {
                try db.execute(
                    sql: "UPDATE \(table) SET \(column) = ? WHERE \(column) = ?", arguments: [SubjectNames.mark, text])
            }
        }
        // What was done stays, and to whom comes last.
        for text in try texts("verb", of: "audit_log") {
            let words = text.split(separator: " ")
            guard let last = words.last, names.isMentioned(inIdentifier: String(last)) else { continue }
            let verb = (words.dropLast() + [SubjectNames.mark[...]]).joined(separator: " ")
            try db.execute(sql: "UPDATE audit_log SET verb = ? WHERE verb = ?", arguments: [verb, text])
        }
    }

    private func texts(_ column: String, of table: String) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT DISTINCT \(column) FROM \(table) WHERE \(column) IS NOT NULL")
    }

    private func vacancies() throws -> [PartnerVacancy] { try PartnerVacancy.fetch(in: db, where: "1", []) }

    private func answers() throws -> [(id: Int64, moment: Date, detail: String)] {
        try Row.fetchAll(db, sql: "SELECT id, moment, detail FROM partner_answer WHERE detail IS NOT NULL").map {
            ($0[0], Outbox.date($0[1]), $0[2])
        }
    }
}
