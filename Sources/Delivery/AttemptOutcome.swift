/// What came of one attempt, as the transport saw it.
package enum AttemptOutcome: Equatable, Sendable {
    /// An answer whose headers came in whole; its body may have been cut at the cap or the deadline.
    case answered(Answer)
    /// No usable answer.
    /// - Parameter sent: whether the request may have left, and so may have arrived.
    case failed(AttemptFault, sent: Bool)

    /// Whether the partner had no part in it.
    package var isOurs: Bool {
        switch self {
        case .answered: false
        case .failed(let fault, _): fault.isOurs
        }
    }

    package struct Answer: Equatable, Sendable {
        package var status: Int
        /// The `Retry-After` header as it came.
        package var retryAfter: String?
        /// Where a redirect pointed, shortened and without query: it is kept for the operator.
        package var location: String?

        package init(status: Int, retryAfter: String? = nil, location: String? = nil) {
            self.status = status
            self.retryAfter = retryAfter
            self.location = location
        }
    }
}

/// Why an attempt got no usable answer. The raw values are stored and printed.
package enum AttemptFault: String, Sendable, CaseIterable {
    case timeout
    /// The name does not resolve.
    case nameResolution = "dns"
    case connect
    case tls
    /// The connection ended before the answer's headers were whole.
    case connectionLost = "connection-lost"
    /// What came is not HTTP.
    case garbage
    /// The address guard refused the address that the name led to.
    case addressDenied = "address-denied"
    /// No token was to be had for the partner's endpoint.
    case token
    /// The endpoint did not answer whether it wants events.
    case handshake
    /// The endpoint says that it does not want events from here.
    case handshakeRefused = "handshake-refused"
    /// Our proxy cannot be reached, or does not let us through.
    case proxy
    /// This host has no way out.
    case ownNetwork = "own-network"
    /// Something on this side: memory, files, libcurl.
    case ownSide = "own-side"
    /// The daemon stopped before the attempt ended.
    case interrupted
    /// The content, or the agreement, lapsed while the event waited for a token, a handshake or a name: it was not sent.
    case lapsed

    /// Whether the partner had no part in it, so that its retry budget stays whole.
    package var isOurs: Bool {
        switch self {
        case .proxy, .ownNetwork, .ownSide, .interrupted, .lapsed: true
        case .timeout, .nameResolution, .connect, .tls, .connectionLost, .garbage, .addressDenied, .token, .handshake,
            .handshakeRefused:
            false
        }
    }
}
