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
            let lines =
                [
                    "", "  \(key)", "",
                    "This is the public key: the partner verifies with it. The private one is for this side alone.",
                    "To verify: one of the `v1a,` signatures in webhook-signature is ed25519 over",
                    "webhook-id.webhook-timestamp.body, and webhook-timestamp at most five minutes away; in Python",
                    "(pip install pynacl):", "",
                ] + SecretNote.verification.split(separator: "\n").map { "  \($0)" }
            guard isShown, !isKept else { return lines }
            return ["", "  \(secret)", "", "This is the private key, shown this once, for you to keep."] + lines
        }
    }

    /// What a partner's developer can copy: during a rotation there are two signatures, of which one is by the key at hand.
    private static let verification = """
        import base64, nacl.exceptions, nacl.signing
        def is_genuine(key, headers, body):
            signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
            for s in headers["webhook-signature"].split():
                if s.startswith("v1a,"):
                    try:
                        nacl.signing.VerifyKey(base64.b64decode(key[5:])).verify(signed, base64.b64decode(s[4:]))
                        return True
                    except nacl.exceptions.BadSignatureError:
                        pass
            return False
        """
}
