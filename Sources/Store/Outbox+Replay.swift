import Foundation
import GRDB

extension Outbox {
    /// Queues a parked, exhausted, expired or delivered event once more, to the one partner it is for.
    ///
    /// A replay bypasses nothing: not a hold, a withdrawal, a newer event of the subject, the content's expiry or the
    /// end of the agreement (delivery rules, "Outbox"). The retry budget begins anew; the id stays.
    /// - Parameter agreementEnds: the first moment at which nothing may be attempted at the partner any more.
    static func replay(
        _ event: String, agreementEnds: Date?, now: Date, in db: GRDB.Database
    ) throws {
        let detail = try show(event, in: db)
        let listing = detail.listing
        try refuseReplay(of: listing, hasBody: !detail.body.isEmpty, agreementEnds: agreementEnds, now: now)
        if try isHeld(subject: listing.subject, in: db) {
            throw StoreError.notReplayable(
                event, because: "a hold binds its subject", remedy: "Release the hold first.")
        }
        let newest = try lastSequence(partner: listing.partner, subject: listing.subject, in: db)
        guard newest == listing.sequence else {
            throw StoreError.notReplayable(
                event, because: "a newer event of its subject has been queued since",
                remedy: "Replay the newest event of subject \(listing.subject) instead.")
        }
        try db.execute(
            sql: "UPDATE outbox SET state = 'pending', due = ?, failures = 0, note = NULL, changed = ? WHERE id = ?",
            arguments: [milliseconds(now), milliseconds(now), listing.cursor])
    }

    private static func refuseReplay(
        of listing: OutboxListing, hasBody: Bool, agreementEnds: Date?, now: Date
    ) throws {
        func refuse(_ reason: String, _ remedy: String) -> StoreError {
            .notReplayable(listing.id, because: reason, remedy: remedy)
        }
        switch listing.state {
        case .parked, .exhausted, .expired, .delivered: break
        case .pending, .retrying, .leased:
            throw refuse("it is on its way (\(listing.state.rawValue))", "Wait for its outcome.")
        case .held: throw refuse("a hold binds its subject", "Release the hold first.")
        case .withdrawn: throw refuse("it was withdrawn before the partner knew of it", "There is nothing to send.")
        case .superseded:
            throw refuse("a newer event replaces it", "Replay event \(listing.supersededBy ?? "that replaces it").")
        }
        if let expiry = listing.expiry, expiry <= now {
            throw refuse("its content has lapsed", "There is nothing to send; the next run renders what holds now.")
        }
        if let agreementEnds, agreementEnds <= now {
            throw refuse(
                "the agreement with \(listing.partner) has ended",
                "Renew `agreement.validUntil` in the partner's configuration first.")
        }
        if !hasBody {
            throw refuse("its body was removed when its retention ended", "There is nothing to send.")
        }
    }
}
