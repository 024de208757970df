import Foundation
import GRDB

extension Outbox {
    /// Lists events, newest first, one page.
    static func list(_ filter: OutboxFilter, in db: GRDB.Database) throws -> [OutboxListing] {
        var conditions = ["1"]
        var arguments: StatementArguments = []
        if let partner = filter.partner {
            conditions.append("partner = ?")
            arguments += [partner]
        }
        if let subject = filter.subject {
            conditions.append("subject = ?")
            arguments += [subject]
        }
        if let before = filter.before {
            conditions.append("id < ?")
            arguments += [before]
        }
        if let states = filter.states {
            conditions.append("state IN (\(databaseQuestionMarks(count: states.count)))")
            arguments += StatementArguments(states.map(\.rawValue).sorted())
        }
        arguments += [filter.limit]
        return try Row.fetchAll(
            db, sql: "\(listing) WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT ?",
            arguments: arguments
        ).map(listing(from:))
    }

    /// One event with its attempts and body.
    static func show(_ event: String, in db: GRDB.Database) throws -> OutboxDetail {
        guard let row = try Row.fetchOne(db, sql: "\(listing) WHERE event = ?", arguments: [event]) else {
            throw StoreError.unknownEvent(event)
        }
        let listing = try listing(from: row)
        let attempts = try Row.fetchAll(
            db,
            sql: """
                SELECT number, started, milliseconds, status, fault, location, trace FROM outbox_attempt
                WHERE outbox = ? ORDER BY number
                """, arguments: [listing.cursor])
        let body = try Data.fetchOne(
            db, sql: "SELECT body FROM outbox_body WHERE outbox = ?", arguments: [listing.cursor])
        return OutboxDetail(
            listing: listing,
            attempts: attempts.map { row in
                OutboxAttempt(
                    number: row[0], started: date(row[1]), milliseconds: row[2], status: row[3], fault: row[4],
                    location: row[5], trace: row[6])
            },
            body: Array(body ?? Data()))
    }

    private static let listing = """
        SELECT id, event, partner, type, subject, sequence, state, time, expiry, due, attempts, superseded_by, note,
            changed,
            (SELECT status FROM outbox_attempt WHERE outbox = id ORDER BY number DESC LIMIT 1),
            (SELECT fault FROM outbox_attempt WHERE outbox = id ORDER BY number DESC LIMIT 1)
        FROM outbox
        """

    private static func listing(from row: Row) throws -> OutboxListing {
        OutboxListing(
            cursor: row[0], id: row[1], partner: row[2], type: row[3], subject: row[4], sequence: row[5],
            state: try OutboxState(stored: row[6]), time: date(row[7]), expiry: (row[8] as Int64?).map(date),
            due: (row[9] as Int64?).map(date), attempts: row[10], supersededBy: row[11], note: row[12],
            changed: date(row[13]), lastStatus: row[14], lastFault: row[15])
    }
}
