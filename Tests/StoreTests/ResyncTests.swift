import Crypto
import Foundation
import GRDB
import Outreach
import Testing
import Workforce

@testable import Store

/// What a partner may fetch of its own events, and when (delivery rules, "Partner API").
@Suite("Resync")
struct ResyncTests {
    private let scratch: Scratch
    private let database: Store.Database
    private let desk: PartnerDesk
    private static let start = OutboxFixture.start

    init() throws {
        scratch = try Scratch()
        database = try scratch.open()
        desk = PartnerDesk(database)
    }

    private func enqueue(_ events: RenderedEvent..., due: Date = start) async throws {
        try await database.outbox.enqueue(events, dueAt: due, now: Self.start)
    }

    /// Ids of everything after a cursor, `limit` a page, and the last cursor.
    private func walk(
        _ partner: String = "twente", after cursor: String? = nil, limit: Int = 2, now: Date = start
    ) async throws -> (ids: [String], cursor: String) {
        var (ids, cursor) = ([String](), cursor)
        while true {
            let page = try #require(try await desk.events(of: partner, after: cursor, limit: limit, now: now))
            ids += page.events.map(\.id)
            cursor = page.cursor
            if !page.hasMore { return (ids, page.cursor) }
            #expect(!page.events.isEmpty)
        }
    }

    private func claim(now: Date = start) async throws -> [OutboxItem] {
        let claimed = try await database.outbox.turn(
            settling: [], claiming: [OutboxDemand(partner: "twente", limit: 100)], now: now, leaseUntil: now + 60)
        return claimed["twente"]?.items ?? []
    }

    private func settle(_ items: [OutboxItem], _ state: OutboxState = .delivered) async throws {
        let outcomes = items.map { item in
            OutboxOutcome(
                row: item.row, partner: item.partner, subject: item.subject,
                attempt: OutboxAttempt(
                    number: 1, started: Self.start, milliseconds: 1, status: 200, fault: nil, location: nil, trace: "t"),
                state: state, due: state == .retrying ? Self.start + 5 : nil, failures: 0, reached: state == .delivered)
        }
        _ = try await database.outbox.turn(settling: outcomes, claiming: [], now: Self.start, leaseUntil: Self.start)
    }

    @Test("Own events come whole and in order, page by page, and nobody else's")
    func pages() async throws {
        for number in 0..<5 { try await enqueue(OutboxFixture.event(subject: "cell-\(number)")) }
        try await enqueue(OutboxFixture.event(partner: "oost"))
        let expected = (0..<5).map { "twente/cell-\($0)/1" }
        for limit in [1, 2, 5, 6] { #expect(try await walk(limit: limit).ids == expected) }
        #expect(try await walk("oost").ids == ["oost/cell-a/1"])
        #expect(try await walk("noord").ids == [])
        let page = try #require(try await desk.events(of: "twente", after: nil, limit: 1, now: Self.start))
        #expect(page.events.first?.body == Array("{\"sequence\":1}".utf8))
    }

    @Test("A cursor goes on where it stood, and is of its partner alone")
    func cursors() async throws {
        try await enqueue(OutboxFixture.event(), OutboxFixture.event(subject: "cell-b"))
        let (_, cursor) = try await walk()
        #expect(try await walk(after: cursor).ids == [])
        #expect(try await walk(after: cursor).cursor == cursor)
        try await enqueue(OutboxFixture.event("changed", sequence: 2))
        #expect(try await walk(after: cursor).ids == ["twente/cell-a/2"])
        try await enqueue(OutboxFixture.event(partner: "oost"))
        for text in [cursor, "", "x", String(cursor.dropLast()), cursor + "A", String(cursor.reversed())] {
            #expect(try await desk.events(of: "oost", after: text, limit: 1, now: Self.start) == nil, "\(text)")
        }
        for place in 0..<ResyncCursor.length {
            var characters = Array(cursor)
            characters[place] = characters[place] == "A" ? "B" : "A"
            #expect(try await desk.events(of: "twente", after: String(characters), limit: 1, now: Self.start) == nil)
        }
    }

    @Test("What is held, due later or lapsed is as if absent, and comes behind everything else when it is let go")
    func held() async throws {
        try await database.outbox.hold(subject: "cell-a", now: Self.start)
        try await enqueue(OutboxFixture.event())
        try await enqueue(OutboxFixture.event(subject: "cell-b"), due: Self.start + 60)
        try await enqueue(OutboxFixture.event(subject: "cell-c", expiry: Self.start))
        try await enqueue(OutboxFixture.event(subject: "cell-d"))
        let (ids, cursor) = try await walk()
        #expect(ids == ["twente/cell-d/1"])
        #expect(try await walk(after: cursor, now: Self.start + 60).ids == ["twente/cell-b/1"])
        try await database.outbox.releaseHold(subject: "cell-a", dueAt: Self.start + 120, now: Self.start + 61)
        let (_, later) = try await walk(after: cursor, now: Self.start + 119)
        #expect(try await walk(after: later, now: Self.start + 120).ids == ["twente/cell-a/1"])
        #expect(try await walk(now: Self.start + 120).ids.count == 3)
    }

    @Test("An attempt in flight whose subject is held by now is not shown before it has arrived")
    func inFlight() async throws {
        try await enqueue(OutboxFixture.event())
        let items = try await claim()
        try await database.outbox.hold(subject: "cell-a", now: Self.start)
        #expect(try await walk().ids == [])
        try await settle(items)
        #expect(try await walk().ids == ["twente/cell-a/1"])
    }

    @Test("What was fetched counts as told: its withdrawal is sent, although no attempt was made")
    func withdrawal() async throws {
        try await enqueue(OutboxFixture.event(), OutboxFixture.event(subject: "cell-b"))
        // The second one is on the page after this.
        #expect(try await desk.events(of: "twente", after: nil, limit: 1, now: Self.start)?.events.count == 1)
        try await enqueue(OutboxFixture.event("withdrawn", sequence: 2))
        try await enqueue(OutboxFixture.event("withdrawn", subject: "cell-b", sequence: 2))
        let states = Dictionary(
            uniqueKeysWithValues: try await database.outbox.list(OutboxFilter(limit: 10)).map { ($0.id, $0.state) })
        #expect(states["twente/cell-a/1"] == .superseded && states["twente/cell-a/2"] == .pending)
        #expect(states["twente/cell-b/1"] == .withdrawn && states["twente/cell-b/2"] == .withdrawn)
        #expect(try await walk().ids == ["twente/cell-a/1", "twente/cell-a/2"])
    }

    @Test(
        "Whatever state its delivery is in, an event that was released can be fetched",
        arguments: [OutboxState.retrying, .parked, .exhausted, .delivered])
    func states(state: OutboxState) async throws {
        try await enqueue(OutboxFixture.event())
        try await settle(try await claim(), state)
        #expect(try await walk().ids == ["twente/cell-a/1"])
    }

    @Test("Of an event whose content retention has erased the rest is told")
    func erased() async throws {
        try await enqueue(OutboxFixture.event())
        try await settle(try await claim())
        _ = try database.purge(
            Retention(
                personsBefore: CalendarDate(dayNumber: 0), deliveriesBefore: Self.start - 1,
                contentsBefore: Self.start + 1))
        let event = try #require(
            try await desk.events(of: "twente", after: nil, limit: 1, now: Self.start)?.events.first)
        #expect(event.id == "twente/cell-a/1" && event.body == nil)
    }

    @Test("Cursors outlive a new identity key, and no restored database takes those of the one before")
    func epochs() async throws {
        try await enqueue(OutboxFixture.event(), OutboxFixture.event(subject: "cell-b"))
        let cursor = try #require(try await desk.events(of: "twente", after: nil, limit: 1, now: Self.start)?.cursor)
        try database.rotateIdentityKey(to: try IdentityKey(bytes: Data(repeating: 9, count: 32)))
        let rotated = PartnerDesk(database)
        #expect(try await rotated.events(of: "twente", after: cursor, limit: 9, now: Self.start)?.events.count == 1)

        let other = try Scratch()
        let second = try other.open()
        let foreign = PartnerDesk(second)
        #expect(try await foreign.events(of: "twente", after: cursor, limit: 1, now: Self.start) == nil)
        let own = try #require(try await foreign.events(of: "twente", after: nil, limit: 1, now: Self.start)?.cursor)
        let backup = other.folder + "/b"
        try second.backup(to: backup)
        try second.close()
        let elsewhere = other.folder + "/restored.sqlite"
        try Store.Database.restore(from: backup, to: elsewhere, identityKey: other.key, force: false)
        let restored = PartnerDesk(try .openForWriting(elsewhere, identityKey: other.key))
        #expect(try await restored.events(of: "twente", after: own, limit: 1, now: Self.start) == nil)
    }

    @Test("A cursor says nothing: the same place is the same text, and no two places are alike")
    func opaque() throws {
        let cursors = ResyncCursor(epoch: "e", key: SymmetricKey(size: .bits256))
        let texts = try (0..<500).map { try cursors.text($0, partner: "a") }
        #expect(Set(texts).count == 500)
        #expect(Set(texts.map(\.count)) == [ResyncCursor.length])
        #expect(try cursors.text(7, partner: "a") == texts[7])
        #expect(try cursors.text(7, partner: "b") != texts[7])
        #expect(cursors.number(texts[7], partner: "a") == 7)
    }
}
