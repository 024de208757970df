import Foundation
import GRDB

extension Outbox {
    /// By how much moments may lie ahead before the clock is taken to have been set back.
    private static let slack: Int64 = 60_000

    /// Lets retries and silences wait as long as they were to wait, where the calendar's clock has been set back since:
    /// their ends were counted from a time that is still to come, and nobody is to wait a day longer for that.
    ///
    /// What was never attempted keeps its moment: a release is for a time of the calendar.
    /// - Returns: whether anything was moved.
    static func followClock(now: Date, in db: GRDB.Database) throws -> Bool {
        let moment = milliseconds(now)
        // The ledger's newest lines are the newest changes; some may have come since the clock was set back.
        let newest = try db.cachedStatement(
            sql: "SELECT max(moment) FROM (SELECT moment FROM ledger ORDER BY number DESC LIMIT 1000)")
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
        // What lapsed by a clock that ran ahead has not lapsed; what carries a newer state of its subject has its place taken.
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = 'pending', due = ?1, changed = ?1
                WHERE state = 'expired' AND note IS NULL AND changed > ?2 AND expiry > ?1
                  AND EXISTS (SELECT 1 FROM outbox_body WHERE outbox = outbox.id)
                  AND NOT EXISTS (SELECT 1 FROM outbox AS later WHERE later.subject = outbox.subject
                      AND later.partner = outbox.partner AND later.sequence > outbox.sequence)
                """
        ).execute(arguments: [moment, moment + slack])
        moved += db.changesCount
        return moved > 0
    }
}
