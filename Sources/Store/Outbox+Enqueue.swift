import Foundation
import GRDB
import Outreach

extension Outbox {
    /// What queueing did, in counts of events.
    package struct Enqueued: Equatable, Sendable {
        package var queued = 0
        /// Older events that the queued ones replace.
        package var superseded = 0
        /// Events cancelled, together with the withdrawals that cancelled them.
        package var cancelled = 0
    }

    /// Queues rendered events in the caller's transaction.
    ///
    /// An event of a held subject waits as `held`. A withdrawal of something that no attempt can have reached is
    /// recorded and cancels both.
    /// - Parameter dueAt: when the first attempt may be made.
    @discardableResult
    static func enqueue(_ events: [RenderedEvent], dueAt: Date, now: Date, in db: GRDB.Database) throws
        -> Enqueued
    {
        var result = Enqueued()
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO outbox (event, partner, type, subject, sequence, withdrawal, time, expiry, state, due,
                    changed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        let insertBody = try db.cachedStatement(sql: "INSERT INTO outbox_body (outbox, body) VALUES (?, ?)")
        for event in events {
            let held = try isHeld(subject: event.subject, in: db)
            try insert.execute(arguments: [
                event.id, event.partner, event.type, event.subject, event.sequence,
                isWithdrawal(type: event.type), milliseconds(event.time), event.expiry.map(milliseconds),
                (held ? OutboxState.held : .pending).rawValue, held ? nil : milliseconds(dueAt), milliseconds(now),
            ])
            try insertBody.execute(arguments: [db.lastInsertedRowID, Data(event.body)])
            let succession = try settleSuccession(
                partner: event.partner, subject: event.subject, now: now, in: db)
            result.queued += 1
            result.superseded += succession.superseded.count
            result.cancelled += succession.withdrawn.count
        }
        return result
    }

    /// Applies ``OutboxSuccession`` to one partner and subject, and writes what it decides.
    @discardableResult
    static func settleSuccession(partner: String, subject: String, now: Date, in db: GRDB.Database) throws
        -> OutboxSuccession
    {
        let openRows = try db.cachedStatement(
            sql: """
                SELECT id, state, withdrawal, reached, event FROM outbox
                WHERE subject = ? AND partner = ?
                  AND \(isOpen)
                ORDER BY sequence
                """)
        let rows = try Row.fetchAll(openRows, arguments: [subject, partner])
        let chain = try rows.map { row in
            OutboxSuccession.Link(
                row: row[0], state: try OutboxState(stored: row[1]), isWithdrawal: row[2], reached: row[3])
        }
        guard let newest = rows.last, let last = chain.last, chain.count > 1 || last.isWithdrawal else {
            return OutboxSuccession(chain: [], stands: false)
        }
        let succession = OutboxSuccession(
            chain: chain, stands: try stands(partner: partner, subject: subject, in: db))
        let close = try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = ?, due = NULL, superseded_by = ?, changed = ? WHERE id = ?
                """)
        let moment = milliseconds(now)
        for row in succession.superseded {
            try close.execute(arguments: [OutboxState.superseded.rawValue, newest[4] as String, moment, row])
        }
        for row in succession.withdrawn {
            try close.execute(arguments: [OutboxState.withdrawn.rawValue, nil as String?, moment, row])
        }
        return succession
    }

    /// Whether the partner holds, or may hold, something of the subject that no delivered withdrawal took back.
    ///
    /// A subject that the outbox knows one event of may have had others before (a purge, another database): it stands.
    private static func stands(partner: String, subject: String, in db: GRDB.Database) throws -> Bool {
        let lastReached = try db.cachedStatement(
            sql: """
                SELECT withdrawal = 0 OR state <> 'delivered' FROM outbox
                WHERE subject = ? AND partner = ? AND (reached OR state = 'delivered')
                ORDER BY sequence DESC LIMIT 1
                """)
        if let stands = try Bool.fetchOne(lastReached, arguments: [subject, partner]) { return stands }
        let events = try db.cachedStatement(
            sql: "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE subject = ? AND partner = ? LIMIT 2)")
        return try Int.fetchOne(events, arguments: [subject, partner]) ?? 0 < 2
    }
}

extension OutboxState {
    /// The state of a row; a word that this version does not know means that a newer version wrote the file.
    init(stored word: String) throws {
        guard let state = OutboxState(rawValue: word) else {
            throw StoreError.unknownOutboxState(word)
        }
        self = state
    }
}
