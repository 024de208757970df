import Foundation
import GRDB

extension Outbox {
    /// By how much moments may lie ahead before the clock is taken to have been set back.
    private static let slack: Int64 = 60_000
    /// So many of the ledger's newest lines are looked at: they are the newest changes, and some may have come since the
    /// clock was set back.
    private static let lines = 10_000

    /// Lets retries and silences wait as long as they were to wait, where the calendar's clock has been set back since:
    /// their ends were counted from a time that is still to come, and nobody is to wait a day longer for that.
    ///
    /// What lapsed by a clock that ran ahead has not lapsed, and waits again, held where its subject is. What was never
    /// attempted keeps its moment: a release is for a time of the calendar.
    /// - Returns: whether anything was moved.
    static func followClock(now: Date, in db: GRDB.Database) throws -> Bool {
        let moment = milliseconds(now)
        let newest = try db.cachedStatement(
            sql: "SELECT max(moment) FROM (SELECT moment FROM ledger ORDER BY number DESC LIMIT \(lines))")
        guard let last = try Int64.fetchOne(newest), last > moment + slack else { return false }
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET due = ?1 + due - changed, changed = ?1
                WHERE due IS NOT NULL AND state = 'retrying' AND changed > ?2
                """
        ).execute(arguments: [moment, moment + slack])
        var moved = db.changesCount
        try db.cachedStatement(
            sql: """
                UPDATE outbox_endpoint SET paused_until = ?1 + paused_until - last_failed, last_failed = ?1
                WHERE paused_until > ?1 AND last_failed > ?2
                """
        ).execute(arguments: [moment, moment + slack])
        moved += db.changesCount
        for row in try lapsedAhead(of: moment, in: db) {
            let held = try isHeld(subject: row[1], in: db)
            try db.cachedStatement(sql: "UPDATE outbox SET state = ?, due = ?, changed = ? WHERE id = ?").execute(
                arguments: [
                    (held ? OutboxState.held : .pending).rawValue, held ? nil : max(moment, row[2]), moment,
                    row[0] as Int64,
                ])
            moved += 1
        }
        return moved > 0
    }

    /// What was closed at a moment that is still to come, for a lapse that is, too; not what carries an older state of its
    /// subject than the partner may have.
    private static func lapsedAhead(of moment: Int64, in db: GRDB.Database) throws -> [Row] {
        let lapsed = try db.cachedStatement(
            sql: """
                SELECT id, subject, time FROM outbox
                WHERE id IN (SELECT outbox FROM (SELECT outbox, state, moment FROM ledger
                    ORDER BY number DESC LIMIT \(lines)) WHERE state = 'expired' AND moment > ?2)
                  AND state = 'expired' AND note IS NULL AND changed > ?2 AND expiry > ?1
                  AND EXISTS (SELECT 1 FROM outbox_body WHERE outbox = outbox.id)
                  AND NOT EXISTS (SELECT 1 FROM outbox AS later WHERE later.subject = outbox.subject
                      AND later.partner = outbox.partner AND later.sequence > outbox.sequence)
                ORDER BY id
                """)
        return try Row.fetchAll(lapsed, arguments: [moment, moment + slack])
    }
}
