internal import Foundation
internal import GRDB

/// Texts that partners wrote: they hold nobody of the employer's, and should one do so all the same, it is found and erased.
struct PartnerTexts {
    let db: GRDB.Database

    /// What names a person.
    func documents(_ names: SubjectNames) throws -> [SubjectRecord.Document] {
        let vacancies = try vacancies().filter { names.isMentioned(in: $0.document) }.map {
            SubjectRecord.Document(kind: "vacancy", key: "\($0.partner)|\($0.id)", changed: $0.changed, isMember: false)
        }
        let answers = try answers().filter { names.isMentioned(in: $0.detail) }.map {
            SubjectRecord.Document(kind: "answer", key: String($0.id), changed: $0.moment, isMember: false)
        }
        return vacancies + answers
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
        for row in try Row.fetchAll(db, sql: "SELECT partner, key, body FROM idempotency_key")
        where names.isMentioned(in: String(decoding: row[2] as Data, as: UTF8.self)) {
            try db.execute(
                sql: "DELETE FROM idempotency_key WHERE partner = ? AND key = ?",
                arguments: [row[0] as String, row[1] as String])
        }
    }

    private func vacancies() throws -> [PartnerVacancy] { try PartnerVacancy.fetch(in: db, where: "1", []) }

    private func answers() throws -> [(id: Int64, moment: Date, detail: String)] {
        try Row.fetchAll(db, sql: "SELECT id, moment, detail FROM partner_answer WHERE detail IS NOT NULL").map {
            ($0[0], Outbox.date($0[1]), $0[2])
        }
    }
}
