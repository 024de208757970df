internal import Foundation
internal import GRDB

/// What retention takes of what partners answered.
enum PartnerPurge {
    /// How long the answer to an idempotency key is kept at least, in seconds: two days, for a promise of one.
    static let keyLife: TimeInterval = 48 * 3_600
    /// Longer than any signature is taken for, in seconds.
    static let messageLife: TimeInterval = 3_600

    /// - Parameters:
    ///   - answersBefore: evidence of what was answered, as that of deliveries.
    ///   - personsBefore: what follows a person, and what may name one.
    static func run(answersBefore: Date, personsBefore: Date, now: Date, in db: GRDB.Database) throws {
        func delete(_ table: String, _ condition: String, before moment: Date) throws {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE \(condition)", arguments: [Outbox.milliseconds(moment)])
        }
        try delete("idempotency_key", "moment < ?", before: now - keyLife)
        try delete("inbound_message", "moment < ?", before: now - messageLife)
        try delete("partner_answer", "moment < ?", before: answersBefore)
        try delete("offer_reservation", "state IN ('returned', 'withdrawn') AND changed < ?", before: answersBefore)
        try delete("partner_token", "ends < ?", before: answersBefore)
        try delete("partner_vacancy", "withdrawn < ?", before: personsBefore)
        try delete("trajectory", "ended IS NOT NULL AND changed < ?", before: personsBefore)
    }
}
