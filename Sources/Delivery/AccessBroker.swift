import Foundation
import Outreach
import Store
import Synchronization

/// Sees to it that events are let in where they go: fetches tokens, asks endpoints whether they want events, and hands
/// each transfer on once it may go.
///
/// Its own requests go through the same transport as events, hence under the same guard, deadline, cap and proxy. Of each
/// kind one is under way per partner; whatever comes meanwhile waits for it. Tokens are kept in memory and nowhere else.
final class AccessBroker: Sendable {
    private struct State {
        var accesses: [String: EndpointAccess] = [:]
        /// What the outbox remembers.
        var handshakes: [String: OutboxHandshake] = [:]
        /// Partners of the requests under way, by key. Negative, so that no event's row is one.
        var requests: [Int64: String] = [:]
        var lastRequest: Int64 = 0
        /// Events that went out with a token, to be sent once more if it is not taken.
        var tokenBearers: [Int64: Transfer] = [:]
        /// Events that have been sent once more.
        var resent: Set<Int64> = []

        mutating func nextKey(for partner: String) -> Int64 {
            lastRequest -= 1
            requests[lastRequest] = partner
            return lastRequest
        }
    }

    /// What follows from a change, to be done outside the lock.
    private struct Actions {
        var transfers: [Transfer] = []
        var results: [TransferResult] = []
        var handshakes: [OutboxHandshake] = []
    }

    private let state = Mutex(State())
    private let clock: DeliveryClock
    private let receive: @Sendable ([TransferResult]) -> Void
    private let report: @Sendable (OutboxHandshake) -> Void
    private let inner = Mutex<DeliveryTransport?>(nil)

    /// - Parameters:
    ///   - receive: takes the results of events.
    ///   - report: takes what endpoints answered, to be remembered.
    init(
        clock: DeliveryClock, make: DeliveryEngine.Dependencies.MakeTransport,
        receive: @escaping @Sendable ([TransferResult]) -> Void,
        report: @escaping @Sendable (OutboxHandshake) -> Void
    ) throws {
        self.clock = clock
        self.receive = receive
        self.report = report
        let made = try make { [weak self] results in self?.land(results) }
        inner.withLock { $0 = made }
    }

    var port: DeliveryTransport {
        DeliveryTransport(
            start: start,
            interrupt: {
                self.abandon()
                self.transport?.interrupt()
            },
            keepOnly: { partners in
                self.state.withLock { state in
                    for (partner, access) in state.accesses where !partners.contains(partner) && access.waiting.isEmpty
                    {
                        state.accesses[partner] = nil
                    }
                }
                self.transport?.keepOnly(partners)
            },
            stop: {
                self.abandon()
                await self.transport?.stop()
            })
    }

    /// Takes over what the outbox remembers of handshakes.
    func remember(_ handshakes: [OutboxHandshake]) {
        state.withLock { state in
            state.handshakes = Dictionary(handshakes.map { ($0.partner, $0) }, uniquingKeysWith: { $1 })
            for partner in state.accesses.keys { state.accesses[partner]?.remember(state.handshakes[partner]) }
        }
    }

    private var transport: DeliveryTransport? { inner.withLock { $0 } }

    // MARK: - Beginning

    private func start(_ transfers: [Transfer]) {
        perform { state, actions in
            for transfer in transfers {
                let endpoint = transfer.endpoint
                // Most ask for nothing.
                if endpoint.handshake == nil, endpoint.authorization == .none {
                    actions.transfers.append(transfer)
                    continue
                }
                adopt(endpoint, &state, &actions)
                state.accesses[endpoint.partner]?.waiting.append(transfer)
                advance(endpoint.partner, &state, &actions)
            }
        }
    }

    /// Begins anew where the endpoint is another than before: a token of the old one is not shown to the new.
    private func adopt(_ endpoint: Endpoint, _ state: inout State, _ actions: inout Actions) {
        let former = state.accesses[endpoint.partner]
        guard former?.endpoint != endpoint else { return }
        actions.results += (former?.waiting ?? []).map { TransferResult(unsent: $0, .interrupted) }
        for key in [former?.tokenRequest, former?.handshakeRequest] { key.map { state.requests[$0] = nil } }
        state.accesses[endpoint.partner] = EndpointAccess(endpoint, handshake: state.handshakes[endpoint.partner])
    }

    /// Does what is next for a partner's waiting events.
    private func advance(_ partner: String, _ state: inout State, _ actions: inout Actions) {
        guard var access = state.accesses[partner], !access.waiting.isEmpty else { return }
        switch access.nextStep(now: clock.now(), uptime: clock.uptime()) {
        case .wait: return
        case .refuse:
            actions.results += access.waiting.map {
                TransferResult(unsent: $0, .handshakeRefused, detail: access.refusal)
            }
            access.waiting = []
        case .send:
            let now = clock.now()
            for var transfer in access.waiting {
                // It was in time when it came.
                if transfer.hasLapsed(at: now) {
                    actions.results.append(TransferResult(unsent: transfer, .lapsed))
                    continue
                }
                transfer.secretHeaders = access.authorization
                if case .token = access.endpoint.authorization { state.tokenBearers[transfer.key] = transfer }
                actions.transfers.append(transfer)
            }
            access.waiting = []
            access.tokenUsed()
        case .fetchToken(let request):
            let key = state.nextKey(for: partner)
            access.tokenRequest = key
            var transfer = Transfer(key: key, endpoint: request.endpoint, headers: [], body: request.body.bytes)
            transfer.secretHeaders = request.headers
            transfer.purpose = .token
            actions.transfers.append(transfer)
        case .shakeHands(let request):
            let key = state.nextKey(for: partner)
            access.handshakeRequest = key
            var transfer = Transfer(key: key, endpoint: access.endpoint, headers: request.headers, body: [])
            transfer.secretHeaders = access.authorization
            transfer.purpose = .handshake
            actions.transfers.append(transfer)
            access.tokenUsed()
        }
        state.accesses[partner] = access
    }

    // MARK: - Ending

    private func land(_ results: [TransferResult]) {
        perform { state, actions in
            for result in results {
                if result.key < 0 {
                    landRequest(result, &state, &actions)
                } else if !sendsAgain(result, &state, &actions) {
                    state.tokenBearers[result.key] = nil
                    state.resent.remove(result.key)
                    actions.results.append(result)
                }
            }
        }
    }

    /// Whether an event whose token was not taken goes out once more, with another.
    private func sendsAgain(_ result: TransferResult, _ state: inout State, _ actions: inout Actions) -> Bool {
        guard case .answered(let answer) = result.outcome, answer.status == 401,
            var transfer = state.tokenBearers[result.key],
            state.accesses[transfer.endpoint.partner]?.endpoint == transfer.endpoint,
            state.resent.insert(result.key).inserted
        else { return false }
        let partner = transfer.endpoint.partner
        state.accesses[partner]?.reject(transfer.secretHeaders.first)
        transfer.secretHeaders = []
        state.tokenBearers[result.key] = nil
        state.accesses[partner]?.waiting.append(transfer)
        advance(partner, &state, &actions)
        return true
    }

    private func landRequest(_ result: TransferResult, _ state: inout State, _ actions: inout Actions) {
        // Of an endpoint that has been replaced meanwhile, or broken off.
        guard let partner = state.requests.removeValue(forKey: result.key), var access = state.accesses[partner] else {
            return
        }
        if access.tokenRequest == result.key {
            access.tokenRequest = nil
            if let token = token(in: result) { access.take(token) } else { fail(.token, result, &access, &actions) }
        } else if access.handshakeRequest == result.key {
            access.handshakeRequest = nil
            settleHandshake(result, &access, &state, &actions)
        }
        state.accesses[partner] = access
        advance(partner, &state, &actions)
    }

    private func token(in result: TransferResult) -> AccessToken? {
        guard case .answered(let answer) = result.outcome, answer.status == 200 else { return nil }
        return AccessToken(answer: result.kept.body, asOf: clock.uptime())
    }

    private func settleHandshake(
        _ result: TransferResult, _ access: inout EndpointAccess, _ state: inout State, _ actions: inout Actions
    ) {
        guard let request = access.endpoint.handshake else { return }
        var answer = HandshakeRequest.Answer.none
        if case .answered(let found) = result.outcome {
            if found.status == 401, access.retriesHandshake() { return }
            answer = request.answer(status: found.status, fields: result.kept.handshake)
        }
        access.handshakeSettled()
        access.refusal = nil
        var handshake = OutboxHandshake(
            partner: access.endpoint.partner, endpoint: request.digest, isGranted: true, rate: nil,
            until: clock.now() + HandshakeRequest.holdsFor)
        switch answer {
        case .none: return fail(.handshake, result, &access, &actions)
        case .granted(let rate): handshake.rate = rate
        case .refused(let why):
            handshake.isGranted = false
            access.refusal = "\(AttemptFault.handshakeRefused.rawValue)-\(why)"
        }
        access.remember(handshake)
        state.handshakes[handshake.partner] = handshake
        actions.handshakes.append(handshake)
    }

    /// Fails what waits, for what became of the request that it waits for.
    ///
    /// Where that was a fault of our own, or the guard's refusal, so is this; otherwise the fault is named for the request,
    /// and the detail says what came of it.
    private func fail(
        _ fault: AttemptFault, _ result: TransferResult, _ access: inout EndpointAccess, _ actions: inout Actions
    ) {
        var failure = (fault: fault, detail: String?.none)
        switch result.outcome {
        case .answered(let answer):
            failure.detail = "\(fault.rawValue)-" + (answer.status == 200 ? "unreadable" : "http-\(answer.status)")
        case .failed(let found, _) where found.isOurs || found == .addressDenied: failure = (found, result.detail)
        case .failed(let found, _): failure.detail = "\(fault.rawValue)-\(result.problem(found))"
        }
        actions.results += access.waiting.map { transfer in
            TransferResult(
                key: transfer.key, outcome: .failed(failure.fault, sent: false), refusal: result.refusal,
                detail: failure.detail, milliseconds: result.milliseconds)
        }
        access.waiting = []
    }

    /// Breaks off what waits; the requests that it waits for are broken off with the rest.
    private func abandon() {
        perform { state, actions in
            for (partner, access) in state.accesses {
                actions.results += access.waiting.map { TransferResult(unsent: $0, .interrupted) }
                state.accesses[partner]?.waiting = []
                state.accesses[partner]?.tokenRequest = nil
                state.accesses[partner]?.handshakeRequest = nil
            }
            state.requests = [:]
        }
    }

    private func perform(_ change: (inout State, inout Actions) -> Void) {
        var actions = Actions()
        state.withLock { change(&$0, &actions) }
        for handshake in actions.handshakes { report(handshake) }
        if !actions.transfers.isEmpty { transport?.start(actions.transfers) }
        if !actions.results.isEmpty {
            state.withLock { state in
                for result in actions.results {
                    state.tokenBearers[result.key] = nil
                    state.resent.remove(result.key)
                }
            }
            receive(actions.results)
        }
    }
}
