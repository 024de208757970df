package import DoorstroomConfiguration
package import Foundation
package import Outreach
package import Store

/// How a partner's endpoint and secrets fare: the rows of `partners list`, and what `doctor` looks at.
package struct PartnerHealth: Sendable {
    /// The secret of one kind of signature.
    package struct Secret: Sendable {
        package var kind: SignatureKind
        /// Since when the current one signs; nil before the first delivery.
        package var since: Date?
        /// Until when the former one signs along.
        package var formerEnds: Date?
        /// The configuration holds one that has been rotated out.
        package var isConfigurationStale = false
    }

    package var partner: Partner
    package var endpoint: OutboxEndpoint
    package var waiting: OutboxWaiting?
    package var secrets: [Secret]
    /// Tokens of the partner API that are valid now, the newest first.
    package var tokens: [PartnerToken] = []

    /// How long before the last token ends the operator is told.
    package static let tokenNotice: TimeInterval = 14 * 24 * 3_600

    /// When the partner API closes for the partner, where that is soon and nothing follows.
    package func tokensEnd(from now: Date) -> Date? {
        guard let last = tokens.map({ $0.ends ?? .distantFuture }).max(), last < now + PartnerHealth.tokenNotice else {
            return nil
        }
        return last
    }

    /// Of every configured partner, in the configuration's order.
    /// - Parameter database: nil before there is one.
    package static func read(
        _ settings: Settings, database: Database?, now: Date
    ) async throws -> [PartnerHealth] {
        let endpoints = try await database?.outbox.endpoints() ?? []
        let waiting = try await database?.outbox.waiting() ?? [:]
        let known = try await database?.secrets.known()
        let tokens = try await database?.partnerTokens.all().filter { $0.isValid(at: now) } ?? []
        return settings.partners.map { partner in
            var health = PartnerHealth(
                partner: partner,
                endpoint: endpoints.first { $0.partner == partner.id } ?? OutboxEndpoint(partner: partner.id),
                waiting: waiting[partner.id],
                secrets: partner.endpoint.signatureKinds.map { kind in
                    var secret = Secret(kind: kind)
                    let name = SecretStore.Name(partner: partner.id, kind: kind)
                    guard let known, let history = known.histories[name],
                        let configured = partner.endpoint.secret(kind)
                    else { return secret }
                    let plan = known.plan(for: name, configured: configured, now: now)
                    // One that the file has since yesterday is in use from the daemon's next reload on.
                    secret.since = plan.adopts ? nil : history.current?.since
                    secret.formerEnds = plan.signing.dropFirst().compactMap(\.ends).max()
                    secret.isConfigurationStale = plan.isConfigurationStale
                    return secret
                })
            health.tokens = tokens.filter { $0.partner == partner.id }
            return health
        }
    }
}
