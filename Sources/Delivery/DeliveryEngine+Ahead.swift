import Foundation
import Store

extension DeliveryEngine {
    /// Begins what was claimed ahead, each when it is due, beside the turns and whatever they wait for.
    func beginWhenDue(_ transport: DeliveryTransport) async {
        while !Task.isCancelled {
            if let wait = beginDue(transport) {
                await ripening.wait(atMost: wait, clock: dependencies.clock)
            } else {
                await ripening.wait()
            }
        }
    }

    /// - Returns: how long until the next is due; nil where nothing is waited for.
    private func beginDue(_ transport: DeliveryTransport) -> Duration? {
        let now = dependencies.clock.now()
        var transfers: [Transfer] = []
        var waiting: [OutboxItem] = []
        for item in claimedAhead {
            if item.due > now + 2 * Self.lead {
                // The calendar's clock was set back.
                giveBack(item)
            } else if item.due > now {
                waiting.append(item)
            } else if let lane = lanes[item.partner], lane.isOpen(at: now), lane.breaker.opened == nil {
                if let transfer = begin(item, lane: lane, isProbe: false) { transfers.append(transfer) }
            } else {
                // Whoever answered meanwhile wants nothing now.
                giveBack(item)
            }
        }
        claimedAhead = waiting
        if !transfers.isEmpty { transport.start(transfers) }
        if !notBegun.isEmpty { inbox.signal.raise() }
        return waiting.map(\.due).min().map { .seconds($0.timeIntervalSince(now)) }
    }

    /// Nothing new begins.
    func giveBackAll() {
        for item in claimedAhead { giveBack(item) }
        claimedAhead = []
    }

    /// Frees the place of an event that is not attempted; who takes it shares the transaction that tells the outbox.
    private func giveBack(_ item: OutboxItem) {
        notBegun.append(item)
        lanes[item.partner]?.inFlight -= 1
        lanes[item.partner]?.nextDue = .unknown
    }
}
