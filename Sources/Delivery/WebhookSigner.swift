import Crypto
import Foundation
package import Outreach

/// Signs events as Standard Webhooks version 1 says: HMAC-SHA256 over `id.timestamp.body`.
package struct WebhookSigner: Sendable {
    /// The code with the key already taken in; each signature begins with a copy.
    private let keyed: HMAC<SHA256>

    /// Reads a `whsec_` secret: base64 of 24 to 64 bytes.
    package init?(secret: String) {
        let prefix = "whsec_"
        guard secret.hasPrefix(prefix), let bytes = Data(base64Encoded: String(secret.dropFirst(prefix.count))),
            (24...64).contains(bytes.count)
        else { return nil }
        keyed = HMAC<SHA256>(key: SymmetricKey(data: bytes))
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
        var code = keyed
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
        String(unsafeUninitializedCapacity: 55) { text in
            var count = 0
            func put(_ literal: StaticString) {
                for offset in 0..<literal.utf8CodeUnitCount { text[count + offset] = literal.utf8Start[offset] }
                count += literal.utf8CodeUnitCount
            }
            func put(_ value: UInt64) {
                for shift in stride(from: UInt64(60), through: 0, by: -4) {
                    let digit = UInt8(truncatingIfNeeded: value >> shift & 15)
                    text[count] = digit < 10 ? 0x30 + digit : 0x57 + digit
                    count += 1
                }
            }
            put("00-")
            put(trace.0)
            put(trace.1)
            put("-")
            put(span)
            put("-01")
            return count
        }
    }

    package static func == (left: TraceContext, right: TraceContext) -> Bool {
        left.trace == right.trace && left.span == right.span
    }
}
