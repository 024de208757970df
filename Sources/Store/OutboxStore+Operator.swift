package import Foundation

/// What the verbs `deliveries`, `partners` and `doctor`, readiness and the metrics ask of the outbox.
extension OutboxStore {
    /// Events, newest first, one page.
    package func list(_ filter: OutboxFilter) async throws -> [OutboxListing] {
        try await database.reading { db in try Outbox.list(filter, in: db) }
    }

    /// One event with its attempts and body.
    /// - Throws: `event-unknown`.
    package func show(_ event: String) async throws -> OutboxDetail {
        try await database.reading { db in try Outbox.show(event, in: db) }
    }

    /// Queues a parked, exhausted, expired or delivered event once more, to the one partner it is for.
    /// - Parameter agreementEnds: the first moment at which nothing may be attempted at the partner any more.
    /// - Throws: `event-unknown`, `event-not-replayable` (with the reason).
    package func replay(_ event: String, agreementEnds: Date?, now: Date) async throws {
        try await database.writing { db in try Outbox.replay(event, agreementEnds: agreementEnds, now: now, in: db) }
    }

    /// Binds a subject: nothing more of it is attempted until the hold is released.
    package func hold(subject: String, now: Date) async throws {
        try await database.writing { db in try Outbox.hold(subject: subject, now: now, in: db) }
    }

    /// Ends the hold of a subject; what was held is due at `dueAt`.
    package func releaseHold(subject: String, dueAt: Date, now: Date) async throws {
        try await database.writing { db in try Outbox.releaseHold(subject: subject, dueAt: dueAt, now: now, in: db) }
    }

    /// How many undelivered events there are, by state; cheap, however long the history is.
    package func openCounts() async throws -> [OutboxState: Int] {
        try await database.reading { db in try Outbox.openCounts(in: db) }
    }

    /// How many events there are by state, history included.
    package func counts(partner: String? = nil) async throws -> [OutboxState: Int] {
        try await database.reading { db in try Outbox.counts(partner: partner, in: db) }
    }

    /// Since when the longest-waiting event has been due at these partners; nil when nothing is due.
    package func oldestDue(partners: [String], now: Date) async throws -> Date? {
        try await database.reading { db in try Outbox.oldestDue(partners: partners, now: now, in: db) }
    }

    /// The endpoints that anything is known of, by partner.
    package func endpoints() async throws -> [OutboxEndpoint] {
        try await database.reading { db in try Outbox.endpoints(in: db) }
    }

    /// Stops or resumes all attempts at a partner's endpoint; what waits keeps waiting.
    /// - Parameters:
    ///   - reason: why it is disabled, for whoever asks later.
    ///   - note: of who did it, for the audit log, in the same transaction.
    package func setEndpoint(
        partner: String, enabled: Bool, reason: String? = nil, audit note: AuditNote? = nil, now: Date
    ) async throws {
        try await database.writing { db in
            try Outbox.setEndpoint(
                partner: partner, enabled: enabled, by: note?.systemUser, reason: reason, now: now, in: db)
            try note?.write(now: now, in: db)
        }
    }

    /// What waits to be attempted, by partner.
    package func waiting() async throws -> [String: OutboxWaiting] {
        try await database.reading { db in try Outbox.waiting(in: db) }
    }

    /// Of partners that are not among these, how many events wait for each: nobody sends them.
    package func waitingForOthers(than partners: some Sequence<String>) throws -> [(partner: String, events: Int)] {
        let known = Set(partners)
        return try database.read { try Outbox.waiting(in: $0) }.filter { !known.contains($0.key) }
            .map { ($0.key, $0.value.events) }.sorted { $0.partner < $1.partner }
    }

    /// What does not reach these partners as things stand, for whoever reads the morning's summary.
    package func trouble(among partners: some Sequence<String>) throws -> OutboxTrouble {
        let known = Set(partners)
        return try database.read { db in
            try Outbox.trouble(among: known, in: db)
        }
    }

    /// Subjects that a partner has been told of and that no delivered withdrawal took back.
    package func standingSubjects(partner: String) async throws -> [String] {
        try await database.reading { db in try Outbox.standingSubjects(partner: partner, in: db) }
    }

    /// Removes what was closed before a date; the newest event of each subject stays without its body.
    /// - Returns: how many events were removed.
    package func purge(closedBefore: Date) async throws -> Int {
        try await database.writing { db in try Outbox.purge(closedBefore: closedBefore, in: db) }
    }
}
