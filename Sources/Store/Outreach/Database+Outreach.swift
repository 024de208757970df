package import Outreach
package import struct Foundation.Date
internal import GRDB

extension Database {
    /// What outreach remembers: the input of a run, a release and the listings.
    package func outreach() throws -> OutreachRecord {
        try read { db in
            // Read as a whole, and seldom: its pages would be kept for nothing.
            defer { db.releaseMemory() }
            return try OutreachTables(db: db).record()
        }
    }

    /// Writes a release: what partners are told from now on and the events that tell them, in one transaction.
    ///
    /// The planner has decided what may go, so that a subject it sends something of is not held in the outbox any more
    /// (the withdrawal of something that a person took back).
    /// - Parameter dueAt: when the first attempt may be made.
    package func commitRelease(_ plan: ReleasePlan, dueAt: Date, now: Date) throws -> Outbox.Enqueued {
        try write { db in
            try DocumentTable(db: db).put(plan.publications, at: now)
            try OfferReservation.follow(plan.publications, counted: plan.reservations, now: now, in: db)
            try IntroductionTables(db: db).issue(plan.references, now: now)
            for subject in Set(plan.events.map(\.subject)).sorted() {
                try Outbox.releaseHold(subject: subject, dueAt: dueAt, now: now, in: db)
            }
            return try Outbox.enqueue(plan.events, dueAt: dueAt, now: now, in: db)
        }
    }

    /// Writes what a person decided on subjects (hold, release, withdraw), and holds or frees what waits in the outbox.
    ///
    /// - Parameter dueAt: when what is free again may be attempted; nothing goes out before the next release.
    package func commitDecision(holds: [Hold], approvals: [Approval] = [], dueAt: Date, now: Date) throws {
        try write { db in
            try DocumentTable(db: db).put(holds, at: now)
            try DocumentTable(db: db).put(approvals, at: now)
            try OutreachTables(db: db).bindOutbox(withdrawing: true, dueAt: dueAt, now: now)
        }
    }
}
