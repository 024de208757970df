import Delivery
import Foundation
import Outreach

/// What is said of a new secret: how the partner comes by it, and how it verifies.
struct SecretNote {
    var kind: SignatureKind
    var secret: String
    /// Whether the person asked to see it.
    var isShown: Bool
    /// Whether it stands in a file: then a private key is not shown even to whoever asks.
    var isKept = true

    var lines: [String] {
        switch kind {
        case .v1:
            guard isShown else {
                return [
                    "Give it to the partner by a safe way, never by plain e-mail (--show-secret would have shown it)."
                ]
            }
            return [
                "", "  \(secret)", "",
                "It is shown this once. Give it to the partner by a safe way, never by plain e-mail.",
                "To verify: any library of Standard Webhooks; in Python (pip install standardwebhooks):",
                "  Webhook(secret).verify(body, headers)",
            ]
        case .v1a:
            let key = SigningKey(secret)?.publicKey ?? ""
            let lines = [
                "", "  \(key)", "",
                "This is the public key: the partner verifies with it. The private one is for this side alone.",
                "To verify: of each `v1a,` signature in webhook-signature, ed25519 over "
                    + "webhook-id.webhook-timestamp.body; in Python (pip install pynacl):",
                "  VerifyKey(base64.b64decode(key[5:])).verify(f\"{id}.{timestamp}.\".encode() + body, signature)",
            ]
            guard isShown, !isKept else { return lines }
            return ["", "  \(secret)", "", "This is the private key, shown this once, for you to keep."] + lines
        }
    }
}
