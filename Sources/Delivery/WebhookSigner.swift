package import Foundation
package import Outreach

/// Signs events as Standard Webhooks says: with every secret and key that stands, newest first, each signature over
/// `id.timestamp.body`.
package struct WebhookSigner: Sendable {
    /// A key, and until when it signs.
    package struct Standing: Sendable {
        package var key: SigningKey
        /// The moment from which it does not sign any more; nil for until further notice.
        package var ends: Date?

        package init(key: SigningKey, ends: Date? = nil) {
            self.key = key
            self.ends = ends
        }
    }

    /// In the order of their signatures.
    package let keys: [Standing]

    package init(keys: [Standing]) { self.keys = keys }

    /// A signer with one secret: `whsec_` or `whsk_`.
    package init?(secret: String) {
        guard let key = SigningKey(secret) else { return nil }
        self.init(keys: [Standing(key: key)])
    }

    /// The partner's signer by its configuration alone, which knows of no rotation.
    /// - Throws: `secret-invalid`.
    package init(_ partner: Partner) throws(DeliveryError) {
        var keys: [Standing] = []
        for kind in partner.endpoint.signatureKinds {
            guard let text = partner.endpoint.secret(kind), let key = SigningKey(text), key.kind == kind else {
                throw .secretInvalid(partner: partner.id, kind: kind)
            }
            keys.append(Standing(key: key))
        }
        guard !keys.isEmpty else { throw .secretInvalid(partner: partner.id, kind: .v1) }
        self.init(keys: keys)
    }

    /// The `webhook-signature` of one attempt: of each key that stands then its kind, a comma and the signature in base64.
    /// - Parameter timestamp: whole seconds since 1970, as sent in `webhook-timestamp`.
    package func signature(id: String, timestamp: Int64, body: [UInt8]) throws -> String {
        let prefix = Self.prefix(id: id, timestamp: timestamp)
        let moment = Date(timeIntervalSince1970: TimeInterval(timestamp))
        return try keys.filter { standing in standing.ends.map { $0 > moment } ?? true }
            .map { try $0.key.signature(of: prefix, body) }.joined(separator: " ")
    }

    /// What is signed before the body.
    static func prefix(id: String, timestamp: Int64) -> [UInt8] { Array("\(id).\(timestamp).".utf8) }

    /// The headers of one attempt, each a line.
    package func headers(id: String, timestamp: Int64, body: [UInt8], trace: TraceContext) throws -> [String] {
        [
            "Content-Type: application/cloudevents+json; charset=utf-8",
            "webhook-id: \(id)",
            "webhook-timestamp: \(timestamp)",
            "webhook-signature: \(try signature(id: id, timestamp: timestamp, body: body))",
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
