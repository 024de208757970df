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
            if isAhead(item, of: now) {
                giveBack(item)
            } else if item.due > now {
                waiting.append(item)
            } else if let lane = lanes[item.partner], mayBegin(item, in: lane, at: now) {
                if let transfer = begin(item, lane: lane, isProbe: false) { transfers.append(transfer) }
            } else {
                // What held at the claim holds no more.
                giveBack(item)
            }
        }
        claimedAhead = waiting
        if !transfers.isEmpty { transport.start(transfers) }
        if !notBegun.isEmpty { inbox.signal.raise() }
        return waiting.map(\.due).min().map { .seconds($0.timeIntervalSince(now)) }
    }

    /// Whether what held at the claim holds still: the lane is open, the content and the agreement have not lapsed, and the
    /// outbox takes outcomes.
    private func mayBegin(_ item: OutboxItem, in lane: PartnerLane, at now: Date) -> Bool {
        let lapses = [item.expiry, lane.agreementEnds].compactMap { $0 }.min() ?? .distantFuture
        return lane.isOpen(at: now) && lane.breaker.opened == nil && lapses > now && databaseRefusal == nil
    }

    /// Nothing that was claimed ahead begins before it is claimed anew.
    func giveBackAll() {
        for item in claimedAhead { giveBack(item) }
        claimedAhead = []
    }

    /// Frees the place of an event that is not attempted; who takes it shares the transaction that tells the outbox.
    private func giveBack(_ item: OutboxItem) {
        var item = item
        let now = dependencies.clock.now()
        // What is to go out at an hour waits for it anew; a retry has waited.
        if item.attempts > 0, isAhead(item, of: now) { item.due = now + Self.lead }
        notBegun.append(item)
        lanes[item.partner]?.inFlight -= 1
        lanes[item.partner]?.nextDue = .unknown
    }

    /// Whether it is due so late that the calendar's clock was set back since it was claimed.
    private func isAhead(_ item: OutboxItem, of now: Date) -> Bool { item.due > now + 2 * Self.lead }
}
