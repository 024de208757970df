import Foundation
import Outreach
import Testing

@testable import Daemon
@testable import Delivery

@Suite("What is said of a test event")
struct PartnerTestTests {
    private func outcome(_ outcome: AttemptOutcome, _ code: String? = nil) -> PartnerPing.Outcome {
        var result = PartnerPing.Outcome(
            milliseconds: 1,
            verdict: AttemptVerdict(
                outcome, after: AttemptVerdict.History(event: "e"), at: Date(timeIntervalSince1970: 0)))
        switch outcome {
        case .answered(let answer): result.status = answer.status
        case .failed(let fault, _): (result.fault, result.family) = (code ?? fault.rawValue, fault)
        }
        return result
    }

    private func partner(_ change: (inout Partner.Endpoint) -> Void = { _ in }) -> Partner {
        var endpoint = Partner.Endpoint(url: "https://hooks.example.org", secret: PartnerSandbox.secret)
        change(&endpoint)
        return Partner(id: "a", name: "A", kind: .school, regions: ["*"], events: [.internships], endpoint: endpoint)
    }

    @Test(
        "Each family of faults has a remedy of its own, whatever its code adds",
        arguments: [
            (AttemptFault.timeout, "timeout", "endpoint.timeoutSeconds"), (.nameResolution, "dns", "looks names up"),
            (.connect, "connect-proxy-503", "host and port"), (.tls, "tls-certificate-expired", "to renew"),
            (.tls, "tls-certificate-unknown-authority", "endpoint.caFile"),
            (.connectionLost, "connection-lost", "no HTTP"),
            (.addressDenied, "address-private", "endpoint.allowAddresses"), (.token, "token-http-401", "tokenUrl"),
            (.handshake, "handshake-http-503", "OPTIONS"),
            (.handshakeRefused, "handshake-refused-origin", "handshakeOrigin"),
            (.proxy, "proxy-authentication", "proxy.authentication"), (.ownNetwork, "own-network", "firewall"),
            (.ownSide, "own-side", "this machine"),
        ])
    func families(fault: AttemptFault, code: String, says: String) {
        let remedy = outcome(.failed(fault, sent: false), code).remedy(for: partner())
        #expect(remedy.contains(says))
        #expect(remedy.contains("allowAddresses") == (fault == .addressDenied))
    }

    @Test("What lets a sender in stands before the signature, where there is any")
    func refusals() {
        let refused = outcome(.answered(.init(status: 401)))
        #expect(refused.remedy(for: partner()).hasPrefix("The partner refuses the signature"))
        let bearer = partner { $0.authentication = .bearer(Secret("t")) }
        #expect(refused.remedy(for: bearer).contains("check endpoint.authentication with them first"))
        let certificate = partner {
            $0.clientCertificate = .init(chain: [], key: Secret("k"), password: nil)
            $0.authentication = .bearer(Secret("t"))
        }
        #expect(refused.remedy(for: certificate).contains("endpoint.authentication and endpoint.clientCertificate"))
    }

    @Test("What would become of an event is what the rules say of such an answer")
    func meanings() {
        #expect(outcome(.answered(.init(status: 410))).meaning.contains("nothing more is sent"))
        #expect(outcome(.failed(.handshakeRefused, sent: false)).meaning.contains("be parked"))
        #expect(outcome(.answered(.init(status: 401))).meaning.contains("third such answer"))
        #expect(outcome(.answered(.init(status: 503))).meaning == "An event would be tried again.")
    }

    @Test(
        "TLS is not said to be verified when it failed",
        arguments: [nil, "tls-certificate-of-another-host"] as [String?])
    func security(code: String?) throws {
        var result = outcome(.answered(.init(status: 200)))
        if let code { result = outcome(.failed(.tls, sent: false), code) }
        result.facts = ConnectionFacts(
            address: "192.0.2.1", port: 443, httpVersion: nil, isEncrypted: true, certificateEnds: nil,
            certificateSubject: nil, certificateFault: nil, resolved: 1, connected: 1, secured: 1, answered: 0)
        let signer = try #require(WebhookSigner(secret: PartnerSandbox.secret))
        let facts = ConnectionText(partner: partner(), signer: signer, outcome: result).facts
        #expect(facts.first { $0.name == "tls" }?.value == (code == nil ? "verified" : "did not come about"))
    }
}
