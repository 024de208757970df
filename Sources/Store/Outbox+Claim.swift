package import Foundation
import GRDB

extension Outbox {
    /// What a claim found for one partner.
    package struct Claimed: Equatable, Sendable {
        package var items: [OutboxItem] = []
        /// Events whose content had lapsed; they were closed instead.
        package var expired = 0
        /// When the partner's next event falls due, if fewer were found than asked for and one waits.
        package var nextDue: Date?
    }

    /// Leases events of one partner that are due, or will be within what was asked for, oldest due first, each subject's
    /// in order.
    ///
    /// An event whose predecessor is in flight is passed over: its turn comes with that attempt's outcome.
    static func claim(
        _ demand: OutboxDemand, now: Date, leaseUntil: Date, in db: GRDB.Database
    ) throws -> Claimed {
        var claimed = Claimed()
        guard demand.limit > 0 else { return claimed }
        let dueEvents = try db.cachedStatement(
            sql: """
                SELECT id, event, type, subject, expiry, attempts, failures, body, due
                FROM outbox JOIN outbox_body ON outbox_body.outbox = id
                WHERE partner = ? AND due <= ? AND NOT EXISTS (
                    SELECT 1 FROM outbox AS running
                    WHERE running.subject = outbox.subject AND running.partner = outbox.partner
                      AND running.lease IS NOT NULL)
                ORDER BY due, id LIMIT ?
                """)
        let lease = try db.cachedStatement(
            sql: "UPDATE outbox SET state = 'leased', due = NULL, lease = ?, changed = ? WHERE id = ?")
        let moment = milliseconds(now)
        let horizon = now + demand.ahead
        let rows = try Row.fetchAll(dueEvents, arguments: [demand.partner, milliseconds(horizon), demand.limit])
        for row in rows {
            let id: Int64 = row[0]
            if let expiry = row[4] as Int64?, expiry <= moment {
                try lapse(id, note: nil, moment: moment, in: db)
                claimed.expired += 1
                continue
            }
            try lease.execute(arguments: [milliseconds(leaseUntil), moment, id])
            let attempts: Int = row[5]
            claimed.items.append(
                OutboxItem(
                    row: id, event: row[1], partner: demand.partner, type: row[2], subject: row[3],
                    due: date(row[8]), expiry: (row[4] as Int64?).map(date), attempts: attempts, failures: row[6],
                    refusals: attempts == 0 ? [] : try refusals(of: id, in: db),
                    body: try row.withUnsafeData(atIndex: 7) { Array($0 ?? Data()) }))
        }
        if rows.count < demand.limit {
            claimed.nextDue = try nextDue(partner: demand.partner, after: horizon, in: db)
        }
        return claimed
    }

    /// When the next event of a partner falls due, strictly after `now`.
    static func nextDue(partner: String, after now: Date, in db: GRDB.Database) throws -> Date? {
        let earliest = try db.cachedStatement(sql: "SELECT min(due) FROM outbox WHERE partner = ? AND due > ?")
        return try Int64.fetchOne(earliest, arguments: [partner, milliseconds(now)]).map(date)
    }

    /// Puts back what was claimed ahead and is not attempted after all, to be due when it was.
    ///
    /// As after an attempt: an event that a newer one has overtaken meanwhile is superseded, and one whose subject is held
    /// by now waits as `held`.
    static func giveBack(_ items: [OutboxItem], now: Date, in db: GRDB.Database) throws {
        for item in items {
            let held = try isHeld(subject: item.subject, in: db)
            let state = held ? OutboxState.held : item.attempts == 0 ? .pending : .retrying
            try db.cachedStatement(
                sql: """
                    UPDATE outbox SET state = ?, due = ?, lease = NULL, changed = ? WHERE id = ? AND state = 'leased'
                    """
            ).execute(arguments: [
                state.rawValue, held ? nil : milliseconds(item.due), milliseconds(now), item.row,
            ])
            guard db.changesCount == 1 else { continue }
            try settleSuccession(partner: item.partner, subject: item.subject, now: now, in: db)
        }
    }

    /// Extends the leases of attempts that are still in flight.
    static func renew(_ rows: [Int64], leaseUntil: Date, in db: GRDB.Database) throws {
        let renew = try db.cachedStatement(sql: "UPDATE outbox SET lease = ? WHERE id = ? AND state = 'leased'")
        for row in rows { try renew.execute(arguments: [milliseconds(leaseUntil), row]) }
    }

    /// Takes back leases whose owner is gone; what became of their attempts is unknown, so they may have arrived.
    ///
    /// - Parameters:
    ///   - expiredBy: only leases that ran out by then; nil takes all, for the start, when the instance lock proves
    ///     that no other owner lives.
    ///   - except: rows that the caller knows to be in flight, whatever the clock says.
    /// - Returns: the partners concerned.
    @discardableResult
    static func reclaim(
        expiredBy: Date?, except: Set<Int64> = [], now: Date, in db: GRDB.Database
    ) throws -> Set<String> {
        let leased = try Row.fetchAll(
            db, sql: "SELECT id, partner, subject, lease FROM outbox WHERE lease IS NOT NULL")
        let moment = milliseconds(now)
        var partners: Set<String> = []
        for row in leased {
            let id: Int64 = row[0]
            if except.contains(id) { continue }
            if let expiredBy, row[3] as Int64 > milliseconds(expiredBy) { continue }
            let held = try isHeld(subject: row[2], in: db)
            try db.cachedStatement(
                sql: "UPDATE outbox SET state = ?, due = ?, lease = NULL, reached = 1, changed = ? WHERE id = ?"
            ).execute(arguments: [
                (held ? OutboxState.held : .retrying).rawValue, held ? nil : moment, moment, id,
            ])
            try settleSuccession(partner: row[1], subject: row[2], now: now, in: db)
            partners.insert(row[1])
        }
        return partners
    }

    /// Closes waiting events whose content has lapsed.
    /// - Returns: how many.
    @discardableResult
    static func expire(now: Date, in db: GRDB.Database) throws -> Int {
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = 'expired', due = NULL, changed = ?1
                WHERE expiry <= ?1 AND expiry IS NOT NULL AND \(isLapsable)
                """
        ).execute(arguments: [milliseconds(now)])
        return db.changesCount
    }

    /// Closes everything that waits for a partner whose agreement has ended: nothing is attempted any more.
    /// - Returns: how many events.
    static func endAgreement(partner: String, now: Date, in db: GRDB.Database) throws -> Int {
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = 'expired', due = NULL, note = 'agreement-ended', changed = ?
                WHERE partner = ? AND due IS NOT NULL
                """
        ).execute(arguments: [milliseconds(now), partner])
        return db.changesCount
    }

    private static func lapse(_ id: Int64, note: String?, moment: Int64, in db: GRDB.Database) throws {
        try db.cachedStatement(
            sql: "UPDATE outbox SET state = 'expired', due = NULL, note = ?, changed = ? WHERE id = ?"
        ).execute(arguments: [note, moment, id])
    }

    private static func refusals(of row: Int64, in db: GRDB.Database) throws -> [Date] {
        let refused = try db.cachedStatement(
            sql: "SELECT started FROM outbox_attempt WHERE outbox = ? AND refused ORDER BY number")
        return try Int64.fetchAll(refused, arguments: [row]).map(date)
    }
}
