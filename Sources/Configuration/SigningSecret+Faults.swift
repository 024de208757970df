import Crypto
import Foundation
package import Outreach

extension SigningSecret {
    /// What is wrong with a secret of a kind, and the remedy; never its text.
    package static func fault(of text: String, kind: SignatureKind) -> (reason: String, remedy: String)? {
        let bytes = bytes(of: text, kind: kind)
        switch kind {
        case .v1:
            if bytes != nil { return nil }
            if text.hasPrefix(SignatureKind.v1a.secretPrefix) {
                return (
                    "this is the private key of `v1a` signatures, not a `whsec_` secret",
                    "name its file as `signingKeyFile`"
                )
            }
            return (
                "the secret is not `whsec_` and base64 of 24 to 64 bytes",
                "make one with \(kind.secretCommand), or ask the partner for theirs"
            )
        case .v1a:
            if let bytes {
                guard bytes.count == keyPairByteCount, !isPair(bytes) else { return nil }
                return (
                    "the public key behind the private one is another's: the partner would refuse every signature",
                    "take the file as it was made, or \(makingKey)"
                )
            }
            if text.hasPrefix("whpk_") {
                return (
                    "this is a public key, which can only verify",
                    "name the file of the private key (`whsk_…`); the partner has the public one"
                )
            }
            return (
                "the key is not `whsk_` and base64 of 32 bytes, or of 64 with the public key behind", makingKey
            )
        }
    }

    /// A secret, or a private key, that nobody has seen.
    package static func make(_ kind: SignatureKind) -> String {
        encode(InitialConfiguration.systemRandom(32), kind: kind)
    }

    private static let makingKey =
        "make one with \(SignatureKind.v1a.secretCommand), and give the partner what `doorstroom partners public-key ID` "
        + "prints"

    /// Whether the second half is the public key of the first. A seed that no key can be made of has none.
    private static func isPair(_ bytes: [UInt8]) -> Bool {
        let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes.prefix(seedByteCount))
        return key?.publicKey.rawRepresentation.elementsEqual(bytes.suffix(seedByteCount)) == true
    }
}
