import Foundation
import Testing

@testable import Delivery

@Suite("Signing")
struct WebhookSignerTests {
    /// The example of the Standard Webhooks specification, as its reference libraries test it.
    @Test("The specification's example has the specification's signature")
    func specification() throws {
        let signer = try #require(WebhookSigner(secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signature = try signer.signature(
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
        #expect(try signer.signature(id: id, timestamp: timestamp, body: Array(body.utf8)) == expected)
    }

    /// Made with the PyPI package `cryptography`, `Ed25519PrivateKey.from_private_bytes(seed).sign(…)`; the seed's bytes are
    /// 0, 1, 2 …
    @Test(
        "Private keys sign as another implementation of ed25519 signs, with and without the public key behind the seed",
        arguments: [
            (
                "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, #"{"test": 2432232314}"#,
                "v1a,yoUrgEkc12aGqm0n4Sydmdz55xJfTz4AsAgieHFjmkR7LJtqVCZOQYzvvHjI5kAey+r4iaBGxTFRrl2iBQxtDQ=="
            ),
            (
                "e1", 0, "",
                "v1a,UbIIEUW1W8ssrLygIi6VYHKrxzE5P++kyII5GSbiUzQMhU/RKZCHVajOCpLFXTkpzY8K9VgSfoBwNwv0DHUsDw=="
            ),
            (
                "0190d2f3-7c1e-7aaa-8bbb-0123456789ab", 1_800_000_000, #"{"naam":"Werkcentrum Twente – zuid","n":1}"#,
                "v1a,YGZHxZQrAjTw1luZIxoOOz9P0EjBjLdQMp2O8ZQrJ0tZzdhDyEOeyyqU8KeBstIckK1/X8fb5It4Ohlunl+EAg=="
            ),
        ])
    func asymmetric(id: String, timestamp: Int64, body: String, expected: String) throws {
        for text in [Self.seed, Self.seedAndPublicKey] {
            let signer = try #require(WebhookSigner(secret: text))
            let signature = try signer.signature(id: id, timestamp: timestamp, body: Array(body.utf8))
            #expect(signature == expected)
            #expect(signer.keys.first?.key.publicKey == "whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=")
        }
    }

    static let seed = "whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    static let seedAndPublicKey =
        "whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8DoQe/884Qvh1w3RjnS8CZZ+TWMJulDV8d3IZkElUxuA=="

    @Test("A private key with another's public key behind it is refused: the partner would refuse everything")
    func mismatched() {
        #expect(SigningKey(Self.seedAndPublicKey.replacing("DoQe/884", with: "DoQe/994")) == nil)
        #expect(SigningKey("whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=") == nil)
    }

    @Test("Every key that stands signs, newest first, and one stops by itself at its end")
    func list() throws {
        let end = Date(timeIntervalSince1970: 100)
        let new = try #require(SigningKey("whsec_" + Data(repeating: 1, count: 32).base64EncodedString()))
        let old = try #require(SigningKey("whsec_" + Data(repeating: 2, count: 32).base64EncodedString()))
        let key = try #require(SigningKey(Self.seed))
        let signer = WebhookSigner(keys: [.init(key: new), .init(key: old, ends: end), .init(key: key)])
        let alone = [new, old, key].map { WebhookSigner(keys: [.init(key: $0)]) }
        for (second, standing) in [(Int64(99), alone), (100, [alone[0], alone[2]])] {
            let header = try signer.signature(id: "e1", timestamp: second, body: [7])
            let expected = try standing.map { try $0.signature(id: "e1", timestamp: second, body: [7]) }
            #expect(header == expected.joined(separator: " "))
            let headers = [
                "webhook-id": "e1", "webhook-timestamp": "\(second)", "webhook-signature": header,
            ]
            let verified = alone.map { $0.fault(headers: headers, body: [7], now: second) == nil }
            #expect(verified == [true, second < 100, true])
            #expect(alone.allSatisfy { $0.fault(headers: headers, body: [8], now: second) != nil })
        }
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
        let headers = try signer.headers(id: "e1", timestamp: 42, body: [1, 2], trace: trace)
        #expect(
            headers == [
                "Content-Type: application/cloudevents+json; charset=utf-8", "webhook-id: e1", "webhook-timestamp: 42",
                "webhook-signature: \(try signer.signature(id: "e1", timestamp: 42, body: [1, 2]))",
                "traceparent: 00-00000000000000010000000000000002-0000000000000003-01",
            ])
    }

    @Test("Identifiers of a trace are never all zeros")
    func trace() {
        #expect(TraceContext { 0 }.description == "00-00000000000000000000000000000001-0000000000000001-01")
    }
}
