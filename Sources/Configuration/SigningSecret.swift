import Foundation

/// A symmetric signing secret of Standard Webhooks: `whsec_` and base64 of 24 to 64 bytes.
package enum SigningSecret {
    package static let byteCounts = 24...64

    package static func isValid(_ text: String) -> Bool {
        guard text.hasPrefix("whsec_"), let bytes = Data(base64Encoded: String(text.dropFirst("whsec_".count))) else {
            return false
        }
        return byteCounts.contains(bytes.count)
    }

    /// The text of a secret.
    package static func encode(_ bytes: [UInt8]) -> String { "whsec_" + Data(bytes).base64EncodedString() }
}
