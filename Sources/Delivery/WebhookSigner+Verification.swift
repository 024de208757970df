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
        let expected = Array(signature(id: id, timestamp: timestamp, body: body).utf8)
        let isSigned = signatures.split(separator: " ").contains { Self.areEqual(Array($0.utf8), expected) }
        return isSigned ? nil : "No signature matches."
    }

    /// Compares without telling by its duration where the difference lies.
    private static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
