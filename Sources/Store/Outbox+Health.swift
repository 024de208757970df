import Foundation
import GRDB

extension Outbox {
    /// How many undelivered events there are, by state; states without any are absent.
    ///
    /// Counts over an index of the undelivered only, so that years of history cost a scrape nothing.
    static func openCounts(in db: GRDB.Database) throws -> [OutboxState: Int] {
        let open = OutboxState.allCases.filter(\.isOpen)
        // One pass; grouping would sort every waiting event first.
        let sums = open.map { "total(state = '\($0.rawValue)')" }.joined(separator: ", ")
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT \(sums) FROM outbox INDEXED BY outbox_open
                WHERE \(isOpen)
                """)
        guard let row else { return [:] }
        return Dictionary(uniqueKeysWithValues: open.indices.map { (open[$0], Int(row[$0] as Double)) })
            .filter { $0.value > 0 }
    }

    /// How many events there are by state, history included.
    static func counts(partner: String? = nil, in db: GRDB.Database) throws -> [OutboxState: Int] {
        try counts(
            sql: "SELECT state, count(*) FROM outbox WHERE ?1 IS NULL OR partner = ?1 GROUP BY state",
            arguments: [partner], in: db)
    }

    private static func counts(
        sql: String, arguments: StatementArguments = StatementArguments(), in db: GRDB.Database
    ) throws -> [OutboxState: Int] {
        var counts: [OutboxState: Int] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: arguments) {
            counts[try OutboxState(stored: row[0])] = row[1]
        }
        return counts
    }

    /// Since when the longest-waiting event has been due at these partners, for readiness and the metric.
    ///
    /// Partners whose endpoint is disabled, whose circuit is open, or who asked for silence, do not count: their events wait
    /// by intent.
    static func oldestDue(partners: [String], now: Date, in db: GRDB.Database) throws -> Date? {
        let oldest = try db.cachedStatement(
            sql: """
                SELECT min(due) FROM outbox WHERE partner = ?1 AND due <= ?2 AND NOT EXISTS (
                    SELECT 1 FROM outbox_endpoint AS endpoint
                    WHERE endpoint.partner = ?1 AND (disabled IS NOT NULL OR circuit_opened IS NOT NULL
                          OR paused_until > ?2))
                """)
        let moment = milliseconds(now)
        return try partners.compactMap { partner in
            try Int64.fetchOne(oldest, arguments: [partner, moment])
        }.min().map(date)
    }

    /// Removes what was closed before a date, its attempts and bodies included.
    ///
    /// The newest event of each partner and subject stays, without its body: it carries the last sequence number and
    /// whether something still stands there.
    /// - Returns: how many events were removed.
    @discardableResult
    static func purge(closedBefore: Date, in db: GRDB.Database) throws -> Int {
        let closed = Self.closedBefore
        let newest = """
            NOT EXISTS (SELECT 1 FROM outbox AS later WHERE later.subject = outbox.subject
                AND later.partner = outbox.partner AND later.sequence > outbox.sequence)
            """
        let moment = milliseconds(closedBefore)
        for table in ["outbox_attempt", "outbox_body"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE outbox IN (SELECT id FROM outbox WHERE \(closed))",
                arguments: [moment])
        }
        try db.execute(sql: "DELETE FROM outbox WHERE \(closed) AND NOT \(newest)", arguments: [moment])
        return db.changesCount
    }

    /// Removes the content of what was closed before a date; attempts, states and the ledger's digest of it stay.
    /// - Returns: of how many events.
    static func purgeContents(closedBefore: Date, in db: GRDB.Database) throws -> Int {
        try db.execute(
            sql: "DELETE FROM outbox_body WHERE outbox IN (SELECT id FROM outbox WHERE \(Self.closedBefore))",
            arguments: [milliseconds(closedBefore)])
        return db.changesCount
    }

    /// Closes what nobody has decided on since a date, and removes its content: a retention that waits for a person who never
    /// comes is none. A released hold or a replay in time counts as a decision.
    /// - Returns: how many events.
    static func giveUp(untouchedSince date: Date, now: Date, in db: GRDB.Database) throws -> Int {
        let rows = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM outbox WHERE \(isOpen) AND state IN ('parked', 'exhausted', 'held') AND changed < ?
                ORDER BY id
                """,
            arguments: [milliseconds(date)])
        for row in rows {
            try db.execute(
                sql: "UPDATE outbox SET state = 'expired', note = 'retention', changed = ? WHERE id = ?",
                arguments: [milliseconds(now), row])
            try db.execute(sql: "DELETE FROM outbox_body WHERE outbox = ?", arguments: [row])
        }
        return rows.count
    }

    /// Takes events back whose content names somebody who is erased, and removes it. What was in flight may have arrived.
    static func withdraw(namingTheErased rows: [Int64], now: Date, in db: GRDB.Database) throws {
        for row in rows {
            try db.execute(
                sql: """
                    UPDATE outbox SET state = 'withdrawn', due = NULL, lease = NULL,
                        reached = max(reached, lease IS NOT NULL), changed = ?, note = 'named somebody who was erased'
                    WHERE id = ? AND \(isOpen)
                    """, arguments: [milliseconds(now), row])
            try db.execute(sql: "DELETE FROM outbox_body WHERE outbox = ?", arguments: [row])
        }
    }

    private static var closedBefore: String {
        "state IN ('delivered', 'expired', 'withdrawn', 'superseded') AND changed < ?"
    }
}
