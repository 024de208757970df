import Foundation
import GRDB
import Outreach
import Testing

@testable import Store

@Suite("States of the outbox")
struct OutboxStateTests {
    private let start = OutboxFixture.start

    @Test(
        "An attempt and the state that follows are kept together",
        arguments: [
            OutboxState.delivered, .retrying, .parked, .exhausted, .expired,
        ])
    func settles(state: OutboxState) throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event())
        let item = try #require(try outbox.claim().items.first)
        #expect(try outbox.state(1) == .leased)
        try outbox.settle(
            item, state, due: state == .retrying ? start + 5 : nil, status: state == .delivered ? 200 : nil)
        let detail = try outbox.queue.read { try Outbox.show("twente/cell-a/1", in: $0) }
        #expect(detail.listing.state == state)
        #expect(detail.listing.attempts == 1)
        #expect(detail.listing.due == (state == .retrying ? start + 5 : nil))
        #expect(detail.attempts.map(\.number) == [1])
        #expect(detail.attempts.first?.status == (state == .delivered ? 200 : nil))
        #expect(detail.listing.lastFault == (state == .delivered ? nil : "timeout"))
    }

    @Test("A retry counts on, and remembers when it was refused")
    func history() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event())
        let first = try #require(try outbox.claim().items.first)
        #expect(first.refusals.isEmpty)
        try outbox.settle(first, .retrying, due: start + 5, status: 403, refused: true)
        let second = try #require(try outbox.claim(now: start + 5).items.first)
        #expect(second.attempts == 1)
        #expect(second.failures == 1)
        #expect(second.refusals == [start])
    }

    @Test("Only an event in flight is settled; an outcome of anything else changes nothing")
    func settlesLeasedOnly() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event())
        let item = try #require(try outbox.claim().items.first)
        try outbox.settle(item, .delivered, status: 200)
        try outbox.settle(item, .parked, status: 403)
        let detail = try outbox.queue.read { try Outbox.show(item.event, in: $0) }
        #expect(detail.listing.state == .delivered)
        #expect(detail.attempts.count == 1)
    }

    @Test("What is claimed ahead is told when it is due, and nothing later is claimed")
    func claimsAhead() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event(subject: "a"), due: start + 2)
        try outbox.enqueue(OutboxFixture.event(subject: "b"), due: start + 3)
        let claimed = try outbox.claim(ahead: 2)
        #expect(claimed.items.map(\.subject) == ["a"])
        #expect(claimed.items.map(\.due) == [start + 2])
        #expect(claimed.nextDue == start + 3)
    }

    @Test("What is given back is due when it was, as if it had not been claimed")
    func givesBack() throws {
        let outbox = try OutboxFixture()
        for subject in ["new", "tried", "held"] { try outbox.enqueue(OutboxFixture.event(subject: subject)) }
        for item in try outbox.claim().items where item.subject == "tried" {
            try outbox.settle(item, .retrying, due: start + 5)
        }
        let tried = try outbox.claim(now: start + 4.99, ahead: 0.02).items
        #expect(tried.map(\.subject) == ["tried"])
        _ = try outbox.queue.write { db in
            try Outbox.reclaim(expiredBy: nil, except: Set(tried.map(\.row)), now: start, in: db)
        }
        let items = try outbox.claim(now: start + 1).items + tried
        #expect(items.count == 3)
        try outbox.queue.write { db in
            try Outbox.hold(subject: "held", now: start + 2, in: db)
            try Outbox.giveBack(items, now: start + 2, in: db)
            // They are nobody's any more: a second time changes nothing.
            try Outbox.giveBack(items, now: start + 3, in: db)
        }
        func listing(_ subject: String) throws -> OutboxListing {
            try outbox.queue.read { try Outbox.show("twente/\(subject)/1", in: $0).listing }
        }
        #expect(try listing("new").state == .pending && listing("new").due == start)
        #expect(try listing("tried").state == .retrying && listing("tried").due == start + 5)
        #expect(try listing("tried").attempts == 1)
        #expect(try listing("held").state == .held && listing("held").due == nil)
    }

    @Test("What a newer event has overtaken meanwhile is not sent when it is given back")
    func givesBackOvertaken() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event())
        let items = try outbox.claim().items
        try outbox.enqueue(OutboxFixture.event("updated", sequence: 2))
        try outbox.queue.write { db in try Outbox.giveBack(items, now: start, in: db) }
        #expect(try outbox.state(1) == .superseded)
        #expect(try outbox.claim().items.map(\.event) == ["twente/cell-a/2"])
    }

    @Test("Lapsed content is closed at the claim, and by the sweep")
    func expires() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(
            OutboxFixture.event(expiry: start + 10), OutboxFixture.event(subject: "cell-b", expiry: start + 11))
        let claimed = try outbox.claim(now: start + 10)
        #expect(claimed.items.map(\.subject) == ["cell-b"])
        #expect(claimed.expired == 1)
        #expect(try outbox.state(1) == .expired)
        let swept = try OutboxFixture()
        try swept.enqueue(OutboxFixture.event(expiry: start + 10), OutboxFixture.event(subject: "cell-b"))
        #expect(try swept.queue.write { try Outbox.expire(now: start + 9.999, in: $0) } == 0)
        #expect(try swept.queue.write { try Outbox.expire(now: start + 10, in: $0) } == 1)
    }

    @Test(
        "The start takes back every lease; an expired one is taken back on a timer, unless it is known to be in flight")
    func reclaims() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event(), OutboxFixture.event(subject: "cell-b"))
        let items = try outbox.claim().items
        try outbox.queue.write { (db: GRDB.Database) throws in
            #expect(try Outbox.reclaim(expiredBy: start + 59, now: start, in: db).isEmpty)
            #expect(try Outbox.reclaim(expiredBy: start + 60, except: [items[0].row], now: start, in: db) == ["twente"])
        }
        #expect(try outbox.state(1) == .leased)
        #expect(try outbox.state(1, subject: "cell-b") == .retrying)
        try outbox.queue.write { (db: GRDB.Database) throws in
            try Outbox.renew([items[0].row], leaseUntil: start + 120, in: db)
            #expect(try Outbox.reclaim(expiredBy: start + 60, now: start, in: db).isEmpty)
            try Outbox.reclaim(expiredBy: nil, now: start, in: db)
        }
        #expect(try outbox.claim().items.count == 2)
    }

    @Test("What was taken back may have arrived: its withdrawal is sent")
    func reclaimedMayHaveArrived() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event())
        try outbox.claim()
        try outbox.queue.write { db in _ = try Outbox.reclaim(expiredBy: nil, now: start, in: db) }
        try outbox.enqueue(OutboxFixture.event("withdrawn", sequence: 2))
        #expect(try outbox.claim().items.map(\.event) == ["twente/cell-a/2"])
    }

    @Test("A hold binds what waits, what comes, and what fails; its release makes them due")
    func holds() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event(), OutboxFixture.event(partner: "other"))
        let item = try #require(try outbox.claim(partner: "other").items.first)
        try outbox.queue.write { try Outbox.hold(subject: "cell-a", now: start, in: $0) }
        try outbox.enqueue(OutboxFixture.event("changed", sequence: 2), OutboxFixture.event(subject: "cell-b"))
        try outbox.settle(item, .retrying, due: start + 5)
        #expect(try outbox.state(1) == .superseded)
        #expect(try outbox.state(2) == .held)
        #expect(try outbox.state(1, partner: "other") == .held)
        #expect(try outbox.claim(now: start + 99).items.map(\.subject) == ["cell-b"])
        try outbox.queue.write { try Outbox.releaseHold(subject: "cell-a", dueAt: start + 7, now: start, in: $0) }
        #expect(try outbox.state(2) == .pending)
        #expect(try outbox.state(1, partner: "other") == .retrying)
        #expect(try outbox.claim(now: start + 6).nextDue == start + 7)
        #expect(try outbox.claim(now: start + 7).items.count == 1)
    }

    @Test("The end of the agreement closes what waits there, and nothing elsewhere")
    func agreementEnds() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event(), OutboxFixture.event(partner: "other"))
        #expect(try outbox.queue.write { try Outbox.endAgreement(partner: "twente", now: start, in: $0) } == 1)
        #expect(try outbox.state(1) == .expired)
        #expect(try outbox.state(1, partner: "other") == .pending)
        let listing = try outbox.queue.read { try Outbox.show("twente/cell-a/1", in: $0) }.listing
        #expect(listing.note == "agreement-ended")
    }

    @Test("Every reachable history keeps the order, the single flight and the table of transitions", arguments: 0..<40)
    func anyHistory(seed: UInt64) throws {
        let outbox = try OutboxFixture()
        var random = SplitMix(state: seed)
        var sequences: [String: Int] = [:]
        var flights: [OutboxItem] = []
        var now = start
        var before: [String: OutboxState] = [:]
        for _ in 0..<120 {
            now += Double(random.below(8))
            let subject = "s\(random.below(3))"
            switch random.below(8) {
            case 0, 1, 2:
                let sequence = sequences[subject, default: 0] + 1
                sequences[subject] = sequence
                let kind = ["raised", "changed", "withdrawn"][random.below(3)]
                let expiry = random.below(4) == 0 ? now + Double(random.below(20)) : nil
                try outbox.enqueue(
                    OutboxFixture.event(kind, subject: subject, sequence: sequence, expiry: expiry), due: now, now: now)
            case 3: flights += try outbox.claim(1 + random.below(2), now: now).items
            case 4, 5:
                guard !flights.isEmpty else { continue }
                let item = flights.remove(at: random.below(flights.count))
                let state = [OutboxState.delivered, .retrying, .parked, .exhausted, .expired][random.below(5)]
                try outbox.settle(
                    item, state, due: state == .retrying ? now + 5 : nil, reached: random.below(2) == 0, now: now)
            case 6:
                try outbox.queue.write { (db: GRDB.Database) throws in
                    if random.below(2) == 0 {
                        try Outbox.hold(subject: subject, now: now, in: db)
                    } else {
                        try Outbox.releaseHold(subject: subject, dueAt: now, now: now, in: db)
                    }
                }
            default:
                if random.below(6) == 0 {
                    flights = []
                    try outbox.queue.write { db in _ = try Outbox.reclaim(expiredBy: nil, now: now, in: db) }
                }
            }
            let after = try outbox.states()
            for (event, state) in after {
                guard let former = before[event], former != state else { continue }
                // A step may pass through a state that no other transaction sees: retried, then superseded.
                let onward = former.successors.union(former.successors.flatMap(\.successors))
                #expect(former.successors.contains(state) || (former == .leased && onward.contains(state)))
            }
            before = after
            try checkInvariants(outbox)
        }
    }

    private func checkInvariants(_ outbox: OutboxFixture) throws {
        try outbox.queue.read { (db: GRDB.Database) throws in
            let broken = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM outbox AS waiting
                    WHERE state IN ('held', 'pending', 'retrying', 'parked', 'exhausted') AND EXISTS (
                        SELECT 1 FROM outbox AS newer WHERE newer.subject = waiting.subject
                        AND newer.partner = waiting.partner AND newer.sequence > waiting.sequence
                        AND newer.state <> 'withdrawn')
                    """)
            #expect(broken == 0, "an older event waits beside a newer one")
            let twice = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM (SELECT 1 FROM outbox WHERE lease IS NOT NULL
                    GROUP BY subject, partner HAVING count(*) > 1)
                    """)
            #expect(twice == 0, "two events of a subject are in flight")
        }
    }
}

/// A small seeded generator, so that a failing history can be run again.
struct SplitMix {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
