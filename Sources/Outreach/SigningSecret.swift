import Foundation

/// Signing secrets as Standard Webhooks writes them: a prefix and base64.
///
/// `whsec_` with 24 to 64 bytes is shared with the partner; `whsk_` is an ed25519 private key, of which the partner gets
/// the `whpk_` key.
package enum SigningSecret {
    package static let byteCounts = 24...64
    /// Of a private key: the seed alone, or the seed and the public key after it, as libsodium keeps them.
    package static let seedByteCount = 32
    package static let keyPairByteCount = 64

    /// The bytes of a secret or a private key of a kind; nil for what is none. That the public half of a pair is the seed's
    /// own is not told by its form.
    package static func bytes(of text: String, kind: SignatureKind) -> [UInt8]? {
        guard text.hasPrefix(kind.secretPrefix),
            let bytes = Data(base64Encoded: String(text.dropFirst(kind.secretPrefix.count)))
        else { return nil }
        let isOfLength =
            switch kind {
            case .v1: byteCounts.contains(bytes.count)
            case .v1a: bytes.count == seedByteCount || bytes.count == keyPairByteCount
            }
        return isOfLength ? Array(bytes) : nil
    }

    /// The text of a `whsec_` secret.
    package static func encode(_ bytes: [UInt8]) -> String { encode(bytes, kind: .v1) }

    /// The text of a secret, or of a private key by its seed.
    package static func encode(_ bytes: [UInt8], kind: SignatureKind) -> String {
        kind.secretPrefix + Data(bytes).base64EncodedString()
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

    /// The command that makes a secret of this kind.
    package var secretCommand: String { "`echo \(secretPrefix)$(head -c 32 /dev/urandom | base64 -w0)`" }

    /// The configuration key of its secret, without `File` or `Env`.
    package var referenceName: String {
        switch self {
        case .v1: "secret"
        case .v1a: "signingKey"
        }
    }
}
