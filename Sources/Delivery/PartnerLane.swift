import Foundation
import Outreach
import Store

/// One partner's share of the engine: what is in flight, how fast, since when nothing, and what is known to be due.
///
/// Every limit is the partner's own, so that none delays another (delivery rules, "Isolation"). A class, confined to its
/// engine: each turn looks at every lane, and copies of fifty would cost more than what the turn is for.
final class PartnerLane {
    /// What is known of the partner's next due event.
    enum NextDue: Equatable {
        /// Something may be due: ask the outbox.
        case unknown
        case at(Date)
        case nothing
    }

    let partner: Partner
    let endpoint: Endpoint
    /// Of the configuration until the database has told of rotations.
    var signer: WebhookSigner
    let agreementEnds: Date?
    var inFlight = 0
    var bucket: TokenBucket
    var nextDue = NextDue.unknown
    var pausedUntil: Date?
    var isDisabled = false
    /// A secret of the database cannot be used: nothing is sent, rather than with less than what was agreed.
    var isUnsignable = false
    /// Since when every attempt has failed.
    var failingSince: Date?
    var breaker = CircuitBreaker()
    /// The endpoint has said that it does not want events.
    var isRefused = false
    /// Events of an ended agreement have been closed.
    var isEnded = false
    /// What the operator has been told since the last delivery.
    var told: Set<OperatorNotice.Code> = []

    init(_ partner: Partner, timeZone: TimeZone, uptime: Duration) throws(DeliveryError) {
        self.partner = partner
        endpoint = try Endpoint(partner)
        signer = try WebhookSigner(partner)
        agreementEnds = partner.agreement.ends(in: timeZone)
        bucket = TokenBucket(rate: partner.endpoint.ratePerSecond, at: uptime)
    }

    /// Whether the partner may be sent anything now.
    func isOpen(at now: Date) -> Bool {
        !isDisabled && !isUnsignable && !isEnded && pausedUntil.map { $0 <= now } ?? true
    }

    /// Whether something is or may be due.
    func hasWork(at now: Date) -> Bool {
        switch nextDue {
        case .unknown: true
        case .at(let due): due <= now
        case .nothing: false
        }
    }

    /// How long before they are due events are claimed. Not while the circuit is open: which attempt is the one that
    /// tries the endpoint is decided when it begins.
    var ahead: TimeInterval { breaker.opened == nil ? DeliveryEngine.lead : 0 }

    /// How many attempts can begin now, or be kept ready until they are due.
    func room(at now: Date, uptime: Duration) -> Int {
        guard isOpen(at: now), hasWork(at: now + ahead) else { return 0 }
        let limit = breaker.room(inFlight: inFlight, at: uptime) ?? .max
        return max(0, min(partner.endpoint.concurrency - inFlight, bucket.available(at: uptime), limit))
    }

    /// How long until there is something to do that no result will announce; nil for never.
    func wait(at now: Date, uptime: Duration) -> Duration? {
        // Whatever has come there since is closed.
        if isEnded { return nextDue == .nothing ? nil : .zero }
        guard !isDisabled, !isUnsignable, inFlight < partner.endpoint.concurrency, nextDue != .nothing else {
            return nil
        }
        guard let untilProbe = breaker.wait(inFlight: inFlight, at: uptime) else { return nil }
        var moment = now
        // In the middle: before that, a turn that outcomes make necessary may claim it as well, at no cost.
        if case .at(let due) = nextDue { moment = max(moment, due - ahead / 2) }
        if let pausedUntil { moment = max(moment, pausedUntil) }
        let untilDue = max(untilProbe, .seconds(moment.timeIntervalSince(now)))
        let untilToken = bucket.wait(at: uptime)
        guard untilToken > untilDue else { return untilDue }
        // Partners that wait for their rate wake on one grid, and so share their commits.
        let grid = Duration.milliseconds(20)
        let turn = (uptime + untilToken) / grid
        return grid * Int(turn.rounded(.up)) - uptime
    }

    /// Takes over what the endpoint answered: whether it wants events, and at which rate, where that is lower than the
    /// configured one.
    func heed(_ handshake: OutboxHandshake?, uptime: Duration) {
        isRefused = false
        guard let request = endpoint.handshake, let handshake, request.digest == handshake.endpoint else { return }
        isRefused = !handshake.isGranted
        let granted = handshake.rate.map { $0 / 60 } ?? .infinity
        let rate = TokenBucket(rate: min(partner.endpoint.ratePerSecond, granted), at: uptime)
        if rate.rate != bucket.rate { bucket = rate }
    }

    /// Takes up where a lane of the same partner left off, when the configuration is read anew.
    ///
    /// An open circuit stays open, unless the way to the endpoint is another than before: then that is to be tried.
    func inherit(_ former: PartnerLane) {
        inFlight = former.inFlight
        pausedUntil = former.pausedUntil
        isDisabled = former.isDisabled
        failingSince = former.failingSince
        if former.endpoint == endpoint { breaker = former.breaker }
        told = former.told
        if former.bucket.rate == bucket.rate { bucket = former.bucket }
    }
}
