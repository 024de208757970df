package import Foundation
internal import Crypto
internal import GRDB
internal import Synchronization
package import Workforce

/// What partners may ask of the database and tell it, through their API.
///
/// Made once by whoever serves them. Reads see one state; each write is one transaction together with its audit note, its
/// idempotency record and its line in the list of answers: a partner who hears of a success finds it kept, whatever ends
/// the process.
package struct PartnerDesk: Sendable {
    let database: Database
    let held = Held()

    package init(_ database: Database) { self.database = database }

    /// What is read once.
    final class Held: Sendable {
        private let value = Mutex<ResyncCursor?>(nil)

        var cursors: ResyncCursor? {
            get { value.withLock { $0 } }
            set { value.withLock { $0 = newValue } }
        }
    }
}

/// A writing request of a partner.
package struct PartnerWrite: Sendable {
    package var partner: String
    /// The text of `Idempotency-Key`; nil for a request that may be repeated as it is.
    package var key: String?
    /// Digest of method, path and body: the same key with another request is refused.
    package var request: [UInt8]
    /// What was done, for the audit log: the route in words and the key that it is about, never content.
    package var audit: String
    /// `webhook-id` of a signed request.
    package var message: String?
    package var now: Date
    /// On the employer's calendar.
    package var today: CalendarDate

    package init(
        partner: String, key: String?, request: [UInt8], audit: String, message: String? = nil, now: Date,
        today: CalendarDate
    ) {
        self.now = now
        self.today = today
        self.partner = partner
        self.key = key
        self.request = request
        self.audit = audit
        self.message = message
    }

    /// The digest of a request.
    package static func digest(_ parts: [[UInt8]]) -> [UInt8] {
        var digest = SHA256()
        for part in parts {
            // Lengths in front, so that no two requests are the same bytes in a row.
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { digest.update(bufferPointer: $0) }
            digest.update(data: part)
        }
        return Array(digest.finalize())
    }
}

/// The answer to a writing request, as it is kept for a repetition.
package struct PartnerReceipt: Equatable, Sendable {
    package var status: Int
    package var location: String?
    /// JSON; empty where there is none.
    package var body: [UInt8]
    /// Whether something was done: only then there is an audit note.
    package var isDone: Bool

    package init(status: Int, location: String? = nil, body: [UInt8], isDone: Bool = true) {
        self.status = status
        self.location = location
        self.body = body
        self.isDone = isDone
    }
}

/// Why a writing request is not even looked at.
package enum PartnerWriteFault: Error, Equatable, Sendable {
    /// The key came before with another request.
    case keyReused
    /// The signed message came before.
    case replayed
}

extension PartnerDesk {
    /// Carries out one writing request, or gives the answer that it had before.
    ///
    /// - Parameter deed: reads and writes through what it is given, and renders the answer; what it throws undoes all of it.
    package func write(
        _ write: PartnerWrite, _ deed: @escaping @Sendable (PartnerDeeds) throws -> PartnerReceipt
    ) async throws -> PartnerReceipt {
        let now = write.now
        return try await database.writingTogether { db in
            if let key = write.key {
                let known = try db.cachedStatement(
                    sql: "SELECT request, status, location, body FROM idempotency_key WHERE partner = ? AND key = ?")
                let row = try Row.fetchOne(known, arguments: [write.partner, key])
                if let row {
                    guard row[0] as Data == Data(write.request) else { throw PartnerWriteFault.keyReused }
                    return PartnerReceipt(
                        status: row[1], location: row[2], body: Array(row[3] as Data), isDone: false)
                }
            }
            if let message = write.message {
                try db.cachedStatement(
                    sql: "INSERT INTO inbound_message (partner, id, moment) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
                ).execute(arguments: [write.partner, message, Outbox.milliseconds(now)])
                guard db.changesCount == 1 else { throw PartnerWriteFault.replayed }
            }
            let receipt = try deed(PartnerDeeds(db: db, partner: write.partner, now: now, today: write.today))
            if let key = write.key {
                try db.cachedStatement(
                    sql: """
                        INSERT INTO idempotency_key (partner, key, request, moment, status, location, body)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """
                ).execute(arguments: [
                    write.partner, key, Data(write.request), Outbox.milliseconds(now), receipt.status,
                    receipt.location, Data(receipt.body),
                ])
            }
            if receipt.isDone {
                try AuditNote(systemUser: "partner \(write.partner)", verb: write.audit).write(now: now, in: db)
            }
            return receipt
        }
    }

    /// A look at what a partner has, in one state of the database.
    package func read<Value: Sendable>(
        partner: String, now: Date, today: CalendarDate, _ look: @escaping @Sendable (PartnerDeeds) throws -> Value
    ) async throws -> Value {
        try await database.reading { db in try look(PartnerDeeds(db: db, partner: partner, now: now, today: today)) }
    }
}

/// What one partner can do, inside a transaction.
package struct PartnerDeeds {
    let db: GRDB.Database
    let partner: String
    let now: Date
    let today: CalendarDate

    /// Keeps a line of the list of answers.
    func note(_ kind: PartnerAnswer.Kind, subject: String, detail: String? = nil) throws {
        try db.cachedStatement(
            sql: "INSERT INTO partner_answer (moment, partner, kind, subject, detail) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [Outbox.milliseconds(now), partner, kind.rawValue, subject, detail])
    }

    /// Whether the partner was told of a subject: an event of it reached it, or may have.
    func knows(subject: String) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT 1 FROM outbox WHERE subject = ? AND partner = ? AND (reached OR state = 'delivered') LIMIT 1
                """, arguments: [subject, partner]) ?? false
    }
}
