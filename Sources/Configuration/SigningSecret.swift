import Foundation
package import Outreach

/// Signing secrets as Standard Webhooks writes them: a prefix and base64.
///
/// `whsec_` with 24 to 64 bytes is shared with the partner; `whsk_` is an ed25519 private key, of which the partner gets
/// the `whpk_` key.
package enum SigningSecret {
    package static let byteCounts = 24...64
    /// The seed alone, or the seed and the public key after it, as libsodium keeps private keys.
    static let privateKeyByteCounts = [32, 64]

    /// Whether the text is a `whsec_` secret.
    package static func isValid(_ text: String) -> Bool { fault(of: text, kind: .v1) == nil }

    /// What is wrong with a secret of a kind, and the remedy; never its text.
    package static func fault(of text: String, kind: SignatureKind) -> (reason: String, remedy: String)? {
        let count = bytes(of: text, prefix: kind.secretPrefix)?.count
        switch kind {
        case .v1:
            if let count, byteCounts.contains(count) { return nil }
            if text.hasPrefix(SignatureKind.v1a.secretPrefix) {
                return (
                    "this is the private key of `v1a` signatures, not a `whsec_` secret",
                    "name its file as `signingKeyFile`"
                )
            }
            return (
                "the secret is not `whsec_` and base64 of 24 to 64 bytes",
                "make one with `echo whsec_$(head -c 32 /dev/urandom | base64 -w0)`, or ask the partner for theirs"
            )
        case .v1a:
            if let count, privateKeyByteCounts.contains(count) { return nil }
            if text.hasPrefix("whpk_") {
                return (
                    "this is a public key, which can only verify",
                    "name the file of the private key (`whsk_…`); the partner has the public one"
                )
            }
            return (
                "the key is not `whsk_` and base64 of 32 bytes, or of 64 with the public key behind",
                "make one with `echo whsk_$(head -c 32 /dev/urandom | base64 -w0)`, and give the partner what "
                    + "`doorstroom partners public-key` prints"
            )
        }
    }

    /// The text of a `whsec_` secret.
    package static func encode(_ bytes: [UInt8]) -> String { encode(bytes, kind: .v1) }

    /// The text of a secret, or of a private key by its seed.
    package static func encode(_ bytes: [UInt8], kind: SignatureKind) -> String {
        kind.secretPrefix + Data(bytes).base64EncodedString()
    }

    /// A secret, or a private key, that nobody has seen.
    package static func make(_ kind: SignatureKind) -> String {
        encode(InitialConfiguration.systemRandom(32), kind: kind)
    }

    private static func bytes(of text: String, prefix: String) -> Data? {
        text.hasPrefix(prefix) ? Data(base64Encoded: String(text.dropFirst(prefix.count))) : nil
    }
}

extension SignatureKind {
    /// What the text of a secret of this kind begins with.
    package var secretPrefix: String {
        switch self {
        case .v1: "whsec_"
        case .v1a: "whsk_"
        }
    }

    /// The configuration key of its secret, without `File` or `Env`.
    package var referenceName: String {
        switch self {
        case .v1: "secret"
        case .v1a: "signingKey"
        }
    }
}
