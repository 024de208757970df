package import Crypto
import Foundation
package import Outreach

/// What makes one signature: a shared secret or a private key of Standard Webhooks, ready for use.
package enum SigningKey: Sendable {
    /// The code with the key already taken in; each signature begins with a copy.
    case symmetric(HMAC<SHA256>)
    case asymmetric(Curve25519.Signing.PrivateKey)

    /// Reads a secret or a private key in the form of ``SigningSecret``; nil for what is none.
    package init?(_ text: String) {
        if let bytes = SigningSecret.bytes(of: text, kind: .v1) {
            self = .symmetric(HMAC<SHA256>(key: SymmetricKey(data: bytes)))
        } else if let bytes = SigningSecret.bytes(of: text, kind: .v1a) {
            guard
                let key = try? Curve25519.Signing.PrivateKey(
                    rawRepresentation: bytes.prefix(SigningSecret.seedByteCount)),
                // A public key that is not the seed's would make the partner refuse everything.
                bytes.count == SigningSecret.seedByteCount
                    || key.publicKey.rawRepresentation.elementsEqual(bytes.suffix(SigningSecret.seedByteCount))
            else { return nil }
            self = .asymmetric(key)
        } else {
            return nil
        }
    }

    package var kind: SignatureKind {
        switch self {
        case .symmetric: .v1
        case .asymmetric: .v1a
        }
    }

    /// The `whpk_` key that the partner verifies with; nil for a secret that it holds itself.
    package var publicKey: String? {
        guard case .asymmetric(let key) = self else { return nil }
        return "whpk_" + key.publicKey.rawRepresentation.base64EncodedString()
    }

    /// One signature, with its kind before it.
    /// - Throws: when no randomness or memory is to be had; a signature is never left out in silence.
    func signature(of prefix: [UInt8], _ body: [UInt8]) throws -> String {
        switch self {
        case .symmetric(let keyed):
            var code = keyed
            code.update(data: prefix)
            code.update(data: body)
            return "v1," + Data(code.finalize()).base64EncodedString()
        case .asymmetric(let key):
            return "v1a," + (try key.signature(for: prefix + body)).base64EncodedString()
        }
    }

    /// Whether a signature, as it stands in the header, is this key's.
    func verifies(_ signature: Substring, of prefix: [UInt8], _ body: [UInt8]) -> Bool {
        guard signature.hasPrefix(kind.rawValue + ","),
            let bytes = Data(base64Encoded: String(signature.dropFirst(kind.rawValue.utf8.count + 1)))
        else { return false }
        switch self {
        case .symmetric(let keyed):
            var code = keyed
            code.update(data: prefix)
            code.update(data: body)
            // Compares in constant time.
            let expected = code.finalize()
            return bytes.count == SHA256.byteCount && expected == bytes
        case .asymmetric(let key):
            return key.publicKey.isValidSignature(bytes, for: prefix + body)
        }
    }
}
