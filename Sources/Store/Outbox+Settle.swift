import Foundation
import GRDB

extension Outbox {
    /// Writes attempts and the states that follow from them, in the caller's transaction.
    ///
    /// A failed event that a newer one has overtaken meanwhile is superseded rather than retried, and one whose subject
    /// is held by now waits as `held`.
    static func settle(_ outcomes: [OutboxOutcome], now: Date, in db: GRDB.Database) throws {
        guard !outcomes.isEmpty else { return }
        let record = try db.cachedStatement(
            sql: """
                INSERT INTO outbox_attempt (outbox, number, started, milliseconds, status, fault, location, refused,
                    trace)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        let settle = try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = ?, due = ?, lease = NULL, attempts = attempts + 1, failures = ?,
                    reached = max(reached, ?), note = ?, changed = ?
                WHERE id = ? AND state = 'leased'
                """)
        let moment = milliseconds(now)
        for outcome in outcomes {
            var state = outcome.state
            if state == .retrying, try isHeld(subject: outcome.subject, in: db) { state = .held }
            try settle.execute(arguments: [
                state.rawValue, state == .retrying ? milliseconds(outcome.due ?? now) : nil, outcome.failures,
                outcome.reached, outcome.note, moment, outcome.row,
            ])
            // A purge or a restore took the row away while its attempt ran: there is nothing to record it on.
            guard db.changesCount == 1 else { continue }
            let attempt = outcome.attempt
            try record.execute(arguments: [
                outcome.row, attempt.number, milliseconds(attempt.started), attempt.milliseconds, attempt.status,
                attempt.fault, attempt.location, outcome.refused, attempt.trace,
            ])
            if state != .delivered {
                try settleSuccession(partner: outcome.partner, subject: outcome.subject, now: now, in: db)
            }
        }
        try updateEndpoints(outcomes, moment: moment, in: db)
    }

    /// Brings each partner's health up to date, one row per partner however many outcomes there are.
    ///
    /// A fault of our own is noted as the last problem, since it is what keeps events from the partner; it counts neither
    /// as a failure of the endpoint's nor as the end of a row of them.
    private static func updateEndpoints(_ outcomes: [OutboxOutcome], moment: Int64, in db: GRDB.Database) throws {
        let succeeded = try db.cachedStatement(
            sql: """
                INSERT INTO outbox_endpoint (partner, last_delivered) VALUES (?1, ?2)
                ON CONFLICT (partner) DO UPDATE SET last_delivered = ?2, failing_since = NULL, failures = 0
                """)
        let failed = try db.cachedStatement(
            sql: """
                INSERT INTO outbox_endpoint (partner, failing_since, failures, last_failed, last_problem,
                    disabled, paused_until)
                VALUES (?1, iif(?6, ?2, NULL), ?6, ?2, ?3, ?4, ?5)
                ON CONFLICT (partner) DO UPDATE SET failing_since = coalesce(failing_since, iif(?6, ?2, NULL)),
                    failures = failures + ?6, last_failed = ?2, last_problem = ?3,
                    disabled = coalesce(disabled, ?4), paused_until = max(coalesce(paused_until, 0), coalesce(?5, 0))
                """)
        var delivered: Set<String> = []
        for outcome in outcomes {
            if outcome.state == .delivered {
                if delivered.insert(outcome.partner).inserted {
                    try succeeded.execute(arguments: [outcome.partner, moment])
                }
            } else {
                let problem = outcome.attempt.fault ?? outcome.attempt.status.map { "http-\($0)" }
                try failed.execute(arguments: [
                    outcome.partner, moment, problem, outcome.disablesEndpoint ? moment : nil,
                    outcome.pausedUntil.map(milliseconds), !outcome.isOurs,
                ])
                delivered.remove(outcome.partner)
            }
        }
    }
}
