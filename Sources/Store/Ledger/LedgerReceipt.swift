internal import Foundation

/// What was queued for a partner, and every state it took: evidence that outlives the content.
///
/// Whoever gets one can check it without the database: every step has all that its hash is made of. The Reliability article
/// gives the form.
package struct LedgerReceipt: Equatable, Sendable, Codable {
    package struct Step: Equatable, Sendable, Codable {
        package var line: Int64
        /// ISO 8601 with milliseconds, UTC; and the same in milliseconds since 1970, as it is hashed.
        package var time: String
        package var moment: Int64
        /// The number under which the outbox has the event.
        package var outbox: Int64
        package var state: String
        package var attempts: Int64
        package var note: String?
        /// The hash of the line before; absent in the first line.
        package var previous: String?
        package var hash: String
    }

    package var event: String
    package var partner: String
    package var type: String
    package var subject: String
    package var sequence: Int64
    /// Of the content, keyed (HMAC-SHA256), in hexadecimal.
    package var digest: String
    package var steps: [Step]
}

extension LedgerReceipt {
    init(_ event: LedgerLine.Event) {
        self.init(
            event: event.id, partner: event.partner, type: event.type, subject: event.subject,
            sequence: event.sequence, digest: LedgerHead.hexadecimal(event.digest), steps: [])
    }

    mutating func add(_ line: LedgerLine, after previous: Data?) {
        steps.append(
            Step(
                line: line.number, time: line.time.formatted(.iso8601WithMilliseconds), moment: line.moment,
                outbox: line.outbox, state: line.state, attempts: line.attempts, note: line.note,
                previous: previous.map(LedgerHead.hexadecimal), hash: LedgerHead.hexadecimal(line.hash)))
    }
}

extension FormatStyle where Self == Date.ISO8601FormatStyle {
    fileprivate static var iso8601WithMilliseconds: Date.ISO8601FormatStyle {
        Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    }
}
