import Foundation
import Testing

@testable import Delivery

@Suite("Signing")
struct WebhookSignerTests {
    /// The example of the Standard Webhooks specification, as its reference libraries test it.
    @Test("The specification's example has the specification's signature")
    func specification() throws {
        let signer = try #require(WebhookSigner(secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signature = signer.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    /// Made with the PyPI package `standardwebhooks` 1.1.0, `Webhook(secret).sign(id, time, body)`; the secret's bytes are
    /// 0, 1, 2 ….
    @Test(
        "Secrets and bodies of every size are signed as the Python library signs them",
        arguments: [
            (
                24, "0190d2f3-7c1e-7aaa-8bbb-0123456789ab", 1_800_000_000,
                #"{"naam":"Werkcentrum Twente – zuid","n":1}"#,
                "v1,axNQmUmHIMX0L7vA1ysRS6xO79SseqnfXbWGbE0/fZ0="
            ),
            (32, "e1", 0, "", "v1,7IBADmLylOtgrMOXwNbp4aBe2e3m7qMMMR8OS4QNCmM="),
            (
                64, "e2", 4_102_444_800, String(repeating: "x", count: 3_000),
                "v1,4FP+UwwpXUuLMzEAUbwQEi+YB245JSjvjbjaN2PKduM="
            ),
        ])
    func crossCheck(bytes: Int, id: String, timestamp: Int64, body: String, expected: String) throws {
        let secret = "whsec_" + Data((0..<bytes).map(UInt8.init)).base64EncodedString()
        let signer = try #require(WebhookSigner(secret: secret))
        #expect(signer.signature(id: id, timestamp: timestamp, body: Array(body.utf8)) == expected)
    }

    @Test(
        "Secrets have 24 to 64 bytes, in base64 after the prefix",
        arguments: [
            (24, true), (64, true), (32, true), (23, false), (65, false), (0, false),
        ])
    func lengths(count: Int, taken: Bool) {
        let secret = "whsec_" + Data(repeating: 1, count: count).base64EncodedString()
        #expect((WebhookSigner(secret: secret) != nil) == taken)
    }

    @Test(
        "What is no secret is refused",
        arguments: [
            "", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_not base64 at all!",
        ])
    func notSecrets(secret: String) { #expect(WebhookSigner(secret: secret) == nil) }

    @Test("The headers are those of the standards")
    func headers() throws {
        let signer = try #require(WebhookSigner(secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        var next: UInt64 = 0
        let trace = TraceContext {
            next += 1
            return next
        }
        let headers = signer.headers(id: "e1", timestamp: 42, body: [1, 2], trace: trace)
        #expect(
            headers == [
                "Content-Type: application/cloudevents+json; charset=utf-8", "webhook-id: e1", "webhook-timestamp: 42",
                "webhook-signature: \(signer.signature(id: "e1", timestamp: 42, body: [1, 2]))",
                "traceparent: 00-00000000000000010000000000000002-0000000000000003-01",
            ])
    }

    @Test("Identifiers of a trace are never all zeros")
    func trace() {
        #expect(TraceContext { 0 }.description == "00-00000000000000000000000000000001-0000000000000001-01")
    }
}
