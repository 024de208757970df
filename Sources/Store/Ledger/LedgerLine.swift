package import Foundation

/// One line of the delivery ledger: a state that an event took (delivery rules, "Outbox").
package struct LedgerLine: Equatable, Sendable {
    /// What the event is; only in its first line.
    package struct Event: Equatable, Sendable {
        package var id: String
        package var partner: String
        package var type: String
        package var subject: String
        package var sequence: Int64
        /// Of the body, keyed: nobody can find the content by trying contents.
        package var digest: Data
    }

    /// From 1, without gaps.
    package var number: Int64
    /// Milliseconds since 1970.
    package var moment: Int64
    /// The outbox row, whose event is the newest opened under it.
    package var outbox: Int64
    package var state: String
    package var attempts: Int64
    package var note: String?
    package var event: Event?
    /// Of this line and the hash of the one before: SHA-256.
    package var hash: Data

    package var time: Date { Outbox.date(moment) }

    /// The hash that the line must have behind another one's.
    /// - Parameter before: that of the line before; nil for the first.
    func hash(after before: Data?) -> Data {
        var hasher = before.map { $0.withUnsafeBytes { LedgerHasher(after: $0) } } ?? LedgerHasher(after: nil)
        hasher.add(number)
        hasher.add(moment)
        hasher.add(outbox)
        hasher.add(state)
        hasher.add(attempts)
        for text in [note, event?.id, event?.partner, event?.type, event?.subject] { hasher.add(text) }
        hasher.add(event?.sequence)
        if let digest = event?.digest {
            digest.withUnsafeBytes { hasher.add($0) }
        } else {
            hasher.add(nil as Int64?)
        }
        return Data(hasher.finalize())
    }
}
