package import Foundation

/// One event as `deliveries list` shows it; the names are those of the API.
package struct OutboxListing: Equatable, Sendable, Codable {
    /// Place in the outbox, to page by.
    package var cursor: Int64
    package var id: String
    package var partner: String
    package var type: String
    package var subject: String
    package var sequence: Int
    package var state: OutboxState
    /// When it was rendered.
    package var time: Date
    package var expiry: Date?
    /// When the next attempt is due.
    package var due: Date?
    package var attempts: Int
    package var supersededBy: String?
    /// Why it lapsed, such as `agreement-ended`.
    package var note: String?
    /// Of the last change of state.
    package var changed: Date
    /// The last attempt's status, if an answer came.
    package var lastStatus: Int?
    /// The last attempt's fault, if none came.
    package var lastFault: String?
}

/// Which events to list; nil means all.
package struct OutboxFilter: Equatable, Sendable {
    package var partner: String?
    package var states: Set<OutboxState>?
    package var subject: String?
    /// Only events queued before this cursor: the next page.
    package var before: Int64?
    package var limit = 100

    package init(
        partner: String? = nil, states: Set<OutboxState>? = nil, subject: String? = nil, before: Int64? = nil,
        limit: Int = 100
    ) {
        self.partner = partner
        self.states = states
        self.subject = subject
        self.before = before
        self.limit = limit
    }
}

/// One event with everything that was tried, as `deliveries show` prints it.
package struct OutboxDetail: Equatable, Sendable {
    package var listing: OutboxListing
    package var attempts: [OutboxAttempt]
    /// The bytes that are sent; empty once retention has removed them.
    package var body: [UInt8]
}
