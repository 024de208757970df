import Foundation
import GRDB

extension Outbox {
    /// Binds a subject: what waits for any partner is held, and what comes later is held as it is queued.
    ///
    /// An attempt in flight cannot be called back; if it fails, its event is held instead of retried.
    static func hold(subject: String, now: Date, in db: GRDB.Database) throws {
        try db.cachedStatement(
            sql: "INSERT INTO outbox_hold (subject, since) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING"
        ).execute(arguments: [subject, milliseconds(now)])
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = 'held', due = NULL, changed = ?
                WHERE subject = ? AND state IN ('pending', 'retrying')
                  AND \(isOpen)
                """
        ).execute(arguments: [milliseconds(now), subject])
    }

    /// Ends the hold of a subject: what was held is due at `dueAt`.
    static func releaseHold(subject: String, dueAt: Date, now: Date, in db: GRDB.Database) throws {
        try db.cachedStatement(sql: "DELETE FROM outbox_hold WHERE subject = ?").execute(arguments: [subject])
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = CASE attempts WHEN 0 THEN 'pending' ELSE 'retrying' END, due = ?, changed = ?
                WHERE subject = ? AND state = 'held'
                  AND \(isOpen)
                """
        ).execute(arguments: [milliseconds(dueAt), milliseconds(now), subject])
    }

    static func isHeld(subject: String, in db: GRDB.Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM outbox_hold WHERE subject = ?")
        return try Bool.fetchOne(statement, arguments: [subject]) ?? false
    }
}
