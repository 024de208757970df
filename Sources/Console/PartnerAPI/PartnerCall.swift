import Foundation
import Outreach
import Store
import Workforce

/// A request that was admitted and is well formed, as the routes see it.
struct PartnerCall: Sendable {
    let desk: PartnerDesk
    let profiles: ProfileTerms
    let partner: Partner
    let route: PartnerRoute
    /// Of the path.
    let parameters: [String: String]
    /// Of the query.
    let query: [String: String]
    /// `null` where there is none.
    let body: JSONDocument
    /// The answer to a repetition is found by it.
    let key: String?
    let digest: [UInt8]
    /// `webhook-id` of a request that was signed.
    let message: String?
    let now: Date
    let today: CalendarDate

    func text(_ name: String) -> String? { body.object?[name]?.string }

    func date(_ name: String) -> CalendarDate? { text(name).flatMap(CalendarDate.init(iso:)) }

    func count(_ name: String) -> Int? { body.object?[name]?.count }

    /// Carries out a writing request as one transaction, and renders what came of it.
    ///
    /// A problem is an answer as well, kept for a repetition; it must be thrown before anything is written.
    func write(
        about subject: String, _ deed: @escaping @Sendable (PartnerDeeds) throws -> PartnerReceipt
    ) async throws -> PartnerReply {
        let write = PartnerWrite(
            partner: partner.id, key: key, request: digest, audit: "partner-api \(route.deed ?? "") \(subject)",
            message: message, now: now, today: today)
        let receipt = try await desk.write(write) { deeds in
            do { return try deed(deeds) } catch let problem as PartnerProblem { return problem.receipt }
        }
        return PartnerReply(receipt)
    }

    func read<Value: Sendable>(_ look: @escaping @Sendable (PartnerDeeds) throws -> Value) async throws -> Value {
        try await desk.read(partner: partner.id, now: now, today: today, look)
    }
}
