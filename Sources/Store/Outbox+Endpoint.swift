package import Foundation
import GRDB

/// What the deliveries so far say of a partner's endpoint; run-time state, therefore here and not in the configuration.
package struct OutboxEndpoint: Equatable, Sendable, Codable {
    package var partner: String
    /// Since when nothing is attempted any more: the partner answered 410, or an operator said so.
    package var disabled: Date?
    /// The system user who said so; nil when the partner did.
    package var disabledBy: String?
    package var disabledReason: String?
    /// Until when the partner asked for silence (`Retry-After`).
    package var pausedUntil: Date?
    /// Since when every attempt has failed.
    package var failingSince: Date?
    /// Failed attempts in a row.
    package var failures = 0
    package var lastDelivered: Date?
    package var lastFailed: Date?
    /// Code of the last failure: a fault, or `http-` with the status.
    package var lastProblem: String?
    /// Since when nearly everything fails there, so that only single events are tried; nil while its circuit is closed.
    package var circuitOpened: Date?
    /// When the next single event is tried.
    package var circuitProbe: Date?

    package init(partner: String) { self.partner = partner }
}

/// How a partner's circuit stands, to be kept: so that a restart does not begin anew at a partner who is down, and so that
/// others than the engine see it.
package struct OutboxCircuit: Equatable, Sendable {
    package var partner: String
    /// Nil for closed.
    package var opened: Date?
    package var probe: Date?

    package init(partner: String, opened: Date?, probe: Date?) {
        self.partner = partner
        self.opened = opened
        self.probe = probe
    }
}

/// What waits to be attempted at one partner.
package struct OutboxWaiting: Equatable, Sendable {
    package var events: Int
    /// When the longest-waiting one was logged.
    package var oldest: Date
}

/// What does not reach partners: endpoints that are disabled, those that hardly anything reaches, events that a partner
/// refuses for good, and events that are tried no more.
package struct OutboxTrouble: Equatable, Sendable {
    package var disabled: Int
    package var failing: Int
    package var parked: Int
    package var exhausted: Int

    package init(disabled: Int, failing: Int, parked: Int, exhausted: Int) {
        (self.disabled, self.failing, self.parked, self.exhausted) = (disabled, failing, parked, exhausted)
    }
}

extension Outbox {
    /// The endpoints that anything is known of, by partner.
    static func endpoints(in db: GRDB.Database) throws -> [OutboxEndpoint] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT partner, disabled, nullif(paused_until, 0), failing_since, failures, last_delivered, last_failed,
                    last_problem, disabled_by, disabled_reason, circuit_opened, circuit_probe
                FROM outbox_endpoint ORDER BY partner
                """)
        return rows.map { row in
            var endpoint = OutboxEndpoint(partner: row[0])
            endpoint.disabled = (row[1] as Int64?).map(date)
            endpoint.pausedUntil = (row[2] as Int64?).map(date)
            endpoint.failingSince = (row[3] as Int64?).map(date)
            endpoint.failures = row[4]
            endpoint.lastDelivered = (row[5] as Int64?).map(date)
            endpoint.lastFailed = (row[6] as Int64?).map(date)
            endpoint.lastProblem = row[7]
            endpoint.disabledBy = row[8]
            endpoint.disabledReason = row[9]
            endpoint.circuitOpened = (row[10] as Int64?).map(date)
            endpoint.circuitProbe = (row[11] as Int64?).map(date)
            return endpoint
        }
    }

    /// What does not reach these partners.
    static func trouble(among partners: Set<String>, in db: GRDB.Database) throws -> OutboxTrouble {
        let endpoints = try endpoints(in: db).filter { partners.contains($0.partner) }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT partner, state, COUNT(*) FROM outbox WHERE \(isOpen) AND state IN ('parked', 'exhausted')
                GROUP BY partner, state
                """)
        func events(_ state: OutboxState) -> Int {
            rows.reduce(0) { partners.contains($1[0]) && $1[1] == state.rawValue ? $0 + ($1[2] as Int) : $0 }
        }
        return OutboxTrouble(
            disabled: endpoints.count { $0.disabled != nil },
            failing: endpoints.count { $0.disabled == nil && $0.circuitOpened != nil },
            parked: events(.parked), exhausted: events(.exhausted))
    }

    /// Stops or resumes all attempts at a partner's endpoint; what waits keeps waiting.
    ///
    /// Disabling what is disabled already keeps since when, and takes the newer reason. Either way silence, and an open
    /// circuit, are over: whoever says that a partner is back has reason to.
    static func setEndpoint(
        partner: String, enabled: Bool, by user: String? = nil, reason: String? = nil, now: Date, in db: GRDB.Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO outbox_endpoint (partner, disabled, disabled_by, disabled_reason) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (partner) DO UPDATE SET disabled = CASE WHEN ?2 IS NULL THEN NULL
                    ELSE coalesce(disabled, ?2) END, disabled_by = ?3, disabled_reason = ?4, paused_until = NULL,
                    circuit_opened = NULL, circuit_probe = NULL
                """,
            arguments: [
                partner, enabled ? nil : milliseconds(now), enabled ? nil : user, enabled ? nil : reason,
            ])
        if enabled { try forgetHandshakes(of: partner, in: db) }
    }

    /// Keeps how circuits stand.
    static func keep(_ circuits: [OutboxCircuit], in db: GRDB.Database) throws {
        guard !circuits.isEmpty else { return }
        let keep = try db.cachedStatement(
            sql: """
                INSERT INTO outbox_endpoint (partner, circuit_opened, circuit_probe) VALUES (?1, ?2, ?3)
                ON CONFLICT (partner) DO UPDATE SET circuit_opened = ?2, circuit_probe = ?3
                """)
        for circuit in circuits {
            try keep.execute(arguments: [
                circuit.partner, circuit.opened.map(milliseconds), circuit.probe.map(milliseconds),
            ])
        }
    }

    /// What waits to be attempted at each partner: how many events, and since when the longest.
    static func waiting(in db: GRDB.Database) throws -> [String: OutboxWaiting] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT partner, count(*), min(time) FROM outbox INDEXED BY outbox_open
                WHERE \(isOpen)
                  AND state IN ('pending', 'leased', 'retrying') GROUP BY partner
                """)
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0[0], OutboxWaiting(events: $0[1], oldest: date($0[2]))) })
    }

    /// Subjects that a partner has been told of and that no delivered withdrawal took back.
    ///
    /// Shown when its endpoint is gone: these can no longer be withdrawn there (delivery rules, "Outcome", 410).
    static func standingSubjects(partner: String, in db: GRDB.Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT subject FROM outbox AS told
                WHERE partner = ? AND (reached OR state = 'delivered') AND NOT (withdrawal AND state = 'delivered')
                  AND NOT EXISTS (
                    SELECT 1 FROM outbox AS later
                    WHERE later.subject = told.subject AND later.partner = told.partner
                      AND later.sequence > told.sequence AND (later.reached OR later.state = 'delivered'))
                ORDER BY subject
                """, arguments: [partner])
    }
}
