import Foundation
import GRDB
import Prevention
import Testing
import Workforce

@testable import Outreach
@testable import Store

@Suite("What outreach remembers")
struct OutreachTests {
    static let start = CalendarDate(dayNumber: 20_400)
    static let now = Date(timeIntervalSince1970: 1_700_000_000)

    func state(_ key: String, people: [Int64]) -> SubjectState {
        let cell = Cell(
            partition: CellPartition(region: "Twente", phase: 2, cause: .surplus, quarter: "2026-Q3"),
            occupation: .all)
        return SubjectState(
            key: key, content: .alert(AlertContent(cell: cell, people: 15, fte: 10, skills: ["lassen"])),
            trueCount: people.count, people: people, appearedOn: Self.start)
    }

    func event(_ subject: String, partner: String = "twente", sequence: Int, withdrawn: Bool = false) -> RenderedEvent {
        RenderedEvent(
            id: "\(subject)-\(partner)-\(sequence)", partner: partner,
            type: "nl.doorstroom.redundancies.alert-\(withdrawn ? "withdrawn" : "raised").v1", subject: subject,
            sequence: sequence, time: Self.now, expiry: nil, body: Array("{}".utf8))
    }

    func publication(_ state: SubjectState, sequence: Int) -> Publication {
        Publication(
            partner: "twente", subject: state.key, status: .standing, content: state.content,
            trueCount: state.trueCount, sequence: sequence, eventID: "e", time: Self.now)
    }

    func scan(
        _ database: Store.Database, _ states: [SubjectState], keys: [String] = [], crises: [Crisis] = []
    ) throws {
        if try database.snapshots().isEmpty {
            let row = EmployeeRow(id: "A", hireDate: Self.start, job: "J", establishment: "S")
            _ = try database.saveSnapshot(
                Snapshot(asOf: Self.start, source: "s", employees: EmployeeColumns(rows: [row])), report: "{}",
                leavers: .onMissing, now: Self.now)
        }
        let loaded = try database.loadWorkforce(asOf: Self.start, employerCountry: "NL", aftercareMonths: 12)
        let record = try database.outreach()
        var output = OutreachScan.Output()
        output.states = states
        output.crises = crises
        output.keys = record.keys
        var generator = TestGenerator(UInt64(output.keys.keys.count))
        for identity in keys { _ = output.keys.key(for: identity, using: &generator) }
        output.withheld = [
            WithheldGroup(
                partition: CellPartition(region: "Zeeland", phase: 3, cause: .individual, quarter: nil),
                reason: .belowMinimum, people: [4, 9])
        ]
        output.withheldOffers = [WithheldOffer(internship: "I1", reason: .displacement)]
        _ = try database.commitScan(
            ScanResults(loaded: loaded, prevention: ScanTests.Run.result(loaded, seed: 1)),
            header: ScanHeader(kind: .live, started: Self.now, finished: Self.now, aftercareMonths: 12),
            heldUntil: Self.now, outreach: { try OutreachDocuments(output, stored: record.states) })
    }

    func outbox(_ database: Store.Database) throws -> [String: String] {
        try database.read { db in
            Dictionary(
                try Row.fetchAll(db, sql: "SELECT event, state FROM outbox").map { ($0[0], $0[1]) },
                uniquingKeysWith: { old, _ in old })
        }
    }

    @Test("States are replaced whole, keys stay for good, people come back with their subject")
    func states() throws {
        let database = try Scratch().open()
        try scan(database, [state("a", people: [1, 5, 900_000]), state("b", people: [])], keys: ["x", "y"])
        var record = try database.outreach()
        #expect(record.states == [state("a", people: [1, 5, 900_000]), state("b", people: [])])
        #expect(record.withheld.map(\.people) == [[4, 9]])
        #expect(record.withheldOffers.map(\.internship) == ["I1"])
        #expect(record.keys.keys.count == 2)
        let changed = try database.read {
            try Double.fetchOne($0, sql: "SELECT changed FROM outreach_document WHERE key = 'b'")
        }
        try scan(database, [state("b", people: []), state("c", people: [7])], keys: ["x", "z"])
        record = try database.outreach()
        #expect(record.states.map(\.key) == ["b", "c"])
        #expect(record.keys.keys.count == 3)
        #expect(
            try database.read { try Double.fetchOne($0, sql: "SELECT changed FROM outreach_document WHERE key = 'b'") }
                == changed)
    }

    @Test("Only what is otherwise is encoded: content or people, also back and forth")
    func encoded() throws {
        let database = try Scratch().open()
        let (few, many) = (state("a", people: [1, 5]), state("a", people: [1, 5, 6]))
        let other = state("b", people: [2])
        for (states, encoded) in [
            ([few, other], ["a", "b"]), ([few, other], []), ([many, other], ["a"]), ([few, other], ["a"]), ([few], []),
        ] {
            var output = OutreachScan.Output()
            output.states = states
            let documents = try OutreachDocuments(output, stored: database.outreach().states)
            #expect(documents.states.rows.map(\.key) == encoded)
            try scan(database, states)
            #expect(try database.outreach().states == states)
        }
    }

    @Test("Dossiers of crises stay, closed ones too, and are written where they differ")
    func crises() throws {
        let database = try Scratch().open()
        var crisis = Crisis(
            key: "k", unit: StatutoryUnit(country: "NL", kind: .statutoryArea, code: "Oost"), rule: "wmco",
            state: .open, openedOn: Self.start, closedOn: nil, crossesOn: Self.start.adding(days: 40), threshold: 20,
            count: 25, isKnown: false, window: .months(3), groups: [],
            history: [
                Crisis.Count(asOf: Self.start, current: 3, committed: 2, forecast: 20, crossesOn: Self.start)
            ])
        try scan(database, [], crises: [crisis])
        #expect(try database.outreach().crises == [crisis])
        crisis.state = .closed
        crisis.closedOn = Self.start.adding(days: 1)
        try scan(database, [], crises: [crisis])
        #expect(try database.outreach().crises == [crisis])
    }

    @Test("A key goes over to another identity, which forgets its own")
    func movedKeys() throws {
        let database = try Scratch().open()
        try scan(database, [], keys: ["x", "y"])
        let before = try database.outreach().keys.keys
        let loaded = try database.loadWorkforce(asOf: Self.start, employerCountry: "NL", aftercareMonths: 12)
        var output = OutreachScan.Output()
        output.keys = SubjectKeys(before)
        output.keys.move(from: "x", to: "y")
        var generator = TestGenerator(9)
        let fresh = output.keys.key(for: "x", using: &generator)
        _ = try database.commitScan(
            ScanResults(loaded: loaded, prevention: ScanTests.Run.result(loaded, seed: 1)),
            header: ScanHeader(kind: .live, started: Self.now, finished: Self.now, aftercareMonths: 12),
            heldUntil: Self.now, outreach: { try OutreachDocuments(output) })
        #expect(try database.outreach().keys.keys == ["y": before["x"], "x": fresh])
    }

    @Test("A release writes publications and events together, or neither")
    func release() throws {
        let database = try Scratch().open()
        let told = state("a", people: [1, 2])
        try scan(database, [told])
        var plan = ReleasePlan()
        plan.events = [event("a", sequence: 1)]
        plan.publications = [publication(told, sequence: 1)]
        let queued = try database.commitRelease(plan, dueAt: Self.now, now: Self.now)
        #expect(queued.queued == 1)
        #expect(try database.outreach().publications == plan.publications)
        #expect(try outbox(database) == ["a-twente-1": "pending"])
        // The same event again is refused by the outbox: then the publication is not changed either.
        plan.publications[0].trueCount = 99
        #expect(throws: StoreError.self) { try database.commitRelease(plan, dueAt: Self.now, now: Self.now) }
        #expect(try database.outreach().publications.map(\.trueCount) == [2])
    }

    @Test("A hold keeps back what waits of its subject and of every cell with its people, until it is released")
    func hold() throws {
        let database = try Scratch().open()
        let states = [state("a", people: [1, 2]), state("b", people: [2, 3]), state("c", people: [4])]
        try scan(database, states)
        var plan = ReleasePlan()
        plan.events = ["a", "b", "c"].map { event($0, sequence: 1) }
        _ = try database.commitRelease(plan, dueAt: Self.now, now: Self.now)
        var hold = ReleaseVerbs.hold(states[0], id: "h", by: "anna", reason: "beraad", at: Self.now)
        try database.commitDecision(holds: [hold], dueAt: Self.now, now: Self.now)
        #expect(try database.outreach().holds == [hold])
        #expect(try outbox(database) == ["a-twente-1": "held", "b-twente-1": "held", "c-twente-1": "pending"])
        // On a later night the people are in another cell: that one is bound, the one they left is free.
        try scan(database, [state("a", people: [1, 2]), state("b", people: [3]), state("c", people: [2, 4])])
        #expect(try outbox(database) == ["a-twente-1": "held", "b-twente-1": "pending", "c-twente-1": "held"])
        (hold.releasedAt, hold.releasedBy) = (Self.now, "anna")
        try database.commitDecision(
            holds: [hold], approvals: [Approval(of: states[0], by: "anna", at: Self.now)], dueAt: Self.now,
            now: Self.now)
        #expect(Set(try outbox(database).values) == ["pending"])
        #expect(try database.outreach().approvals.map(\.subject) == ["a"])
    }

    @Test("What a person takes back waits until the release that withdraws it, and the withdrawal gets out")
    func withdraw() throws {
        let database = try Scratch().open()
        let told = state("a", people: [1])
        try scan(database, [told])
        var plan = ReleasePlan()
        plan.events = [event("a", sequence: 1)]
        _ = try database.commitRelease(plan, dueAt: Self.now, now: Self.now)
        let back = ReleaseVerbs.withdraw(told, id: "h", by: "anna", reason: "vergissing", at: Self.now)
        try database.commitDecision(holds: [back], dueAt: Self.now, now: Self.now)
        #expect(try outbox(database) == ["a-twente-1": "held"])
        // The partner was reached before, so that the withdrawal is not cancelled with the first event.
        try database.write { try $0.execute(sql: "UPDATE outbox SET reached = 1") }
        plan.events = [event("a", sequence: 2, withdrawn: true)]
        _ = try database.commitRelease(plan, dueAt: Self.now, now: Self.now)
        #expect(try outbox(database)["a-twente-2"] == "pending")
        #expect(try outbox(database)["a-twente-1"] == "superseded")
        try scan(database, [told])
        #expect(try outbox(database)["a-twente-2"] == "pending")
    }
}
