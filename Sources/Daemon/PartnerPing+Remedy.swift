import Delivery
import Outreach
import Store

extension PartnerPing.Outcome {
    /// What would have become of an event.
    var meaning: String {
        if verdict.disablesEndpoint { return "After such an answer nothing more is sent there." }
        if verdict.state == .parked { return "An event would be parked until a person replays it." }
        if verdict.isRefusal {
            return "An event would be tried again, and parked by the third such answer within an hour."
        }
        return "An event would be tried again."
    }

    /// What a person can do about it.
    func remedy(for partner: Partner) -> String {
        if let status { return remedy(status, partner) }
        switch family {
        case .timeout:
            return "The partner took longer than `endpoint.timeoutSeconds`: ask there, or allow more."
        case .nameResolution: return "Check the host in endpoint.url, and whether this machine looks names up."
        case .connect:
            return "Check host and port in endpoint.url with the partner, and the firewalls"
                + (partner.endpoint.proxy == nil ? " between." : " and the proxy between.")
        case .tls:
            return
                "A certificate of the partner's that has expired, or is of another name, is for the partner to renew: it "
                + "is never accepted unverified. An unknown authority goes into endpoint.caFile; where the partner wants a "
                + "certificate of yours, check endpoint.clientCertificate."
        case .connectionLost, .garbage:
            return "What answers there breaks off, or speaks no HTTP: check endpoint.url with the partner."
        case .addressDenied:
            return "The address guard lets private addresses through only when endpoint.allowAddresses lists them."
        case .token:
            return
                "No token was to be had: check `authentication` (tokenUrl, clientId, the secret's file, scope) with the "
                + "partner."
        case .handshake:
            return "The endpoint was asked by OPTIONS whether it wants events, and did not answer that: ask the partner"
                + (lettingIn(partner).map { ", and check \($0)." } ?? ".")
        case .handshakeRefused:
            return
                "Have the partner allow the name in endpoint.handshakeOrigin, or leave the handshake out if the agreement "
                + "does."
        case .proxy:
            return
                "Check proxy.url, proxy.authentication and what the proxy itself logs: the partner heard nothing of it."
        case .ownNetwork: return "This host has no route there: check its network and firewall."
        case .ownSide: return "The fault is on this machine: check memory, open files (`ulimit -n`) and its log."
        case .interrupted, .lapsed, nil: return "Try again."
        }
    }

    private func remedy(_ status: Int, _ partner: Partner) -> String {
        switch status {
        case 300..<400: return "Agree the new address with the partner, and write it as endpoint.url."
        case 401, 403:
            let signature =
                "compare the secret with theirs, and see 'doorstroom partners list' for a rotation that they "
                + "have not made."
            return lettingIn(partner).map {
                "The partner does not let this sender in: check \($0) with them first. If that is right, it refuses the "
                    + "signature: \(signature)"
            } ?? "The partner refuses the signature: \(signature)"
        case 404, 405: return "The partner has no such address for events: check endpoint.url with them."
        case 410: return "The partner says that the endpoint is gone: ask for the new one."
        case 408, 425, 429, 500...: return "The partner's endpoint is busy or out of order: ask there if it stays."
        default:
            return "Ask the partner what is wrong with the event"
                + (lettingIn(partner).map { ", and check \($0)." } ?? ".")
        }
    }

    /// What shows the partner who sends, before any signature is looked at.
    private func lettingIn(_ partner: Partner) -> String? {
        let keys = [
            partner.endpoint.authentication.map { _ in "endpoint.authentication" },
            partner.endpoint.clientCertificate.map { _ in "endpoint.clientCertificate" },
        ].compactMap(\.self)
        return keys.isEmpty ? nil : keys.joined(separator: " and ")
    }
}
