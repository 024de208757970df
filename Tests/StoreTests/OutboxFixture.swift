import Crypto
import Foundation
import GRDB
import Outreach

@testable import Store

/// An outbox in memory, with a clock that the test moves.
struct OutboxFixture {
    let queue: DatabaseQueue
    static let start = Date(timeIntervalSince1970: 1_800_000_000)

    init() throws {
        queue = try DatabaseQueue()
        try queue.write { db in
            try LedgerFunctions.register(in: db, key: LedgerKey(SymmetricKey(size: .bits256))) {}
            for step in [Migration.outbox, .signingSecrets, .handshakes, .ledger, .delivery] {
                try db.execute(sql: step.sql)
            }
        }
    }

    /// An event of a catalogue type; its id tells subject and sequence.
    static func event(
        _ kind: String = "raised", subject: String = "cell-a", sequence: Int = 1, partner: String = "twente",
        expiry: Date? = nil
    ) -> RenderedEvent {
        RenderedEvent(
            id: "\(partner)/\(subject)/\(sequence)", partner: partner,
            type: "nl.doorstroom.redundancies.alert-\(kind).v1", subject: subject, sequence: sequence, time: start,
            expiry: expiry, body: Array("{\"sequence\":\(sequence)}".utf8))
    }

    func enqueue(_ events: RenderedEvent..., due: Date = start, now: Date = start) throws {
        try queue.write { db in _ = try Outbox.enqueue(events, dueAt: due, now: now, in: db) }
    }

    @discardableResult
    func claim(
        _ limit: Int = 10, partner: String = "twente", now: Date = start, ahead: TimeInterval = 0
    ) throws -> Outbox.Claimed {
        try queue.write { (db: GRDB.Database) throws in
            try Outbox.claim(
                OutboxDemand(partner: partner, limit: limit, ahead: ahead), now: now, leaseUntil: now + 60, in: db)
        }
    }

    /// Settles a claimed event.
    func settle(
        _ item: OutboxItem, _ state: OutboxState, due: Date? = nil, status: Int? = nil, reached: Bool = true,
        refused: Bool = false, disables: Bool = false, pausedUntil: Date? = nil, now: Date = start
    ) throws {
        let attempt = OutboxAttempt(
            number: item.attempts + 1, started: now, milliseconds: 7, status: status,
            fault: status == nil && state != .delivered ? "timeout" : nil, location: nil, trace: "00-1-2-01")
        let outcome = OutboxOutcome(
            row: item.row, partner: item.partner, subject: item.subject, attempt: attempt, state: state, due: due,
            failures: item.failures + (state == .delivered ? 0 : 1), reached: reached, refused: refused,
            disablesEndpoint: disables, pausedUntil: pausedUntil)
        try queue.write { db in try Outbox.settle([outcome], now: now, in: db) }
    }

    /// States by event id.
    func states() throws -> [String: OutboxState] {
        try queue.read { (db: GRDB.Database) throws in
            try Dictionary(
                uniqueKeysWithValues: Row.fetchAll(db, sql: "SELECT event, state FROM outbox").map { row in
                    (row[0], try OutboxState(stored: row[1]))
                })
        }
    }

    func state(_ sequence: Int, subject: String = "cell-a", partner: String = "twente") throws -> OutboxState? {
        try states()["\(partner)/\(subject)/\(sequence)"]
    }
}
