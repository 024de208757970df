package import Foundation
internal import GRDB

/// An event as a partner fetches it, exactly as it is sent.
package struct ResyncEvent: Equatable, Sendable {
    package var id: String
    package var type: String
    package var subject: String
    package var sequence: Int
    package var time: Date
    /// The bytes; nil when retention has erased them.
    package var body: [UInt8]?
}

/// A page of a partner's events.
package struct ResyncPage: Equatable, Sendable {
    package var events: [ResyncEvent] = []
    /// Where the next page begins.
    package var cursor = ""
    /// Whether there is more already.
    package var hasMore = false
}

/// Lists a partner's own released events in the order in which they became visible to it.
///
/// An event is numbered for a partner when it is first given out, and from then on counts as one that may have reached it:
/// its withdrawal will be sent, whether or not any attempt was made. What is held, or due later, or was cancelled before
/// anybody heard of it, is as if absent; it comes behind everything else when it is let go, so that no cursor passes it by.
enum Resync {
    /// - Returns: the numbered events after a number, at most so many.
    static func given(to partner: String, after number: Int64, limit: Int, in db: GRDB.Database) throws -> [Row] {
        try Row.fetchAll(
            try db.cachedStatement(
                sql: """
                    SELECT number, event, type, subject, sequence, time, body FROM resync_given
                    JOIN outbox ON outbox.id = resync_given.outbox
                    LEFT JOIN outbox_body ON outbox_body.outbox = resync_given.outbox
                    WHERE resync_given.partner = ? AND number > ? ORDER BY number LIMIT ?
                    """), arguments: [partner, number, limit])
    }

    /// Rows that the partner may see and has not been given.
    static func waiting(for partner: String, limit: Int, now: Date, in db: GRDB.Database) throws -> [Int64] {
        try Int64.fetchAll(
            try db.cachedStatement(
                sql: """
                    SELECT id FROM outbox INDEXED BY outbox_partner
                    WHERE partner = ?1
                      AND id > coalesce((SELECT settled FROM resync_partner WHERE partner = ?1), 0)
                      AND (state IN ('leased', 'retrying', 'parked', 'exhausted', 'delivered')
                        OR state = 'pending' AND (due <= ?2 OR reached))
                      AND (reached OR state = 'delivered' OR (coalesce(expiry, ?2 + 1) > ?2
                        AND NOT EXISTS (SELECT 1 FROM outbox_hold WHERE outbox_hold.subject = outbox.subject)))
                      AND NOT EXISTS (SELECT 1 FROM resync_given WHERE resync_given.outbox = outbox.id)
                    ORDER BY id LIMIT ?3
                    """), arguments: [partner, Outbox.milliseconds(now), limit])
    }

    /// Numbers what is given out now.
    static func give(_ rows: [Int64], to partner: String, now: Date, in db: GRDB.Database) throws {
        guard !rows.isEmpty else { return }
        var last =
            try Int64.fetchOne(
                db, sql: "SELECT last FROM resync_partner WHERE partner = ?", arguments: [partner]) ?? 0
        let insert = try db.cachedStatement(
            sql: "INSERT INTO resync_given (partner, number, outbox, given) VALUES (?, ?, ?, ?)")
        let reach = try db.cachedStatement(sql: "UPDATE outbox SET reached = 1 WHERE id = ? AND reached = 0")
        for row in rows {
            last += 1
            try insert.execute(arguments: [partner, last, row, Outbox.milliseconds(now)])
            try reach.execute(arguments: [row])
        }
        try db.execute(
            sql: """
                INSERT INTO resync_partner (partner, last, settled) VALUES (?1, ?2, ?3)
                ON CONFLICT (partner) DO UPDATE SET last = ?2, settled = ?3
                """, arguments: [partner, last, try settled(partner, now: now, in: db)])
    }

    /// The row up to which nothing of the partner can become visible any more.
    private static func settled(_ partner: String, now: Date, in db: GRDB.Database) throws -> Int64 {
        let open = try Int64.fetchOne(
            db,
            sql: """
                SELECT id FROM outbox INDEXED BY outbox_partner
                WHERE partner = ?1
                  AND id > coalesce((SELECT settled FROM resync_partner WHERE partner = ?1), 0)
                  AND state NOT IN ('withdrawn', 'superseded')
                  AND (state <> 'expired' OR coalesce(expiry, ?2 + 1) > ?2)
                  AND NOT EXISTS (SELECT 1 FROM resync_given WHERE resync_given.outbox = outbox.id)
                ORDER BY id LIMIT 1
                """, arguments: [partner, Outbox.milliseconds(now)])
        if let open { return open - 1 }
        return try Int64.fetchOne(
            db, sql: "SELECT max(id) FROM outbox WHERE partner = ?", arguments: [partner]) ?? 0
    }

    static func event(_ row: Row) -> ResyncEvent {
        ResyncEvent(
            id: row[1], type: row[2], subject: row[3], sequence: row[4], time: Outbox.date(row[5]),
            body: (row[6] as Data?).map(Array.init))
    }
}

extension PartnerDesk {
    /// The events of a partner after a cursor; the first ones without.
    ///
    /// - Returns: nil for a text that is no cursor of this partner.
    package func events(of partner: String, after cursor: String?, limit: Int, now: Date) async throws -> ResyncPage? {
        let cursors = try await cursors()
        var start: Int64 = 0
        if let cursor {
            guard let number = cursors.number(cursor, partner: partner) else { return nil }
            start = number
        }
        let begin = start
        // One more than is shown: whether there is more.
        let (known, isShort) = try await database.reading { db in
            let rows = try Resync.given(to: partner, after: begin, limit: limit + 1, in: db)
            let isShort =
                try rows.count <= limit && !Resync.waiting(for: partner, limit: 1, now: now, in: db).isEmpty
            return (try page(rows, from: begin, limit: limit, partner: partner, cursors), isShort)
        }
        guard isShort else { return known }
        return try await database.writing { db in
            let rows = try Resync.given(to: partner, after: begin, limit: limit + 1, in: db)
            let missing = max(0, limit - rows.count)
            let waiting = try Resync.waiting(for: partner, limit: missing + 1, now: now, in: db)
            // What is numbered is given out here and now: a hold must find the rest as if nobody had heard of it.
            try Resync.give(Array(waiting.prefix(missing)), to: partner, now: now, in: db)
            let all = try Resync.given(to: partner, after: begin, limit: limit + 1, in: db)
            var page = try page(all, from: begin, limit: limit, partner: partner, cursors)
            page.hasMore = page.hasMore || waiting.count > missing
            return page
        }
    }

    private func page(
        _ rows: [Row], from start: Int64, limit: Int, partner: String, _ cursors: ResyncCursor
    ) throws -> ResyncPage {
        let shown = rows.prefix(limit)
        return ResyncPage(
            events: shown.map(Resync.event),
            cursor: try cursors.text(shown.last.map { $0[0] } ?? start, partner: partner),
            hasMore: rows.count > limit)
    }

    private func cursors() async throws -> ResyncCursor {
        if let held = held.cursors { return held }
        let identityKey = try database.requireIdentityKey()
        let name = PartnerDesk.epoch
        let cursors = try await database.writing { db in
            let stored = try String.fetchOne(db, sql: "SELECT value FROM state WHERE key = ?", arguments: [name])
            let epoch = stored ?? UUID().uuidString
            if stored == nil {
                try db.execute(sql: "INSERT INTO state (key, value) VALUES (?, ?)", arguments: [name, epoch])
            }
            return ResyncCursor(epoch: epoch, key: try CarriedKey.cursors.key(in: db, identityKey))
        }
        held.cursors = cursors
        return cursors
    }

    /// The entry of `state` that a restored database loses.
    static let epoch = "resync-epoch"
}
