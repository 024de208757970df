/// Something about deliveries that a person must know (interface: "the operator is told").
///
/// Names partners and events by their ids; never URLs, secrets, addresses or content.
package struct OperatorNotice: Equatable, Sendable {
    package enum Code: String, Sendable, CaseIterable {
        case endpointGone = "endpoint-gone"
        case eventParked = "event-parked"
        case retriesExhausted = "retries-exhausted"
        case redirectAnswered = "redirect-answered"
        case addressDenied = "address-denied"
        case agreementEnded = "agreement-ended"
        case endpointUnusable = "endpoint-unusable"
        case endpointFailing = "endpoint-failing"
        case circuitOpened = "circuit-opened"
        case circuitClosed = "circuit-closed"
        case endpointPlaintext = "endpoint-plaintext"
        case handshakeRefused = "handshake-refused"
        case tokenFails = "token-fails"
        case certificateFails = "certificate-fails"
        case proxyFails = "proxy-fails"
        case ownNetwork = "own-network"
        case outboxUnavailable = "outbox-unavailable"

        /// Whether it tells of an end of trouble.
        package var isGood: Bool { self == .circuitClosed }
    }

    package var code: Code
    package var partner: String?
    /// The event that showed it, if one did.
    package var event: String?
    package var message: String
    package var remedy: String
}
