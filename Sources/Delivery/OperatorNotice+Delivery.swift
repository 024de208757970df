import Foundation

extension OperatorNotice {
    static func failing(partner: String, event: String, since: Date) -> OperatorNotice {
        OperatorNotice(
            code: .endpointFailing, partner: partner, event: event,
            message: "Nothing has arrived at partner \(partner) since \(since.formatted(.iso8601)); "
                + "it is tried further.",
            remedy:
                "See why with `doorstroom partners list` and `doorstroom partners test \(partner)`, and ask the partner."
        )
    }

    static func circuitOpened(partner: String) -> OperatorNotice {
        OperatorNotice(
            code: .circuitOpened, partner: partner,
            message: "Nearly every attempt at partner \(partner) fails: one event is tried every half minute, and "
                + "the others wait without using up their retries.",
            remedy: "See why with `doorstroom partners list` and `doorstroom partners test \(partner)`, and ask the "
                + "partner; once one arrives, the others follow by themselves.")
    }

    static func circuitClosed(partner: String) -> OperatorNotice {
        OperatorNotice(
            code: .circuitClosed, partner: partner,
            message: "Partner \(partner) takes events again; what waited for it goes out.",
            remedy: "There is nothing to do.")
    }

    /// The circuit closed on an answer that was no delivery.
    static func circuitClosed(partner: String, refusing event: String, status: Int) -> OperatorNotice {
        OperatorNotice(
            code: .circuitClosed, partner: partner, event: event,
            message: "Partner \(partner) answers again, but refuses what is sent (\(status)).",
            remedy: "See the answer with `doorstroom deliveries show \(event)`, and settle it with the partner.")
    }

    static func endpointGone(partner: String, event: String, standing: Int?) -> OperatorNotice {
        let left = standing.map { "\($0) subjects that it was told of" } ?? "The subjects that it was told of"
        return OperatorNotice(
            code: .endpointGone, partner: partner, event: event,
            message: "Partner \(partner) says that its endpoint is gone (410); nothing more is sent there. "
                + "\(left) can no longer be withdrawn at it.",
            remedy:
                "See them with `doorstroom deliveries list --partner \(partner) --state delivered`, tell the partner "
                + "by another way, and test its new endpoint with `doorstroom partners test \(partner)`.")
    }

    static func parked(partner: String, event: String) -> OperatorNotice {
        OperatorNotice(
            code: .eventParked, partner: partner, event: event,
            message: "Partner \(partner) refuses events; they are parked.",
            remedy: "See the answer with `doorstroom deliveries show \(event)`, settle it with the partner, then "
                + replayEach("parked", partner: partner))
    }

    static func exhausted(partner: String, event: String) -> OperatorNotice {
        OperatorNotice(
            code: .retriesExhausted, partner: partner, event: event,
            message: "Every retry at partner \(partner) has failed; the events are kept.",
            remedy: "See what happened with `doorstroom deliveries show \(event)`; once the partner is back, "
                + replayEach("exhausted", partner: partner))
    }

    static func redirected(partner: String, event: String) -> OperatorNotice {
        OperatorNotice(
            code: .redirectAnswered, partner: partner, event: event,
            message: "Partner \(partner) answers with a redirect; redirects are not followed.",
            remedy:
                "See where it points with `doorstroom deliveries show \(event)`, and agree the new endpoint with the "
                + "partner.")
    }

    static func addressDenied(partner: String, event: String) -> OperatorNotice {
        OperatorNotice(
            code: .addressDenied, partner: partner, event: event,
            message: "The endpoint of partner \(partner) leads to an address that must not be dialled.",
            remedy:
                "See why with `doorstroom deliveries show \(event)`; if the partner is inside your own network, list "
                + "its block in `endpoint.allowAddresses`.")
    }

    static func handshakeRefused(partner: String, event: String) -> OperatorNotice {
        OperatorNotice(
            code: .handshakeRefused, partner: partner, event: event,
            message:
                "Partner \(partner) was asked whether it wants events from here, and did not say yes; they are parked.",
            remedy: "Have the partner allow the name in `endpoint.handshakeOrigin`, or leave the handshake out if the "
                + "agreement does; then `doorstroom partners enable \(partner)` asks again. Then "
                + replayEach("parked", partner: partner))
    }

    static func tokenFails(partner: String, event: String) -> OperatorNotice {
        OperatorNotice(
            code: .tokenFails, partner: partner, event: event,
            message: "No token was to be had for partner \(partner); its events are retried.",
            remedy:
                "See why with `doorstroom deliveries show \(event)`; check `authentication` (tokenUrl, clientId, the "
                + "secret's file, scope) with the partner, then `doorstroom partners test \(partner)`.")
    }

    static func certificateFails(partner: String, event: String) -> OperatorNotice {
        OperatorNotice(
            code: .certificateFails, partner: partner, event: event,
            message: "No TLS connection with partner \(partner) comes about; its events are retried.",
            remedy:
                "See why with `doorstroom deliveries show \(event)`: a certificate of the partner's that has expired "
                + "is for the partner to renew, an unknown authority goes into `endpoint.caFile`, and where the partner "
                + "wants one of yours, check `endpoint.clientCertificate`.")
    }

    static func proxyFails(partner: String, event: String) -> OperatorNotice {
        OperatorNotice(
            code: .proxyFails, partner: partner, event: event,
            message:
                "The proxy does not let events for partner \(partner) through; its retries are not used up meanwhile.",
            remedy: "See why with `doorstroom deliveries show \(event)`; check `proxy.url`, `proxy.authentication` and "
                + "what the proxy itself logs.")
    }

    static func ownNetwork(partner: String, event: String) -> OperatorNotice {
        OperatorNotice(
            code: .ownNetwork, partner: partner, event: event,
            message: "This host has no route to partner \(partner); its retries are not used up meanwhile.",
            remedy: "Check the host's network and firewall.")
    }

    static func agreementEnded(partner: String, events: Int) -> OperatorNotice {
        OperatorNotice(
            code: .agreementEnded, partner: partner,
            message: "The agreement with partner \(partner) has ended; \(events) events that waited are closed.",
            remedy: "After a renewal, set `agreement.validUntil` and replay what still matters: "
                + "`doorstroom deliveries list --partner \(partner) --state expired`.")
    }

    static func unusable(_ error: DeliveryError, partner: String) -> OperatorNotice {
        OperatorNotice(code: .endpointUnusable, partner: partner, message: error.message, remedy: error.remedy)
    }

    static func plaintext(partner: String) -> OperatorNotice {
        OperatorNotice(
            code: .endpointPlaintext, partner: partner,
            message: "Events for partner \(partner) travel unencrypted (`allowPlaintext`).",
            remedy: "Ask the partner for an https endpoint.")
    }

    static func outboxUnavailable(_ error: any Error) -> OperatorNotice {
        OperatorNotice(
            code: .outboxUnavailable, message: "Outcomes of deliveries cannot be stored: \(error).",
            remedy: "Free space on the database's disk, or see `doorstroom doctor`; nothing is sent until it is stored."
        )
    }

    /// The verb takes one event, and a notice stands for as many as there are.
    private static func replayEach(_ state: String, partner: String) -> String {
        "list them with `doorstroom deliveries list --partner \(partner) --state \(state)`, and replay each: "
            + "`doorstroom deliveries replay ID`."
    }

    private init(code: Code, partner: String? = nil, message: String, remedy: String) {
        self.init(code: code, partner: partner, event: nil, message: message, remedy: remedy)
    }
}
