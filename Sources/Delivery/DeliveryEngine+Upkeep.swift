import Foundation
import Logging
import Outreach
import Store

extension DeliveryEngine {
    /// Takes over partners: lanes that stay keep what is in flight.
    func apply(_ partners: [Partner], transport: DeliveryTransport) {
        let uptime = dependencies.clock.uptime()
        // Lanes are new, and do not know yet which secrets sign.
        giveBackAll()
        let landed = Set(unrecorded.map(\.flight.item.row))
        var next: [String: PartnerLane] = [:]
        for partner in partners {
            do {
                let lane = try PartnerLane(partner, timeZone: timeZone, uptime: uptime)
                if let former = lanes[partner.id] {
                    lane.inherit(former)
                    if lane.breaker.opened == nil, former.breaker.opened != nil {
                        unkeptCircuits[partner.id] = OutboxCircuit(partner: partner.id, opened: nil, probe: nil)
                    }
                }
                lane.inFlight = flights.values.count {
                    $0.item.partner == partner.id && !landed.contains($0.item.row)
                }
                if lane.endpoint.isPlaintextAbroad, lanes[partner.id] == nil {
                    dependencies.notify(.plaintext(partner: partner.id))
                }
                next[partner.id] = lane
            } catch {
                dependencies.notify(.unusable(error, partner: partner.id))
            }
        }
        lanes = next
        lanesInOrder = next.values.sorted { $0.partner.id < $1.partner.id }
        endpointsUnread = true
        secretsUnread = true
        refusalsAreStale = hasPartners
        hasPartners = true
        transport.keepOnly(Set(next.keys))
    }

    /// What a turn does before it claims: answers to handshakes kept, secrets and endpoints read anew, agreements that
    /// ended, leases.
    func upkeep(now: Date) async throws {
        let uptime = dependencies.clock.uptime()
        if secretsUnread {
            let told = secretsTold
            try await readSecrets(now: now)
            secretsUnread = false
            secretsKnown = told
        }
        if !unkeptHandshakes.isEmpty {
            try await outbox.keep(unkeptHandshakes)
            for handshake in unkeptHandshakes { lanes[handshake.partner]?.heed(handshake, uptime: uptime) }
            unkeptHandshakes = []
        }
        if refusalsAreStale {
            try await outbox.forgetRefusedHandshakes()
            refusalsAreStale = false
        }
        if endpointsUnread {
            try await readEndpoints(uptime: uptime)
            endpointsUnread = false
        }
        try await endAgreements(now: now)
        let last = lastMaintenance ?? uptime
        lastMaintenance = last
        guard uptime - last >= Self.maintenance else { return }
        let followsClock = try await outbox.maintain(
            inFlight: Set(flights.keys).union((claimedAhead + notBegun).map(\.row)), now: now,
            leaseUntil: now + Self.lease)
        endpointsUnread = endpointsUnread || followsClock
        lastMaintenance = uptime
        // Whatever was taken back is due, and so is what the calendar's clock may have jumped over.
        for lane in lanesInOrder { lane.nextDue = .unknown }
    }

    /// Learns which secrets sign, of the configured ones and those of rotations, and records configured ones that are new.
    private func readSecrets(now: Date) async throws {
        var configured: [SecretStore.Name: String] = [:]
        for lane in lanesInOrder {
            for kind in lane.partner.endpoint.signatureKinds {
                configured[SecretStore.Name(partner: lane.partner.id, kind: kind)] = lane.partner.endpoint.secret(kind)
            }
        }
        let known = try await secrets.adopt(configured, now: now)
        for lane in lanesInOrder {
            do {
                lane.signer = try WebhookSigner(lane.partner, known: known, now: now)
                lane.isUnsignable = false
            } catch {
                dependencies.notify(.unusable(error, partner: lane.partner.id))
                lane.isUnsignable = true
            }
        }
    }

    /// Learns which endpoints are disabled, asked for silence, or said whether they want events.
    private func readEndpoints(uptime: Duration) async throws {
        let endpoints = try await outbox.endpoints()
        let handshakes = try await outbox.handshakes()
        let now = dependencies.clock.now()
        access?.remember(handshakes)
        for lane in lanesInOrder {
            let id = lane.partner.id
            let endpoint = endpoints.first { $0.partner == id }
            lane.isDisabled = endpoint?.disabled != nil
            lane.pausedUntil = endpoint?.pausedUntil
            lane.failingSince = endpoint?.failingSince
            // What has not been kept yet is newer.
            if unkeptCircuits[id] == nil, (lane.breaker.opened == nil) != (endpoint?.circuitOpened == nil) {
                lane.breaker = CircuitBreaker(
                    opened: endpoint?.circuitOpened, probeIn: endpoint?.circuitProbe?.timeIntervalSince(now) ?? 0,
                    uptime: uptime)
            }
            lane.heed(handshakes.first { $0.partner == id }, uptime: uptime)
        }
    }

    /// Closes what waits for partners whose agreement has ended.
    private func endAgreements(now: Date) async throws {
        for lane in lanesInOrder {
            guard let ends = lane.agreementEnds, ends <= now else { continue }
            // Once, and again for whatever has been queued since.
            guard !lane.isEnded || lane.nextDue != .nothing else { continue }
            let id = lane.partner.id
            let closed = try await outbox.endAgreement(partner: id, now: now)
            lane.isEnded = true
            lane.nextDue = .nothing
            guard closed > 0 else { continue }
            count { $0.expired += closed }
            dependencies.notify(.agreementEnded(partner: id, events: closed))
        }
    }

    /// Keeps outcomes for the next try; their connections stay unused until then.
    func databaseFailed(_ error: any Error) {
        defer { databaseRefusal = error }
        guard databaseRefusal == nil else { return }
        dependencies.notify(.outboxUnavailable(error))
    }

    func databaseRecovered() {
        guard databaseRefusal != nil else { return }
        databaseRefusal = nil
        dependencies.logger.notice("The outbox takes outcomes again")
    }
}
