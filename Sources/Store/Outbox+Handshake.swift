package import Foundation
import GRDB

/// What a partner answered when it was asked whether it wants events.
package struct OutboxHandshake: Equatable, Sendable {
    package var partner: String
    /// Digest of the address and the sender's name that were asked about.
    package var endpoint: String
    package var isGranted: Bool
    /// Most requests a minute; nil for no limit.
    package var rate: Double?
    /// Until when the answer holds.
    package var until: Date

    package init(partner: String, endpoint: String, isGranted: Bool, rate: Double?, until: Date) {
        self.partner = partner
        self.endpoint = endpoint
        self.isGranted = isGranted
        self.rate = rate
        self.until = until
    }
}

extension Outbox {
    static func handshakes(in db: GRDB.Database) throws -> [OutboxHandshake] {
        try Row.fetchAll(
            db, sql: "SELECT partner, endpoint, granted, rate, until FROM outbox_handshake ORDER BY partner"
        ).map { row in
            OutboxHandshake(
                partner: row[0], endpoint: row[1], isGranted: row[2], rate: row[3], until: date(row[4]))
        }
    }

    static func keep(_ handshakes: [OutboxHandshake], in db: GRDB.Database) throws {
        for handshake in handshakes {
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO outbox_handshake (partner, endpoint, granted, rate, until)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    handshake.partner, handshake.endpoint, handshake.isGranted, handshake.rate,
                    milliseconds(handshake.until),
                ])
        }
    }

    /// Forgets the refusals, so that those partners are asked anew; of one partner, its grant as well.
    static func forgetHandshakes(of partner: String?, in db: GRDB.Database) throws {
        try db.execute(
            sql: "DELETE FROM outbox_handshake WHERE CASE WHEN ?1 IS NULL THEN NOT granted ELSE partner = ?1 END",
            arguments: [partner])
    }
}

extension OutboxStore {
    /// What partners answered so far, by partner.
    package func handshakes() async throws -> [OutboxHandshake] {
        try await database.reading { db in try Outbox.handshakes(in: db) }
    }

    /// Keeps answers; each replaces the partner's former.
    package func keep(_ handshakes: [OutboxHandshake]) async throws {
        try await database.writing { db in try Outbox.keep(handshakes, in: db) }
    }

    /// Forgets all refusals: whoever reads the configuration anew may have mended what they were for.
    package func forgetRefusedHandshakes() async throws {
        try await database.writing { db in try Outbox.forgetHandshakes(of: nil, in: db) }
    }
}
