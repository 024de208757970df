internal import Crypto
internal import Foundation
internal import GRDB
internal import Outreach

/// References, their uses and details of introductions, inside a transaction.
struct IntroductionTables {
    let db: GRDB.Database

    /// Keeps what a release issued; whatever its introduction had before gives nothing any more.
    func issue(_ references: [ProfileReference], now: Date) throws {
        for reference in references {
            try revoke(reference.subject, now: now)
            try db.execute(
                sql: """
                    INSERT INTO introduction_reference (digest, introduction, partner, stage, issued, expires)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Self.digest(reference.text), reference.subject, reference.partner, reference.stage.rawValue,
                    Outbox.milliseconds(reference.issued), Outbox.milliseconds(reference.expires),
                ])
        }
    }

    /// From now on no reference of the introduction gives anything.
    func revoke(_ introduction: String, now: Date) throws {
        try db.execute(
            sql: "UPDATE introduction_reference SET revoked = ? WHERE introduction = ? AND revoked IS NULL",
            arguments: [Outbox.milliseconds(now), introduction])
    }

    /// Ends introductions: neither their references nor a release give anything of them, and what waits in the outbox to
    /// tell of them is cancelled by the withdrawal that follows.
    func end(_ introductions: [Introduction], now: Date) throws {
        try DocumentTable(db: db).put(introductions, at: now)
        for introduction in introductions {
            try revoke(introduction.key, now: now)
            try db.execute(
                sql: "DELETE FROM outreach_document WHERE kind = ? AND key = ?",
                arguments: [SubjectState.documentKind, introduction.key])
        }
    }

    static func digest(_ reference: String) -> Data { Data(SHA256.hash(data: Data(reference.utf8))) }

    func note(_ outcome: ProfileUse.Outcome, of reference: Int64, by partner: String, now: Date) throws {
        try db.execute(
            sql: "INSERT INTO introduction_use (reference, moment, partner, outcome) VALUES (?, ?, ?, ?)",
            arguments: [reference, Outbox.milliseconds(now), partner, outcome.rawValue])
    }

    func put(details text: String, of introduction: String, key: IdentityKey) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO introduction_details (introduction, sealed) VALUES (?, ?)",
            arguments: [introduction, try key.seal(Array(text.utf8), context: Self.context(introduction))])
    }

    func details(of introduction: String, key: IdentityKey) throws -> String? {
        try Data.fetchOne(
            db, sql: "SELECT sealed FROM introduction_details WHERE introduction = ?", arguments: [introduction]
        ).map { String(decoding: try key.open($0, context: Self.context(introduction)), as: UTF8.self) }
    }

    private static func context(_ introduction: String) -> String { "introduction details \(introduction)" }

    /// Encrypts every detail with another key.
    func reseal(from former: IdentityKey, to next: IdentityKey) throws {
        for introduction in try String.fetchAll(db, sql: "SELECT introduction FROM introduction_details") {
            guard let text = try details(of: introduction, key: former) else { continue }
            try put(details: text, of: introduction, key: next)
        }
    }

    /// What was issued for an introduction and what partners did with it, in order.
    func references(of introduction: String) throws -> [ProfileUse.Reference] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, partner, stage, issued, expires, used, revoked FROM introduction_reference
                WHERE introduction = ? ORDER BY id
                """, arguments: [introduction]
        ).map { row in
            ProfileUse.Reference(
                partner: row[1], stage: Consent.Stage(rawValue: row[2]) ?? .profile, issued: Outbox.date(row[3]),
                expires: Outbox.date(row[4]), used: (row[5] as Int64?).map(Outbox.date),
                revoked: (row[6] as Int64?).map(Outbox.date), uses: try uses(of: row[0]))
        }
    }

    private func uses(of reference: Int64) throws -> [ProfileUse] {
        try Row.fetchAll(
            db, sql: "SELECT moment, partner, outcome FROM introduction_use WHERE reference = ? ORDER BY id",
            arguments: [reference]
        ).map { row in
            ProfileUse(at: Outbox.date(row[0]), partner: row[1], outcome: ProfileUse.Outcome(stored: row[2]))
        }
    }

    /// Takes away everything of an introduction that is about its person; what its partner knows is known by its key.
    func erase(_ introduction: String, now: Date) throws {
        try revoke(introduction, now: now)
        let events = try Int64.fetchAll(
            db, sql: "SELECT id FROM outbox WHERE subject = ? AND NOT withdrawal ORDER BY id",
            arguments: [introduction])
        try Outbox.withdraw(namingTheErased: events, now: now, in: db)
        try deleteDocuments(of: introduction)
    }

    /// Takes away everything of an introduction but what its partner was told.
    func forget(_ introduction: String) throws {
        try db.execute(
            sql: "DELETE FROM introduction_reference WHERE introduction = ?", arguments: [introduction])
        try deleteDocuments(of: introduction)
    }

    private func deleteDocuments(of introduction: String) throws {
        try db.execute(
            sql: "DELETE FROM introduction_details WHERE introduction = ?", arguments: [introduction])
        try db.execute(
            sql: "DELETE FROM outreach_document WHERE kind IN (?, ?, ?) AND key = ?",
            arguments: [
                Introduction.documentKind, SubjectState.documentKind, Approval.documentKind, introduction,
            ])
    }
}
