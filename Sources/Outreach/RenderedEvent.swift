package import struct Foundation.Date

/// One event for one partner, rendered once and sent byte for byte (delivery rules, "Event").
package struct RenderedEvent: Equatable, Sendable {
    /// UUIDv7; also the `webhook-id`.
    package var id: String
    package var partner: String
    /// Full type, such as `nl.doorstroom.redundancies.alert-raised.v1`.
    package var type: String
    /// Opaque key of the cell or offer.
    package var subject: String
    /// From 1, without gaps, per partner and subject.
    package var sequence: Int
    package var time: Date
    /// After this the content has lapsed and is not attempted any more.
    package var expiry: Date?
    /// CloudEvents 1.0 JSON, structured mode, at most 64 KB.
    package var body: [UInt8]

    package init(
        id: String, partner: String, type: String, subject: String, sequence: Int, time: Date, expiry: Date?,
        body: [UInt8]
    ) {
        self.id = id
        self.partner = partner
        self.type = type
        self.subject = subject
        self.sequence = sequence
        self.time = time
        self.expiry = expiry
        self.body = body
    }
}
