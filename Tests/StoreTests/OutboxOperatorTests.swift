import Foundation
import GRDB
import Outreach
import Synchronization
import Testing

@testable import Store

@Suite("What operators ask of the outbox")
struct OutboxOperatorTests {
    private let start = OutboxFixture.start

    private func ended(_ state: OutboxState, expiry: Date? = nil) throws -> OutboxFixture {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event(expiry: expiry))
        try outbox.settle(try #require(try outbox.claim().items.first), state, status: 403)
        return outbox
    }

    private func replay(_ outbox: OutboxFixture, agreementEnds: Date? = nil, now: Date = OutboxFixture.start) throws {
        try outbox.queue.write { (db: GRDB.Database) throws in
            try Outbox.replay("twente/cell-a/1", agreementEnds: agreementEnds, now: now, in: db)
        }
    }

    @Test(
        "Parked, exhausted, expired and delivered events are queued again under their id",
        arguments: [
            OutboxState.parked, .exhausted, .expired, .delivered,
        ])
    func replays(state: OutboxState) throws {
        let outbox = try ended(state)
        try replay(outbox)
        let item = try #require(try outbox.claim().items.first)
        #expect(item.event == "twente/cell-a/1")
        #expect(item.failures == 0)
        #expect(item.attempts == 1)
    }

    @Test("A replay bypasses no expiry, agreement, hold, newer event or withdrawal")
    func refusesReplay() throws {
        let held = try ended(.parked)
        try held.queue.write { try Outbox.hold(subject: "cell-a", now: start, in: $0) }
        let overtaken = try ended(.delivered)
        try overtaken.enqueue(OutboxFixture.event("changed", sequence: 2))
        let superseded = try ended(.parked)
        try superseded.enqueue(OutboxFixture.event("changed", sequence: 2))
        let withdrawn = try OutboxFixture()
        try withdrawn.enqueue(OutboxFixture.event(), OutboxFixture.event("withdrawn", sequence: 2))
        let waiting = try OutboxFixture()
        try waiting.enqueue(OutboxFixture.event())
        let cases: [(OutboxFixture, Date?, Date, String?)] = [
            (try ended(.parked, expiry: start + 5), nil, start + 5, "its content has lapsed"),
            (try ended(.parked, expiry: start + 5), nil, start + 4, nil),
            (try ended(.parked), start, start, "the agreement with twente has ended"),
            (try ended(.parked), start + 1, start, nil),
            (held, nil, start, "a hold binds its subject"),
            (overtaken, nil, start, "a newer event of its subject has been queued since"),
            (superseded, nil, start, "a newer event replaces it"),
            (withdrawn, nil, start, "it was withdrawn before the partner knew of it"),
            (waiting, nil, start, "it is on its way (pending)"),
        ]
        for (outbox, agreementEnds, now, reason) in cases {
            var refusal: StoreError?
            do {
                try replay(outbox, agreementEnds: agreementEnds, now: now)
            } catch let error as StoreError {
                refusal = error
            }
            #expect(refusal?.code == reason.map { _ in "event-not-replayable" })
            #expect(refusal?.message == reason.map { "event twente/cell-a/1 cannot be replayed: \($0)" })
        }
        let empty = try OutboxFixture()
        #expect(throws: StoreError.unknownEvent("twente/cell-a/1")) { try replay(empty) }
    }

    @Test("Listings are newest first, filtered and paged")
    func lists() throws {
        let outbox = try OutboxFixture()
        for number in 1...4 { try outbox.enqueue(OutboxFixture.event(subject: "s\(number)")) }
        try outbox.enqueue(OutboxFixture.event(subject: "s9", partner: "other"))
        try outbox.settle(try #require(try outbox.claim(1).items.first), .delivered, status: 204)
        func list(_ filter: OutboxFilter) throws -> [String] {
            try outbox.queue.read { try Outbox.list(filter, in: $0) }.map(\.subject)
        }
        #expect(try list(OutboxFilter()) == ["s9", "s4", "s3", "s2", "s1"])
        #expect(try list(OutboxFilter(partner: "twente", limit: 2)) == ["s4", "s3"])
        let page = try outbox.queue.read { try Outbox.list(OutboxFilter(partner: "twente", limit: 2), in: $0) }
        #expect(try list(OutboxFilter(partner: "twente", before: page.last?.cursor)) == ["s2", "s1"])
        #expect(try list(OutboxFilter(states: [.delivered, .parked])) == ["s1"])
        #expect(try list(OutboxFilter(subject: "s3")) == ["s3"])
        #expect(try outbox.queue.read { try Outbox.list(OutboxFilter(subject: "s1"), in: $0) }.first?.lastStatus == 204)
    }

    @Test("Counts by state and the oldest due event tell how deliveries stand")
    func counts() throws {
        let outbox = try ended(.parked)
        try outbox.enqueue(OutboxFixture.event(subject: "cell-b"), due: start + 3)
        try outbox.enqueue(OutboxFixture.event(partner: "other"), due: start + 2)
        try outbox.queue.read { (db: GRDB.Database) throws in
            #expect(try Outbox.openCounts(in: db) == [.parked: 1, .pending: 2])
            #expect(try Outbox.counts(partner: "other", in: db) == [.pending: 1])
            #expect(try Outbox.oldestDue(partners: ["twente", "other"], now: start + 9, in: db) == start + 2)
            #expect(try Outbox.oldestDue(partners: ["twente"], now: start + 9, in: db) == start + 3)
            #expect(try Outbox.oldestDue(partners: ["twente", "other"], now: start + 1, in: db) == nil)
        }
        try outbox.queue.write { try Outbox.setEndpoint(partner: "other", enabled: false, now: start, in: $0) }
        #expect(
            try outbox.queue.read { try Outbox.oldestDue(partners: ["twente", "other"], now: start + 9, in: $0) }
                == start + 3)
    }

    @Test("What does not reach partners is counted over those that are asked about")
    func trouble() throws {
        let outbox = try ended(.parked)
        func found(_ partners: Set<String>) throws -> OutboxTrouble {
            try outbox.queue.read { try Outbox.trouble(among: partners, in: $0) }
        }
        #expect(try found(["twente"]) == OutboxTrouble(disabled: 0, failing: 0, parked: 1, exhausted: 0))
        #expect(try found(["other"]) == OutboxTrouble(disabled: 0, failing: 0, parked: 0, exhausted: 0))
        try outbox.queue.write { db in
            try Outbox.keep([OutboxCircuit(partner: "twente", opened: start, probe: start + 60)], in: db)
        }
        #expect(try found(["twente"]).failing == 1)
        try outbox.queue.write { try Outbox.setEndpoint(partner: "twente", enabled: false, now: start, in: $0) }
        #expect(try found(["twente"]) == OutboxTrouble(disabled: 1, failing: 0, parked: 1, exhausted: 0))
    }

    @Test("An endpoint's health follows its outcomes; gone stays gone until an operator says otherwise")
    func endpointHealth() throws {
        let outbox = try OutboxFixture()
        for number in 1...4 { try outbox.enqueue(OutboxFixture.event(subject: "s\(number)")) }
        let items = try outbox.claim().items
        func endpoint() throws -> OutboxEndpoint? { try outbox.queue.read { try Outbox.endpoints(in: $0) }.first }
        try outbox.settle(items[0], .retrying, due: start + 5, status: 503, pausedUntil: start + 30, now: start + 1)
        try outbox.settle(items[1], .retrying, due: start + 5, now: start + 2)
        #expect(try endpoint()?.failures == 2)
        #expect(try endpoint()?.failingSince == start + 1)
        #expect(try endpoint()?.lastProblem == "timeout")
        #expect(try endpoint()?.pausedUntil == start + 30)
        try outbox.settle(items[2], .delivered, status: 200, now: start + 3)
        #expect(try endpoint()?.failures == 0)
        #expect(try endpoint()?.failingSince == nil)
        #expect(try endpoint()?.lastDelivered == start + 3)
        try outbox.settle(items[3], .parked, status: 410, disables: true, now: start + 4)
        #expect(try endpoint()?.disabled == start + 4)
        #expect(try endpoint()?.lastProblem == "http-410")
        #expect(
            try outbox.queue.read { try Outbox.standingSubjects(partner: "twente", in: $0) } == [
                "s1", "s2", "s3", "s4",
            ])
        try outbox.queue.write { try Outbox.setEndpoint(partner: "twente", enabled: true, now: start, in: $0) }
        #expect(try endpoint()?.disabled == nil)
        #expect(try endpoint()?.pausedUntil == nil)
    }

    @Test("What a delivered withdrawal took back stands no longer")
    func standing() throws {
        let outbox = try OutboxFixture()
        for (kind, sequence) in [("raised", 1), ("withdrawn", 2)] {
            try outbox.enqueue(OutboxFixture.event(kind, sequence: sequence))
            #expect(
                try outbox.queue.read { try Outbox.standingSubjects(partner: "twente", in: $0) }
                    == (sequence == 1 ? [] : ["cell-a"]))
            try outbox.settle(try #require(try outbox.claim().items.first), .delivered, status: 200)
        }
        #expect(try outbox.queue.read { try Outbox.standingSubjects(partner: "twente", in: $0) } == [])
    }

    @Test("Retention removes old events, but not the newest of a subject, nor its number")
    func purges() throws {
        let outbox = try OutboxFixture()
        for sequence in 1...2 {
            try outbox.enqueue(OutboxFixture.event(sequence: sequence))
            try outbox.settle(try #require(try outbox.claim().items.first), .delivered, status: 200)
        }
        try outbox.enqueue(OutboxFixture.event(subject: "waits"))
        #expect(try outbox.queue.write { try Outbox.purge(closedBefore: start, in: $0) } == 0)
        #expect(try outbox.queue.write { try Outbox.purge(closedBefore: start + 1, in: $0) } == 1)
        try outbox.queue.read { (db: GRDB.Database) throws in
            #expect(try Outbox.lastSequence(partner: "twente", subject: "cell-a", in: db) == 2)
            #expect(try Outbox.show("twente/cell-a/2", in: db).body.isEmpty)
            #expect(try !Outbox.show("twente/waits/1", in: db).body.isEmpty)
        }
    }

    @Test("What lapsed by a clock that ran years ahead waits again once the clock is right")
    func lapsesByTheWrongClock() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event(subject: "cell-a", expiry: start + 3_600))
        try outbox.enqueue(OutboxFixture.event(subject: "cell-b", expiry: start + 10))
        let ahead = start + 5 * 365 * 86_400
        #expect(try outbox.queue.write { try Outbox.expire(now: ahead, in: $0) } == 2)
        #expect(try outbox.queue.write { try Outbox.followClock(now: start + 60, in: $0) })
        try outbox.queue.read { (db: GRDB.Database) throws in
            #expect(try Outbox.show("twente/cell-a/1", in: db).listing.state == .pending)
            #expect(try Outbox.show("twente/cell-b/1", in: db).listing.state == .expired)
        }
        #expect(try outbox.queue.write { try Outbox.followClock(now: start + 70, in: $0) } == false)
    }

    @Test("What lapsed by the wrong clock while it was held is held again, and waits for its release")
    func lapsesWhileHeld() throws {
        let outbox = try OutboxFixture()
        try outbox.enqueue(OutboxFixture.event(subject: "cell-a", expiry: start + 3_600))
        try outbox.queue.write { (db: GRDB.Database) throws in
            _ = try Outbox.hold(subject: "cell-a", now: start, in: db)
            #expect(try Outbox.expire(now: start + 5 * 365 * 86_400, in: db) == 1)
            #expect(try Outbox.followClock(now: start + 60, in: db))
        }
        #expect(try outbox.queue.read { try Outbox.show("twente/cell-a/1", in: $0).listing.state } == .held)
        #expect(try outbox.claim(now: start + 120).items.isEmpty)
    }

    @Test("What nobody decided on in time lapses with its content; what was touched since waits on")
    func givesUp() throws {
        let outbox = try OutboxFixture()
        for (subject, state) in [("cell-a", OutboxState.parked), ("cell-b", .exhausted)] {
            try outbox.enqueue(OutboxFixture.event(subject: subject))
            try outbox.settle(try #require(try outbox.claim().items.first), state, status: 400)
        }
        #expect(try outbox.queue.write { try Outbox.giveUp(untouchedSince: start, now: start + 99, in: $0) } == 0)
        #expect(try outbox.queue.write { try Outbox.giveUp(untouchedSince: start + 1, now: start + 99, in: $0) } == 2)
        try outbox.queue.read { (db: GRDB.Database) throws in
            for subject in ["cell-a", "cell-b"] {
                let shown = try Outbox.show("twente/\(subject)/1", in: db)
                #expect(shown.listing.state == .expired)
                #expect(shown.body.isEmpty)
            }
        }
    }

    @Test("A connection that does not wait for the disk is refused")
    func durability() throws {
        let outbox = try OutboxFixture()
        try outbox.queue.writeWithoutTransaction { (db: GRDB.Database) throws in
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            #expect(throws: StoreError.self) { try Outbox.requireDurability(in: db) }
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try Outbox.requireDurability(in: db)
        }
    }

    @Test("Whatever the engine asks searches an index, so that its cost does not grow with the history")
    func queryPlans() throws {
        let outbox = try OutboxFixture()
        let statements = Statements()
        outbox.queue.writeWithoutTransaction { db in
            db.trace(options: .statement) { event in
                guard case .statement(let statement) = event else { return }
                statements.list.withLock { $0.append(statement.expandedSQL) }
            }
        }
        try outbox.enqueue(OutboxFixture.event(expiry: start + 900), OutboxFixture.event("withdrawn", sequence: 2))
        try outbox.enqueue(OutboxFixture.event(subject: "cell-b"))
        let item = try #require(try outbox.claim().items.first)
        try outbox.settle(item, .retrying, due: start, status: 403, refused: true)
        try outbox.claim()
        try outbox.queue.write { db in
            try Outbox.renew([1], leaseUntil: start, in: db)
            try Outbox.reclaim(expiredBy: nil, now: start, in: db)
            try Outbox.expire(now: start, in: db)
            try Outbox.hold(subject: "cell-b", now: start, in: db)
            try Outbox.releaseHold(subject: "cell-b", dueAt: start, now: start, in: db)
            _ = try Outbox.oldestDue(partners: ["twente"], now: start, in: db)
            _ = try Outbox.openCounts(in: db)
            db.trace(options: [])
        }
        // What begins with dashes is a trigger's, planned with the statement that sets it off.
        let asked = Set(
            statements.list.withLock { list in
                list.filter { $0.contains("outbox") && !$0.hasPrefix("PRAGMA") && !$0.hasPrefix("--") }
            })
        #expect(asked.count > 15)
        try outbox.queue.read { (db: GRDB.Database) throws in
            for sql in asked {
                for step in try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)") {
                    let detail: String = step["detail"]
                    let small = ["outbox_in_flight", "outbox_open", "sqlite_", "SCAN (", "SCAN CONSTANT"]
                    #expect(!detail.hasPrefix("SCAN") || small.contains { detail.contains($0) }, "\(sql): \(detail)")
                }
            }
        }
    }

    private final class Statements: Sendable {
        let list = Mutex<[String]>([])
    }
}
