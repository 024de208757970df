import Foundation
import Logging
import Outreach
import Store

extension DeliveryEngine {
    /// Logs an attempt and tells the operator what a person must know of it.
    func tell(_ landing: Landing) async {
        log(landing)
        let item = landing.flight.item
        switch landing.verdict.state {
        case .delivered:
            if lanes[item.partner]?.told.contains(.endpointFailing) == true {
                dependencies.logger.notice(
                    "A partner takes events again", metadata: ["delivery.partner": "\(item.partner)"])
            }
            lanes[item.partner]?.told.removeAll()
        case .parked where landing.verdict.disablesEndpoint:
            // Not knowing how many stand there is no reason to keep silent about the rest.
            var standing: Int?
            do {
                standing = try await outbox.standingSubjects(partner: item.partner).count
            } catch {
                dependencies.logger.warning(
                    "What a partner holds that is gone cannot be counted",
                    metadata: [
                        "delivery.partner": "\(item.partner)", "code": "\((error as? StoreError)?.code ?? "failed")",
                    ])
            }
            once(.endpointGone(partner: item.partner, event: item.event, standing: standing))
        case .parked where landing.fault == .handshakeRefused:
            once(.handshakeRefused(partner: item.partner, event: item.event))
        case .parked: once(.parked(partner: item.partner, event: item.event))
        case .exhausted: once(.exhausted(partner: item.partner, event: item.event))
        default: break
        }
        switch landing.result.outcome {
        case .answered(let answer) where (300..<400).contains(answer.status):
            once(.redirected(partner: item.partner, event: item.event))
        case .failed(.addressDenied, _): once(.addressDenied(partner: item.partner, event: item.event))
        case .failed(.proxy, _): once(.proxyFails(partner: item.partner, event: item.event))
        case .failed(.token, _): once(.tokenFails(partner: item.partner, event: item.event))
        case .failed(.tls, _): once(.certificateFails(partner: item.partner, event: item.event))
        case .failed(.ownSide, _) where landing.result.detail == TransferResult.unsigned:
            once(.unusable(.signatureFailed(partner: item.partner), partner: item.partner))
        case .failed(.ownNetwork, _): once(.ownNetwork(partner: item.partner, event: item.event))
        default: break
        }
        tellOfFailing(landing)
    }

    /// Remembers what became of a partner's circuit, for the database and then for the operator.
    /// - Parameter landing: the attempt that changed it.
    func note(_ change: CircuitBreaker.Change, of lane: PartnerLane, by landing: Landing, now: Date) {
        let partner = lane.partner.id
        let probe = now + CircuitBreaker.probeInterval / .seconds(1)
        unkeptCircuits[partner] = OutboxCircuit(
            partner: partner, opened: lane.breaker.opened, probe: lane.breaker.opened == nil ? nil : probe)
        switch change {
        case .opened: untoldCircuits.append(.circuitOpened(partner: partner))
        case .closed:
            // An endpoint that refuses works; but nothing has arrived there.
            if case .answered(let answer) = landing.result.outcome, landing.verdict.state != .delivered {
                untoldCircuits.append(
                    .circuitClosed(partner: partner, refusing: landing.flight.item.event, status: answer.status))
            } else {
                untoldCircuits.append(.circuitClosed(partner: partner))
            }
        case .remains: break
        }
    }

    /// Each opening and each closing, whatever was told before.
    func tellOfCircuits() {
        for notice in untoldCircuits { dependencies.notify(notice) }
        untoldCircuits = []
    }

    /// Says so when nothing has arrived at a partner for an hour: long before the retries are used up, and late enough
    /// for a restart over there to say nothing.
    private func tellOfFailing(_ landing: Landing) {
        if case .failed(let fault, _) = landing.result.outcome, fault.isOurs { return }
        guard landing.verdict.state == .retrying, let lane = lanes[landing.flight.item.partner], !lane.isDisabled,
            let since = lane.failingSince,
            dependencies.clock.now().timeIntervalSince(since) >= Self.failingLong
        else { return }
        once(.failing(partner: lane.partner.id, event: landing.flight.item.event, since: since))
    }

    /// Tells it once per partner until something is delivered there again: a thousand parked events are one matter.
    private func once(_ notice: OperatorNotice) {
        if let partner = notice.partner, let lane = lanes[partner] {
            guard lane.told.insert(notice.code).inserted else { return }
        }
        dependencies.notify(notice)
    }

    private func log(_ landing: Landing) {
        guard dependencies.logger.logLevel <= .debug else { return }
        let item = landing.flight.item
        var metadata: Logger.Metadata = [
            "delivery.partner": "\(item.partner)", "delivery.event": "\(item.event)",
            "delivery.attempt": "\(item.attempts + 1)", "delivery.state": "\(landing.verdict.state.rawValue)",
            "delivery.milliseconds": "\(landing.result.milliseconds)",
        ]
        switch landing.result.outcome {
        case .answered(let answer): metadata["delivery.status"] = "\(answer.status)"
        case .failed(let fault, _): metadata["delivery.fault"] = "\(landing.result.problem(fault))"
        }
        dependencies.logger.debug("Attempt ended", metadata: metadata)
    }
}
