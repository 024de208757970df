import Crypto
import Foundation
package import Outreach

/// Signs events as Standard Webhooks version 1 says: HMAC-SHA256 over `id.timestamp.body`.
package struct WebhookSigner: Sendable {
    private let key: SymmetricKey

    /// Reads a `whsec_` secret: base64 of 24 to 64 bytes.
    package init?(secret: String) {
        let prefix = "whsec_"
        guard secret.hasPrefix(prefix), let bytes = Data(base64Encoded: String(secret.dropFirst(prefix.count))),
            (24...64).contains(bytes.count)
        else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The partner's signer.
    /// - Throws: `secret-invalid`.
    package init(_ partner: Partner) throws(DeliveryError) {
        guard let signer = WebhookSigner(secret: partner.endpoint.secret) else {
            throw .secretInvalid(partner: partner.id)
        }
        self = signer
    }

    /// The `webhook-signature` of one attempt: `v1,` and the code in base64.
    /// - Parameter timestamp: whole seconds since 1970, as sent in `webhook-timestamp`.
    package func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array("\(id).\(timestamp).".utf8))
        code.update(data: body)
        return "v1," + Data(code.finalize()).base64EncodedString()
    }

    /// The headers of one attempt, each a line.
    package func headers(id: String, timestamp: Int64, body: [UInt8], trace: TraceContext) -> [String] {
        [
            "Content-Type: application/cloudevents+json; charset=utf-8",
            "webhook-id: \(id)",
            "webhook-timestamp: \(timestamp)",
            "webhook-signature: \(signature(id: id, timestamp: timestamp, body: body))",
            "traceparent: \(trace)",
        ]
    }
}

/// The `traceparent` of one attempt (W3C Trace Context, version 00, sampled).
package struct TraceContext: Equatable, Sendable, CustomStringConvertible {
    private let trace: (UInt64, UInt64)
    private let span: UInt64

    /// - Parameter random: 64 random bits a call; identifiers of all zeros are not allowed by the standard.
    package init(random: () -> UInt64) {
        trace = (random(), max(1, random()))
        span = max(1, random())
    }

    package var description: String {
        "00-\(Self.hexadecimal(trace.0))\(Self.hexadecimal(trace.1))-\(Self.hexadecimal(span))-01"
    }

    package static func == (left: TraceContext, right: TraceContext) -> Bool {
        left.trace == right.trace && left.span == right.span
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
