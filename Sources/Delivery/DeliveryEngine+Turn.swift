import Foundation
import Outreach
import Store

extension DeliveryEngine {
    /// Records, claims and begins.
    /// - Returns: how long nothing needs doing unless a signal comes.
    func turn(_ transport: DeliveryTransport) async -> Duration {
        let content = inbox.take()
        if let partners = content.partners { apply(partners, transport: transport) }
        if content.secretsChanges > secretsTold {
            secretsTold = content.secretsChanges
            secretsUnread = true
        }
        if content.woken {
            for lane in lanesInOrder { lane.nextDue = .unknown }
            // Somebody may have held it, taken it back, or erased whom it names.
            giveBackAll()
        }
        // Whoever enabled an endpoint, or ended a silence or a refusal, may have said no more than that there is something to do.
        let silenced = lanesInOrder.contains { $0.isDisabled || $0.isRefused || $0.pausedUntil != nil }
        endpointsUnread = endpointsUnread || content.endpointsChanged || (content.woken && silenced)
        unkeptHandshakes += content.handshakes
        let now = dependencies.clock.now()
        for result in content.results { land(result, now: now) }
        if content.stopping { giveBackAll() }
        do {
            try await upkeep(now: now)
            let landed = unrecorded
            let givenBack = notBegun
            let demands = content.stopping ? [] : demands(now: now)
            if !landed.isEmpty || !givenBack.isEmpty || !demands.isEmpty || !unkeptCircuits.isEmpty {
                let claimed = try await outbox.turn(
                    settling: landed.map(outcome), givingBack: givenBack, claiming: demands,
                    circuits: unkeptCircuits.values.sorted { $0.partner < $1.partner }, now: now,
                    leaseUntil: now + Self.lease)
                unrecorded.removeFirst(landed.count)
                notBegun.removeFirst(givenBack.count)
                // Claims of this turn that found nothing may have been told so while these were still claimed.
                defer { for item in givenBack + notBegun { lanes[item.partner]?.nextDue = .unknown } }
                if !givenBack.isEmpty { inbox.signal.raise() }
                unkeptCircuits = [:]
                for landing in landed { settled(landing) }
                begin(claimed, demands: demands, transport: transport)
                for landing in landed { await tell(landing) }
                tellOfCircuits()
            }
            databaseRecovered()
        } catch {
            // A cancelled task's transactions are refused; that says nothing of the database.
            if !Task.isCancelled { databaseFailed(error) }
            return Self.databaseRetry
        }
        return nextWait()
    }

    /// Whether nothing is in flight and nothing can be attempted now, or, waiting for retries, at all.
    func isIdle(waitingForRetries: Bool) -> Bool {
        guard flights.isEmpty, claimedAhead.isEmpty else { return false }
        guard databaseRefusal == nil else { return !waitingForRetries }
        guard notBegun.isEmpty else { return false }
        let now = dependencies.clock.now()
        let uptime = dependencies.clock.uptime()
        return lanesInOrder.allSatisfy { lane in
            if lane.isDisabled || lane.isUnsignable { return true }
            if lane.isEnded { return lane.nextDue == .nothing }
            if waitingForRetries { return lane.nextDue == .nothing }
            return !lane.isOpen(at: now) || !lane.hasWork(at: now)
                || lane.breaker.room(inFlight: lane.inFlight, at: uptime) == 0
        }
    }

    private func demands(now: Date) -> [OutboxDemand] {
        let uptime = dependencies.clock.uptime()
        return lanesInOrder.compactMap { lane in
            let room = lane.room(at: now, uptime: uptime)
            return room > 0 ? OutboxDemand(partner: lane.partner.id, limit: room, ahead: lane.ahead) : nil
        }
    }

    /// Matches a result with its attempt, judges it, and frees its place in the lane.
    ///
    /// The place is taken again only after a commit that holds this outcome: claims and outcomes share a transaction.
    private func land(_ result: TransferResult, now: Date) {
        guard let flight = flights[result.key] else { return }
        let item = flight.item
        let verdict = AttemptVerdict(
            result.outcome,
            after: AttemptVerdict.History(
                event: item.event, attempts: item.attempts, failures: item.failures, refusals: item.refusals,
                expiry: item.expiry, agreementEnds: lanes[item.partner]?.agreementEnds, isProbe: flight.isProbe),
            at: now)
        let landing = Landing(flight: flight, result: result, verdict: verdict)
        unrecorded.append(landing)
        guard let lane = lanes[item.partner] else { return }
        lane.inFlight -= 1
        // The outcome may make another event of its subject claimable, or this one due again.
        lane.nextDue = .unknown
        if verdict.disablesEndpoint { lane.isDisabled = true }
        let evidence = CircuitBreaker.Evidence(result.outcome)
        if verdict.state == .delivered {
            lane.failingSince = nil
        } else if !result.outcome.isOurs {
            lane.failingSince = lane.failingSince ?? now
        }
        let change = lane.breaker.record(
            evidence, isProbe: flight.isProbe, now: now, uptime: dependencies.clock.uptime())
        if let change { note(change, of: lane, by: landing, now: now) }
        if let pause = verdict.pausedUntil { lane.pausedUntil = max(pause, lane.pausedUntil ?? pause) }
    }

    private func outcome(_ landing: Landing) -> OutboxOutcome {
        let item = landing.flight.item
        var attempt = OutboxAttempt(
            number: item.attempts + 1, started: landing.flight.started, milliseconds: landing.result.milliseconds,
            status: nil, fault: nil, location: nil, trace: landing.flight.trace.description)
        let reached: Bool
        switch landing.result.outcome {
        case .answered(let answer):
            attempt.status = answer.status
            attempt.location = answer.location
            reached = true
        case .failed(let fault, let sent):
            attempt.fault = landing.result.problem(fault)
            reached = sent
        }
        let verdict = landing.verdict
        return OutboxOutcome(
            row: item.row, partner: item.partner, subject: item.subject, attempt: attempt, state: verdict.state,
            due: verdict.due, failures: verdict.failures, reached: reached, refused: verdict.isRefusal,
            disablesEndpoint: verdict.disablesEndpoint, pausedUntil: verdict.pausedUntil, note: verdict.note,
            isOurs: landing.result.outcome.isOurs)
    }

    /// The outcome is on disk.
    private func settled(_ landing: Landing) {
        flights[landing.flight.item.row] = nil
        count { totals in
            totals.attempts += 1
            switch landing.verdict.state {
            case .delivered: totals.delivered += 1
            case .parked: totals.parked += 1
            case .exhausted: totals.exhausted += 1
            case .expired: totals.expired += 1
            default: totals.retrying += 1
            }
        }
    }

    private func begin(_ claimed: [String: Outbox.Claimed], demands: [OutboxDemand], transport: DeliveryTransport) {
        var transfers: [Transfer] = []
        let now = dependencies.clock.now()
        for demand in demands {
            guard let found = claimed[demand.partner], let lane = lanes[demand.partner] else { continue }
            let isProbe = !found.items.isEmpty && lane.breaker.begin()
            for item in found.items {
                // The one that tries the endpoint has been judged to be due.
                if item.due > now, !isProbe {
                    claimedAhead.append(item)
                } else if let transfer = begin(item, lane: lane, isProbe: isProbe) {
                    transfers.append(transfer)
                }
            }
            lane.inFlight += found.items.count
            lane.bucket.take(found.items.count)
            // Fewer than asked for: then the outbox has said when the next is due. Otherwise there may be more.
            if found.items.count + found.expired < demand.limit {
                lane.nextDue = found.nextDue.map { .at($0) } ?? .nothing
            }
            if found.expired > 0 { count { $0.expired += found.expired } }
        }
        if !transfers.isEmpty { transport.start(transfers) }
        if !claimedAhead.isEmpty { ripening.raise() }
    }

    /// An attempt, signed; nil when it cannot be signed, which is a fault of ours and has been put among the results.
    func begin(_ item: OutboxItem, lane: PartnerLane, isProbe: Bool) -> Transfer? {
        let started = dependencies.clock.now()
        let trace = TraceContext(random: dependencies.random)
        flights[item.row] = Flight(
            item: item, started: started, trace: trace, secrets: secretsKnown, isProbe: isProbe)
        do {
            let headers = try lane.signer.headers(
                id: item.event, timestamp: Int64(started.timeIntervalSince1970), body: item.body, trace: trace)
            var transfer = Transfer(key: item.row, endpoint: lane.endpoint, headers: headers, body: item.body)
            transfer.lapses = [item.expiry, lane.agreementEnds].compactMap { $0 }.min()
            return transfer
        } catch {
            let result = TransferResult(
                key: item.row, outcome: .failed(.ownSide, sent: false), detail: TransferResult.unsigned,
                milliseconds: 0)
            inbox.put { $0.results.append(result) }
            return nil
        }
    }

    private func nextWait() -> Duration {
        let now = dependencies.clock.now()
        let uptime = dependencies.clock.uptime()
        var wait = Self.maintenance
        for lane in lanesInOrder {
            if let needed = lane.wait(at: now, uptime: uptime) { wait = min(wait, needed) }
        }
        return wait
    }
}
