package import Foundation
package import Outreach
package import Store

extension WebhookSigner {
    /// The partner's signer now: its configured secrets, and what the database knows of their rotation.
    /// - Throws: `secret-invalid`, `signing-key-invalid`, `secret-unreadable`.
    package init(_ partner: Partner, known: KnownSecrets, now: Date) throws(DeliveryError) {
        var keys: [Standing] = []
        for kind in partner.endpoint.signatureKinds {
            guard let configured = partner.endpoint.secret(kind) else { continue }
            let plan = known.plan(for: .init(partner: partner.id, kind: kind), configured: configured, now: now)
            guard plan.signing.first?.ends == nil, !plan.signing.isEmpty else {
                throw DeliveryError.secretUnreadable(partner: partner.id, kind: kind)
            }
            for signing in plan.signing {
                guard let key = SigningKey(signing.text), key.kind == kind else {
                    throw DeliveryError.secretInvalid(partner: partner.id, kind: kind)
                }
                keys.append(Standing(key: key, ends: signing.ends))
            }
        }
        guard !keys.isEmpty else { throw DeliveryError.secretInvalid(partner: partner.id, kind: .v1) }
        self.init(keys: keys)
    }
}
