internal import Foundation
internal import GRDB
internal import Outreach
internal import Prevention
internal import Workforce

/// Takes one person out of every table, inside a transaction. What has been done already is not found again, so that an
/// erasure that was interrupted is simply made once more.
///
/// Counts in which the person was one of many stay: turnover, headcounts, what groups and cells had, what partners were told.
struct SubjectErasure {
    let db: GRDB.Database
    let key: IdentityKey
    let person: Int64
    let names: SubjectNames

    func run(now: Date) throws {
        try eraseIdentity()
        try ArchiveErasure(db: db, person: person).run()
        try eraseResults()
        try eraseIntroductions(now: now)
        try eraseDocuments()
        try SideFileStore(db: db, key: key).rewrite { $0.without(names) }
        try eraseTexts()
        try eraseContents(now: now)
        try PartnerTexts(db: db).erase(names)
        // Who looked stays, at whom does not.
        try db.execute(
            sql: "UPDATE audit_log SET person = ? WHERE person = ?", arguments: [AuditEntry.erasedPerson, person])
    }

    private func eraseIdentity() throws {
        let (block, place) = Int(person).quotientAndRemainder(dividingBy: IdentityBlocks.people)
        let store = IdentityBlocks(db: db, key: key)
        let ids = try store.ids(block: block)
        guard place < ids.count else { return }
        let texts = try store.texts(block: block)
        let bare = IdentityTexts(
            name: texts.name.emptied([place]), email: texts.email.emptied([place]),
            jobWish: texts.jobWish.emptied([place]))
        if ids.isAbsent(place), bare == texts { return }
        let sealed = try IdentityBlocks.seal(block: block, ids: ids.emptied([place]), texts: bare, key: key)
        try store.store(block: block, people: ids.count, sealed: sealed)
    }

    private func eraseResults() throws {
        try db.execute(sql: "DELETE FROM assessment WHERE person = ?", arguments: [person])
        try db.execute(sql: "DELETE FROM assessment_history WHERE person = ?", arguments: [person])
        try ResultChunks(db: db, table: .score).erase(person, missing: ScoreStore.missing)
        try ResultChunks(db: db, table: .vitalSigns).erase(person, missing: 0)
        for row in try Row.fetchAll(
            db,
            sql: """
                SELECT valid_to, job_group, establishment, missing_birth_dates FROM selection_group
                WHERE missing_birth_dates <> ''
                """)
        {
            let people = (row[3] as String).split(separator: ",")
            let others = people.filter { $0 != String(person) }
            if others.count == people.count { continue }
            try db.execute(
                sql: """
                    UPDATE selection_group SET missing_birth_dates = ?
                    WHERE valid_to = ? AND job_group = ? AND establishment = ?
                    """,
                arguments: [others.joined(separator: ","), row[0] as Int64, row[1] as String, row[2] as String])
        }
    }

    /// Introductions and consents go whole. What the partner was told of stays as an opaque key, by which the next release
    /// takes it back; the digests of references stay, dead.
    private func eraseIntroductions(now: Date) throws {
        let tables = IntroductionTables(db: db)
        for introduction in try DocumentTable<Introduction>(db: db).all() where introduction.person == person {
            try tables.erase(introduction.key, now: now)
        }
        for consent in try DocumentTable<Consent>(db: db).all() where consent.person == person {
            try db.execute(
                sql: "DELETE FROM outreach_document WHERE kind = ? AND key = ?",
                arguments: [Consent.documentKind, consent.id])
        }
    }

    private func eraseDocuments() throws {
        for row in try Row.fetchAll(db, sql: "SELECT kind, key, document, people FROM outreach_document") {
            let people = try (row[3] as Data?).map { data throws(StoreError) in try ChunkStore.decode(data) } ?? []
            let text = try SubjectRedaction.redacted(json: row[2], names)
            guard people.contains(person) || text != nil else { continue }
            let others = people.filter { $0 != person }
            try db.execute(
                sql: "UPDATE outreach_document SET document = ?, people = ? WHERE kind = ? AND key = ?",
                arguments: [
                    text ?? row[2] as String, others.isEmpty ? nil : ChunkStore.encode(others), row[0] as String,
                    row[1] as String,
                ])
        }
    }

    /// Texts that hold no personal data, should one do so all the same.
    private func eraseTexts() throws {
        for (table, column) in [("import_log", "report"), ("scan", "summary")] {
            for row in try Row.fetchAll(db, sql: "SELECT rowid, \(column) FROM \(table)") {
                // A summary is empty where its run was interrupted.
                guard names.isMentioned(in: row[1]), let text = try SubjectRedaction.redacted(json: row[1], names)
                else { continue }
                try db.execute(
                    sql: "UPDATE \(table) SET \(column) = ? WHERE rowid = ?", arguments: [text, row[0] as Int64])
            }
        }
        for row in try Row.fetchAll(db, sql: "SELECT code, text FROM notice") where names.isMentioned(in: row[1]) {
            try db.execute(
                sql: "UPDATE OR REPLACE notice SET text = ? WHERE code = ? AND text = ?",
                arguments: [names.redacted(row[1]), row[0] as String, row[1] as String])
        }
    }

    /// Contents of events that name the person: the gate lets none out, and should it have, none stays.
    private func eraseContents(now: Date) throws {
        let named = try Row.fetchAll(db, sql: "SELECT outbox, body FROM outbox_body").filter {
            names.isMentioned(in: String(decoding: $0[1] as Data, as: UTF8.self))
        }
        try Outbox.withdraw(namingTheErased: named.map { $0[0] }, now: now, in: db)
    }
}
