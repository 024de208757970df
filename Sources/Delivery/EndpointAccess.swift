import Foundation
import Outreach
import Store

/// What one partner's endpoint asks for before an event, and how far that is.
///
/// A value without clock or wire: it says what is to be done next, and is told what came of it.
struct EndpointAccess {
    enum Step: Equatable {
        case fetchToken(TokenRequest)
        case shakeHands(HandshakeRequest)
        /// A request for one of the two is under way.
        case wait
        case send
        /// The endpoint has said that it does not want events.
        case refuse
    }

    let endpoint: Endpoint
    private(set) var token: AccessToken?
    private(set) var handshake: OutboxHandshake?
    /// What came of the question when it was asked last, if that was a no, as the detail of a fault; what the outbox
    /// remembers of an earlier one says no more than that.
    var refusal: String?
    /// Keys of the requests that are under way.
    var tokenRequest: Int64?
    var handshakeRequest: Int64?
    /// What waits for them, in order.
    var waiting: [Transfer] = []
    /// The token has just come: whatever waited for it goes with it, however soon it ends.
    private var isTokenFresh = false
    /// The token was fetched anew because the endpoint did not take the former for a handshake.
    private var hasRetriedHandshake = false

    init(_ endpoint: Endpoint, handshake: OutboxHandshake?) {
        self.endpoint = endpoint
        self.handshake = handshake
    }

    func nextStep(now: Date, uptime: Duration) -> Step {
        let answer = handshake.flatMap { handshake in
            handshake.endpoint == endpoint.handshake?.digest && handshake.until > now ? handshake : nil
        }
        if answer?.isGranted == false { return .refuse }
        if tokenRequest != nil || handshakeRequest != nil { return .wait }
        if case .token(let request) = endpoint.authorization,
            token.map({ $0.until <= uptime && !isTokenFresh }) ?? true
        {
            return .fetchToken(request)
        }
        if let request = endpoint.handshake, answer == nil { return .shakeHands(request) }
        return .send
    }

    /// The header that lets a request in now.
    var authorization: [Secret] {
        switch endpoint.authorization {
        case .none: []
        case .header(let line): [line]
        case .token: token.map { [$0.header] } ?? []
        }
    }

    mutating func remember(_ handshake: OutboxHandshake?) { self.handshake = handshake }

    mutating func take(_ token: AccessToken) {
        self.token = token
        isTokenFresh = true
    }

    /// What waited for a token has been sent.
    mutating func tokenUsed() { isTokenFresh = false }

    /// The endpoint did not take the token: the next request fetches another, unless one has come meanwhile.
    mutating func reject(_ header: Secret?) {
        if token?.header == header { token = nil }
    }

    /// Whether the handshake is worth a second try with another token; once until it succeeds.
    mutating func retriesHandshake() -> Bool {
        guard case .token = endpoint.authorization, !hasRetriedHandshake else { return false }
        hasRetriedHandshake = true
        token = nil
        return true
    }

    mutating func handshakeSettled() { hasRetriedHandshake = false }
}
