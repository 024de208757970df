import Delivery
import Foundation
import Outreach

/// Says how a test event was signed and what its connection was like.
struct ConnectionText {
    let partner: Partner
    let signer: WebhookSigner
    let outcome: PartnerPing.Outcome

    /// Names and values, in the order in which a connection comes about.
    var facts: [(name: String, value: String)] {
        var facts = [(name: "signatures", value: signer.keys.map(signature).joined(separator: ", "))]
        guard let connection = outcome.facts else { return facts }
        if let address = connection.address {
            let version = connection.httpVersion.map { ", HTTP/\($0)" } ?? ""
            facts.append((name: "address", value: "\(address), port \(connection.port)\(version)"))
        }
        facts.append((name: "tls", value: security(connection)))
        facts.append((name: "timing", value: timing(connection)))
        return facts
    }

    private func signature(_ standing: WebhookSigner.Standing) -> String {
        let kind = standing.key.kind.rawValue
        return standing.ends.map { "\(kind) by the former secret, until \($0.formatted(.iso8601))" } ?? kind
    }

    private func security(_ connection: ConnectionFacts) -> String {
        let certificate = [
            connection.certificateSubject.map { "certificate of \($0)" },
            connection.certificateEnds.map { "valid until \($0)" },
        ].compactMap(\.self).joined(separator: ", ")
        if let fault = connection.certificateFault {
            return "not trusted: \(fault)" + (certificate.isEmpty ? "" : "; \(certificate)")
        }
        if connection.isEncrypted, outcome.family != .tls {
            return "verified" + (certificate.isEmpty ? "" : "; \(certificate)")
        }
        return partner.endpoint.url.lowercased().hasPrefix("http:") ? "none: plain http" : "did not come about"
    }

    private func timing(_ connection: ConnectionFacts) -> String {
        let steps = [
            ("name", connection.resolved), ("connected", connection.connected), ("tls", connection.secured),
            ("first byte", connection.answered),
        ]
        return (steps.filter { $0.1 > 0 } + [("whole", outcome.milliseconds)]).map { "\($0.0) \($0.1) ms" }
            .joined(separator: ", ")
    }
}
