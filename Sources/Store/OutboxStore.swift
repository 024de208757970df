package import Foundation
package import Outreach

extension Database {
    /// The outbox of this database.
    package var outbox: OutboxStore { OutboxStore(database: self) }
}

/// The outbox as the delivery engine and the verbs use it.
///
/// Its methods do not block the calling task; each is one transaction, on disk when the call returns.
package struct OutboxStore: Sendable {
    let database: Database

    /// Settles outcomes, gives back what was claimed for nothing, and claims what can begin, in one transaction.
    ///
    /// So a connection never starts its next attempt before the outcome of the former is kept, and many partners share
    /// one flush.
    /// - Parameter circuits: those that the outcomes opened or closed.
    /// - Returns: what was claimed, by partner; exactly the partners asked for.
    package func turn(
        settling outcomes: [OutboxOutcome], givingBack items: [OutboxItem] = [], claiming demands: [OutboxDemand],
        circuits: [OutboxCircuit] = [], now: Date, leaseUntil: Date
    ) async throws -> [String: Outbox.Claimed] {
        try await database.writing { db in
            try Outbox.settle(outcomes, now: now, in: db)
            try Outbox.giveBack(items, now: now, in: db)
            try Outbox.keep(circuits, in: db)
            var claimed: [String: Outbox.Claimed] = [:]
            for demand in demands {
                claimed[demand.partner] = try Outbox.claim(demand, now: now, leaseUntil: leaseUntil, in: db)
            }
            return claimed
        }
    }

    /// Proves durability and takes back every lease: called once, by the process that holds the instance lock.
    /// - Throws: `outbox-not-durable` when commits do not wait for the disk.
    package func start(now: Date) async throws {
        try await database.writing { db in
            try Outbox.requireDurability(in: db)
            _ = try Outbox.followClock(now: now, in: db)
            try Outbox.reclaim(expiredBy: nil, now: now, in: db)
        }
    }

    /// Renews the leases of what is in flight, takes back those that ran out, closes what has lapsed, and follows a clock
    /// that was set back.
    /// - Returns: whether a clock was followed, so that endpoints may be silent for another time than before.
    package func maintain(inFlight: Set<Int64>, now: Date, leaseUntil: Date) async throws -> Bool {
        try await database.writing { db in
            try Outbox.renew(inFlight.sorted(), leaseUntil: leaseUntil, in: db)
            try Outbox.reclaim(expiredBy: now, except: inFlight, now: now, in: db)
            try Outbox.expire(now: now, in: db)
            return try Outbox.followClock(now: now, in: db)
        }
    }

    /// Queues events in a transaction of their own, for what no release renders.
    @discardableResult
    package func enqueue(_ events: [RenderedEvent], dueAt: Date, now: Date) async throws -> Outbox.Enqueued {
        try await database.writing { db in try Outbox.enqueue(events, dueAt: dueAt, now: now, in: db) }
    }

    /// Closes everything that waits for a partner whose agreement has ended: nothing is attempted any more.
    /// - Returns: how many events.
    package func endAgreement(partner: String, now: Date) async throws -> Int {
        try await database.writing { db in try Outbox.endAgreement(partner: partner, now: now, in: db) }
    }
}
