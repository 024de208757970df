package import struct Foundation.Date

/// What one partner was last told of one subject.
///
/// Stored one per (partner, subject), kept when withdrawn: the sequence goes on from it.
package struct Publication: Equatable, Sendable, Codable {
    package enum Status: String, Sendable, Codable {
        /// The partner has it.
        case standing
        /// A withdrawal was the last word.
        case withdrawn
        /// An offer whose start has come: it lapsed by its `expirytime`, no event says so.
        case expired
    }

    package var partner: String
    package var subject: String
    package var status: Status
    /// As the partner got it; of a withdrawn subject, what it had before.
    package var content: SubjectState.Content
    /// People or places behind it, exact: inside only, changes are measured from it.
    package var trueCount: Int
    /// Of the last event, from 1, without gaps.
    package var sequence: Int
    /// `id` of the last event.
    package var eventID: String
    package var time: Date

    package init(
        partner: String, subject: String, status: Status, content: SubjectState.Content, trueCount: Int, sequence: Int,
        eventID: String, time: Date
    ) {
        self.partner = partner
        self.subject = subject
        self.status = status
        self.content = content
        self.trueCount = trueCount
        self.sequence = sequence
        self.eventID = eventID
        self.time = time
    }
}
