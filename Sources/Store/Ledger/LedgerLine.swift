internal import Crypto
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
    ///
    /// Every field goes in with its length, so that no two lines read the same; absent ones have a length of their own.
    /// - Parameter before: that of the line before; nil for the first, which stands for 32 zeros.
    func hash(after before: Data?) -> Data {
        var hasher = SHA256()
        hasher.update(data: before ?? Data(count: SHA256.byteCount))
        func add(_ number: Int64?) {
            withUnsafeBytes(of: (number ?? Int64.min).littleEndian) { hasher.update(bufferPointer: $0) }
        }
        func add(_ bytes: some Collection<UInt8>, absent: Bool) {
            add(absent ? nil : Int64(bytes.count))
            hasher.update(data: Array(bytes))
        }
        add(number)
        add(moment)
        add(outbox)
        add(state.utf8, absent: false)
        add(attempts)
        add((note ?? "").utf8, absent: note == nil)
        for text in [event?.id, event?.partner, event?.type, event?.subject] {
            add((text ?? "").utf8, absent: text == nil)
        }
        add(event?.sequence)
        add(event?.digest ?? Data(), absent: event == nil)
        return Data(hasher.finalize())
    }
}
