import Foundation
import GRDB
import Outreach
import Testing

@testable import Store

@Suite("Order and coalescing in the outbox")
struct OutboxOrderTests {
    private let start = OutboxFixture.start

    @Test("The body comes back byte for byte")
    func bodyBytes() throws {
        let outbox = try OutboxFixture()
        var event = OutboxFixture.event()
        event.body = Array(0...255) + [0, 10, 13, 0]
        try outbox.enqueue(event)
        #expect(try outbox.claim().items.first?.body == event.body)
    }

    @Test("Claims follow the due time, then the order of queueing, and never run ahead of it")
    func dueOrder() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event(subject: "late"), due: start + 20)
        try outbox.enqueue(OutboxFixture.event(subject: "b"), OutboxFixture.event(subject: "c"), due: start + 10)
        try outbox.enqueue(OutboxFixture.event(subject: "a"), due: start)
        let early = try outbox.claim(now: start + 5)
        #expect(early.items.map(\.subject) == ["a"])
        #expect(early.nextDue == start + 10)
        #expect(try outbox.claim(1, now: start + 30).items.map(\.subject) == ["b"])
        #expect(try outbox.claim(now: start + 30).items.map(\.subject) == ["c", "late"])
        #expect(try outbox.claim(now: start + 30).nextDue == nil)
    }

    @Test("A claim takes no more than asked for, and only the partner's")
    func limits() throws {
        let outbox = try OutboxFixture()
        for number in 1...5 { try outbox.enqueue(OutboxFixture.event(subject: "s\(number)")) }
        try outbox.enqueue(OutboxFixture.event(partner: "other"))
        #expect(try outbox.claim(2).items.count == 2)
        #expect(try outbox.claim(0).items.isEmpty)
        #expect(try outbox.claim(10).items.count == 3)
        #expect(try outbox.claim(10).items.isEmpty)
        #expect(try outbox.claim(10, partner: "other").items.count == 1)
    }

    @Test("While an event is in flight the next of its subject waits, others and other partners do not")
    func subjectOrder() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event())
        let first = try #require(try outbox.claim().items.first)
        try outbox.enqueue(OutboxFixture.event("changed", sequence: 2), OutboxFixture.event(subject: "cell-b"))
        try outbox.enqueue(OutboxFixture.event(partner: "other"))
        #expect(try outbox.claim().items.map(\.subject) == ["cell-b"])
        #expect(try outbox.claim(partner: "other").items.count == 1)
        try outbox.settle(first, .delivered, status: 200)
        #expect(try outbox.claim().items.map(\.event) == ["twente/cell-a/2"])
    }

    @Test("A newer event replaces an older one that waits, and the record says by which")
    func coalesces() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event())
        let summary = try outbox.queue.write { (db: GRDB.Database) throws in
            try Outbox.enqueue([OutboxFixture.event("changed", sequence: 2)], dueAt: start, now: start, in: db)
        }
        #expect(summary == Outbox.Enqueued(queued: 1, superseded: 1, cancelled: 0))
        #expect(try outbox.state(1) == .superseded)
        #expect(
            try outbox.queue.read { try Outbox.show("twente/cell-a/1", in: $0) }.listing.supersededBy
                == "twente/cell-a/2")
        #expect(try outbox.claim().items.map(\.event) == ["twente/cell-a/2"])
    }

    @Test("A retry that a newer event has overtaken is not made")
    func overtakenRetry() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event())
        let first = try #require(try outbox.claim().items.first)
        try outbox.enqueue(OutboxFixture.event("changed", sequence: 2))
        try outbox.settle(first, .retrying, due: start + 5)
        #expect(try outbox.state(1) == .superseded)
        #expect(try outbox.claim().items.map(\.event) == ["twente/cell-a/2"])
    }

    @Test(
        "A parked or exhausted event never blocks the next of its subject", arguments: [OutboxState.parked, .exhausted])
    func parkedDoesNotBlock(state: OutboxState) throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event())
        try outbox.settle(try #require(try outbox.claim().items.first), state, status: 403)
        #expect(try outbox.state(1) == state)
        try outbox.enqueue(OutboxFixture.event("changed", sequence: 2))
        #expect(try outbox.state(1) == .superseded)
        #expect(try outbox.claim().items.count == 1)
    }

    @Test("A withdrawal of something never attempted cancels both, and nothing is sent")
    func cancels() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event())
        try outbox.enqueue(OutboxFixture.event("withdrawn", sequence: 2))
        #expect(try outbox.state(1) == .withdrawn)
        #expect(try outbox.state(2) == .withdrawn)
        #expect(try outbox.claim().items.isEmpty)
    }

    @Test("After a delivery the withdrawal is sent, also when a change in between never was")
    func withdrawsDelivered() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event())
        try outbox.settle(try #require(try outbox.claim().items.first), .delivered, status: 202)
        try outbox.enqueue(OutboxFixture.event("changed", sequence: 2))
        try outbox.enqueue(OutboxFixture.event("withdrawn", sequence: 3))
        #expect(try outbox.state(2) == .superseded)
        #expect(try outbox.claim().items.map(\.event) == ["twente/cell-a/3"])
    }

    @Test("After an attempt of unknown outcome the withdrawal is sent; after one that never left, both are cancelled")
    func withdrawsUnknown() throws {
        for reached in [true, false] {
            let outbox = try OutboxFixture()
            try outbox.enqueue(OutboxFixture.event())
            let item = try #require(try outbox.claim().items.first)
            try outbox.settle(item, .retrying, due: start + 5, reached: reached)
            try outbox.enqueue(OutboxFixture.event("withdrawn", sequence: 2))
            #expect(try outbox.state(1) == (reached ? .superseded : .withdrawn))
            #expect(try outbox.state(2) == (reached ? .pending : .withdrawn))
        }
    }

    @Test("A withdrawal queued while the attempt runs waits for its outcome, and is cancelled if nothing left")
    func withdrawsInFlight() throws {
        for reached in [true, false] {
            let outbox = try OutboxFixture()
            try outbox.enqueue(OutboxFixture.event())
            let item = try #require(try outbox.claim().items.first)
            try outbox.enqueue(OutboxFixture.event("withdrawn", sequence: 2))
            #expect(try outbox.state(2) == .pending)
            try outbox.settle(item, .retrying, due: start + 5, reached: reached)
            #expect(try outbox.state(2) == (reached ? .pending : .withdrawn))
        }
    }

    @Test("Raised again after a delivered withdrawal and withdrawn before it was sent: nothing is sent")
    func raisedAgain() throws {
        let outbox = try OutboxFixture()
        for (kind, sequence) in [("raised", 1), ("withdrawn", 2)] {
            try outbox.enqueue(OutboxFixture.event(kind, sequence: sequence))
            try outbox.settle(try #require(try outbox.claim().items.first), .delivered, status: 200)
        }
        try outbox.enqueue(OutboxFixture.event(sequence: 3))
        try outbox.enqueue(OutboxFixture.event("withdrawn", sequence: 4))
        #expect(try outbox.state(3) == .withdrawn)
        #expect(try outbox.state(4) == .withdrawn)
    }

    @Test("A withdrawal that is all the outbox knows of its subject is sent")
    func loneWithdrawal() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event("withdrawn", sequence: 7))
        #expect(try outbox.claim().items.count == 1)
    }

    @Test(
        "Withdrawals are known by their type",
        arguments: [
            ("nl.doorstroom.redundancies.alert-withdrawn.v1", true), ("nl.doorstroom.candidates.withdrawn.v1", true),
            ("nl.doorstroom.redundancies.alert-raised.v1", false), ("nl.doorstroom.crises.closed.v1", false),
            ("withdrawn", false),
        ])
    func withdrawalTypes(type: String, expected: Bool) {
        #expect(Outbox.isWithdrawal(type: type) == expected)
    }

    @Test("The sequence number goes on from the newest, per partner and subject; a repeated one is refused")
    func sequences() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event(), OutboxFixture.event("changed", sequence: 2))
        try outbox.queue.read { (db: GRDB.Database) throws in
            #expect(try Outbox.lastSequence(partner: "twente", subject: "cell-a", in: db) == 2)
            #expect(try Outbox.lastSequence(partner: "other", subject: "cell-a", in: db) == 0)
        }
        #expect(throws: DatabaseError.self) { try outbox.enqueue(OutboxFixture.event("changed", sequence: 2)) }
    }
}
