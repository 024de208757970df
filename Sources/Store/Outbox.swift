import Foundation
import GRDB

/// What is to reach the partners, and what became of it: the outbox tables and every query on them.
///
/// The functions take an open database, so that the release of events and their queueing are one transaction (delivery
/// rules: no publish after commit). Invariants that each of them keeps:
/// - of one partner and subject at most one event is in flight, and at most one, the newest, waits behind it;
/// - an older event that no attempt is running for is superseded by the newer one, and says by which;
/// - the attempt's record and the event's next state are written together.
package enum Outbox {
    /// Milliseconds since 1970, the unit of every stored moment.
    static func milliseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    static func date(_ milliseconds: Int64) -> Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    /// The states in which an event may still reach its partner, in the words of the index `outbox_open`: what is to be
    /// found by it is asked for in the same ones.
    static let isOpen = """
        (state = 'held' OR state = 'pending' OR state = 'leased' OR state = 'retrying' OR state = 'parked' \
        OR state = 'exhausted')
        """

    /// The states in which content may lapse, in the words of the index `outbox_expiry`.
    static let isLapsable = "(state = 'held' OR state = 'pending' OR state = 'retrying')"

    /// Whether the event takes back what earlier ones of its subject said: its type ends in `withdrawn`, version apart.
    static func isWithdrawal(type: String) -> Bool {
        guard let version = type.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
        let name = type.utf8[..<version]
        let word = "withdrawn".utf8
        guard name.suffix(word.count).elementsEqual(word) else { return false }
        return name.dropLast(word.count).last.map { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") } ?? false
    }

    /// The number that the newest event of a partner and subject carries, 0 before the first.
    ///
    /// The renderer numbers on from here, inside the transaction that queues.
    static func lastSequence(partner: String, subject: String, in db: GRDB.Database) throws -> Int {
        let statement = try db.cachedStatement(
            sql: "SELECT max(sequence) FROM outbox WHERE subject = ? AND partner = ?")
        return try Int.fetchOne(statement, arguments: [subject, partner]) ?? 0
    }

    /// Refuses a connection whose commits do not wait for the disk.
    ///
    /// GRDB's pool sets `synchronous = NORMAL` when it turns WAL on, under which a power cut loses the last outcomes.
    static func requireDurability(in db: GRDB.Database) throws {
        let level = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? 0
        guard level >= 2 else { throw StoreError.outboxNotDurable(level: level) }
    }
}
