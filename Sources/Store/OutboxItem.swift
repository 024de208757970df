package import Foundation

/// An event that has been claimed: everything an attempt needs, and what the rules ask of its history.
package struct OutboxItem: Equatable, Sendable {
    /// The row's key, meaningless outside the database.
    package var row: Int64
    /// The event's id, also its `webhook-id`.
    package var event: String
    package var partner: String
    package var type: String
    package var subject: String
    /// When its attempt may begin; later than the claim where that was made ahead.
    package var due: Date
    package var expiry: Date?
    /// Attempts already made.
    package var attempts: Int
    /// Those of them that consumed the retry budget.
    package var failures: Int
    /// When the partner refused the event before (answers that a person must look at), oldest first.
    package var refusals: [Date]
    /// The bytes to send, exactly as rendered.
    package var body: [UInt8]
}

/// What an engine asks for one partner when it claims.
package struct OutboxDemand: Equatable, Sendable {
    package var partner: String
    /// Most events to claim, that is, for how many attempts there is a place.
    package var limit: Int
    /// Seconds before an event is due from which on it is claimed; it must not be attempted before.
    package var ahead: TimeInterval

    package init(partner: String, limit: Int, ahead: TimeInterval = 0) {
        self.partner = partner
        self.limit = limit
        self.ahead = ahead
    }
}

/// The record of one attempt, kept beside the event.
package struct OutboxAttempt: Equatable, Sendable, Codable {
    /// From 1.
    package var number: Int
    package var started: Date
    package var milliseconds: Int
    /// The answer's HTTP status, if one came.
    package var status: Int?
    /// What went wrong when no usable answer came: a stable code.
    package var fault: String?
    /// Where a redirect pointed, without its query.
    package var location: String?
    /// The `traceparent` that was sent.
    package var trace: String

    package init(
        number: Int, started: Date, milliseconds: Int, status: Int?, fault: String?, location: String?, trace: String
    ) {
        self.number = number
        self.started = started
        self.milliseconds = milliseconds
        self.status = status
        self.fault = fault
        self.location = location
        self.trace = trace
    }
}

/// An attempt's record with the state that follows from it, to be written as one.
package struct OutboxOutcome: Equatable, Sendable {
    package var row: Int64
    package var partner: String
    package var subject: String
    package var attempt: OutboxAttempt
    /// `delivered`, `retrying`, `parked`, `exhausted` or `expired`.
    package var state: OutboxState
    /// When the next attempt is due; only for `retrying`.
    package var due: Date?
    /// Failures so far, this attempt included if it consumed the budget.
    package var failures: Int
    /// Whether the request may have reached the partner.
    package var reached: Bool
    /// Whether the answer was one that parks the event when it repeats.
    package var refused: Bool
    /// The partner said that the endpoint is gone: it is disabled.
    package var disablesEndpoint: Bool
    /// The partner asked for silence until then.
    package var pausedUntil: Date?
    /// Why the event lapsed, for the operator.
    package var note: String?
    /// The fault lies on this side: it says nothing of the endpoint.
    package var isOurs: Bool

    package init(
        row: Int64, partner: String, subject: String, attempt: OutboxAttempt, state: OutboxState, due: Date?,
        failures: Int, reached: Bool, refused: Bool = false, disablesEndpoint: Bool = false, pausedUntil: Date? = nil,
        note: String? = nil, isOurs: Bool = false
    ) {
        self.row = row
        self.partner = partner
        self.subject = subject
        self.attempt = attempt
        self.state = state
        self.due = due
        self.failures = failures
        self.reached = reached
        self.refused = refused
        self.disablesEndpoint = disablesEndpoint
        self.pausedUntil = pausedUntil
        self.note = note
        self.isOurs = isOurs
    }
}
