/// How events to a partner are signed (Standard Webhooks); the raw values stand before each signature.
package enum SignatureKind: String, Sendable, Codable, CaseIterable {
    /// HMAC-SHA256 with a `whsec_` secret that both sides hold.
    case v1
    /// ed25519 with a `whsk_` key that never leaves this side; the partner holds the `whpk_` key.
    case v1a
}
