import Foundation

/// The other side of the signature: what the sandbox does, and every partner's stock library.
extension WebhookSigner {
    /// How far a timestamp may lie from now, as Standard Webhooks recommends.
    static let toleranceSeconds: Int64 = 300

    /// What is wrong with a request's signature; nil when it is right.
    ///
    /// - Parameters:
    ///   - headers: by lower-case name.
    ///   - now: seconds since 1970.
    package func fault(headers: [String: String], body: [UInt8], now: Int64) -> String? {
        guard let id = headers["webhook-id"], let signatures = headers["webhook-signature"],
            let timestamp = headers["webhook-timestamp"].flatMap(Int64.init)
        else { return "A webhook- header is missing or no number." }
        guard abs(now - timestamp) <= Self.toleranceSeconds else { return "The timestamp is more than 5 minutes away." }
        let prefix = Self.prefix(id: id, timestamp: timestamp)
        let isSigned = signatures.split(separator: " ").contains { signature in
            keys.contains { $0.key.verifies(signature, of: prefix, body) }
        }
        return isSigned ? nil : "No signature matches."
    }
}
