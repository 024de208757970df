import Foundation
import GRDB
import Outreach
import Testing
import Workforce

@testable import Store

/// What partners tell the database (delivery rules, "Partner API"; domain rules §11).
@Suite("What partners answer")
struct PartnerDeskTests {
    private let scratch: Scratch
    private let database: Store.Database
    private let desk: PartnerDesk
    private static let now = OutboxFixture.start
    private static let today = CalendarDate(dayNumber: 20_833)

    init() throws {
        scratch = try Scratch()
        database = try scratch.open()
        desk = PartnerDesk(database)
    }

    private func write(
        _ partner: String = "a", key: String? = nil, request: UInt8 = 0, message: String? = nil, now: Date = now
    ) -> PartnerWrite {
        PartnerWrite(
            partner: partner, key: key, request: [request], audit: "partner-api try", message: message, now: now,
            today: Self.today)
    }

    /// What each partner was told of an offer.
    private func publish(
        _ places: [String: Int], status: Publication.Status = .standing, at time: Date = now,
        starts: CalendarDate? = nil,
        counted: OfferReservations? = nil
    ) throws {
        var plan = ReleasePlan()
        plan.reservations = try counted ?? database.outreach().reservations
        plan.publications = places.map { partner, count in
            var offer = OfferContent(internship: "I1", region: "Twente", places: count)
            offer.starts = starts
            return Publication(
                partner: partner, subject: "offer", status: status, content: .offer(offer), trueCount: count,
                sequence: 1, eventID: "e", time: time)
        }
        _ = try database.commitRelease(plan, dueAt: time, now: time)
    }

    /// Accepts places; whether there were so many.
    private func accept(_ places: Int, by partner: String, at now: Date = now) async throws -> Bool {
        let id = UUID().uuidString
        let receipt = try await desk.write(write(partner, now: now)) { deeds in
            guard let offer = try deeds.offer("offer"), offer.available >= places else {
                return PartnerReceipt(status: 409, body: [], isDone: false)
            }
            _ = try deeds.accept(offer, places: places, reference: nil, id: id)
            return PartnerReceipt(status: 201, body: Array(id.utf8))
        }
        return receipt.status == 201
    }

    private func giveBack(by partner: String, at now: Date) async throws {
        _ = try await desk.write(write(partner, now: now)) { deeds in
            let standing = try deeds.offer("offer")?.reservations.first { $0.state == .reserved }
            if let standing { try deeds.giveBack(standing) }
            return PartnerReceipt(status: 204, body: [])
        }
    }

    private func available(to partner: String) async throws -> Int? {
        try await desk.read(partner: partner, now: Self.now, today: Self.today) { try $0.offer("offer")?.available }
    }

    @Test("A key that comes again has the answer of before, and with another request it is refused")
    func keys() async throws {
        let deed: @Sendable (PartnerDeeds) throws -> PartnerReceipt = { deeds in
            try deeds.note(.declined, subject: "s")
            return PartnerReceipt(status: 201, location: "/x", body: Array("{}".utf8))
        }
        let first = try await desk.write(write(key: "k"), deed)
        let again = try await desk.write(write(key: "k"), deed)
        #expect((again.status, again.location, again.body) == (first.status, first.location, first.body))
        await #expect(throws: PartnerWriteFault.keyReused) { try await desk.write(write(key: "k", request: 1), deed) }
        _ = try await desk.write(write("b", key: "k", request: 1), deed)
        #expect(try desk.answers(PartnerAnswerFilter()).map(\.partner) == ["b", "a"])
        #expect(try database.auditLog().map(\.systemUser) == ["partner b", "partner a"])
    }

    @Test("What fails leaves nothing: neither the deed, nor its key, nor its audit note")
    func whole() async throws {
        struct Fault: Error {}
        await #expect(throws: Fault.self) {
            try await desk.write(write(key: "k", message: "m")) { deeds in
                try deeds.note(.declined, subject: "s")
                throw Fault()
            }
        }
        #expect(try desk.answers(PartnerAnswerFilter()).isEmpty)
        #expect(try database.auditLog().isEmpty)
        let receipt = try await desk.write(write(key: "k", request: 1, message: "m")) { _ in
            PartnerReceipt(status: 200, body: [])
        }
        #expect(receipt.status == 200)
    }

    @Test("A signed message is taken once; repeated under its key it has the answer of before")
    func messages() async throws {
        let deed: @Sendable (PartnerDeeds) throws -> PartnerReceipt = { _ in PartnerReceipt(status: 200, body: []) }
        _ = try await desk.write(write(key: "k", message: "m"), deed)
        _ = try await desk.write(write(key: "k", message: "m"), deed)
        await #expect(throws: PartnerWriteFault.replayed) { try await desk.write(write(message: "m"), deed) }
        _ = try await desk.write(write("b", message: "m"), deed)
    }

    @Test("Places are given once over all partners, and what comes back can be accepted again")
    func places() async throws {
        try publish(["a": 2, "b": 2])
        #expect(try await accept(2, by: "a", at: Self.now + 1))
        #expect(try await available(to: "b") == 0)
        #expect(try await !accept(1, by: "b", at: Self.now + 2))
        #expect(try await !accept(1, by: "a", at: Self.now + 2))
        try await giveBack(by: "a", at: Self.now + 3)
        #expect(try await available(to: "a") == 2)
        #expect(try await accept(1, by: "b", at: Self.now + 4))
        #expect(try await available(to: "a") == 1)
        #expect(try database.outreach().reservations.taken(of: "offer") == 1)
    }

    @Test("An acceptance whose clock lies before the event counts like any other")
    func clocks() async throws {
        try publish(["a": 1, "b": 1])
        #expect(try await accept(1, by: "a", at: Self.now - 5))
        #expect(try await available(to: "b") == 0)
    }

    @Test("A release that did not count an acceptance of the last moment is not written")
    func race() async throws {
        try publish(["a": 1, "b": 1])
        let before = try database.outreach().reservations
        #expect(try await accept(1, by: "a", at: Self.now + 1))
        let error = #expect(throws: StoreError.self) { try publish(["b": 1], counted: before) }
        #expect(error?.code == "reservations-changed")
        try publish(["c": 1], status: .withdrawn)
    }

    @Test("Of places that came back and went to somebody else the partner has as many as before")
    func exchanged() async throws {
        try publish(["a": 3, "b": 3, "c": 3])
        #expect(try await accept(1, by: "a", at: Self.now + 1))
        try publish(["b": 2], at: Self.now + 2)
        try await giveBack(by: "a", at: Self.now + 3)
        #expect(try await accept(1, by: "c", at: Self.now + 4))
        #expect(try await available(to: "b") == 2)
        #expect(try await available(to: "a") == 2)
    }

    @Test("Over any order of acceptances, returns and releases no place is given twice", arguments: 0..<40)
    func random(seed: UInt64) async throws {
        var dice = Dice(state: seed &+ 1)
        let partners = ["a", "b", "c"]
        let total = Int.random(in: 1...4, using: &dice)
        try publish(Dictionary(uniqueKeysWithValues: partners.map { ($0, total) }))
        for step in 1...30 {
            let now = Self.now + Double(step)
            let partner = partners.randomElement(using: &dice)!
            switch Int.random(in: 0..<5, using: &dice) {
            case 0...2: _ = try await accept(Int.random(in: 1...2, using: &dice), by: partner, at: now)
            case 3: try await giveBack(by: partner, at: now)
            default:
                // As the planner does it: each partner is told what is left for it, where that is otherwise.
                let record = try database.outreach()
                let state = SubjectState(
                    key: "offer", content: .offer(OfferContent(internship: "I1", region: "Twente", places: total)),
                    trueCount: total, appearedOn: Self.today)
                for told in record.publications {
                    guard let left = record.reservations.left(of: state, for: told.partner) else {
                        if told.status == .standing {
                            try publish([told.partner: told.trueCount], status: .withdrawn, at: now)
                        }
                        continue
                    }
                    if told.status != .standing || told.content != left.content {
                        try publish([told.partner: left.trueCount], at: now)
                    }
                }
            }
            #expect(try database.outreach().reservations.taken(of: "offer") <= total)
        }
    }

    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    @Test("Only what the partner was told decides: unknown, withdrawn, begun")
    func standing() async throws {
        #expect(try await available(to: "a") == nil)
        try publish(["a": 1], starts: Self.today)
        #expect(try await available(to: "a") == 0)
        try publish(["a": 1], starts: CalendarDate(dayNumber: Self.today.dayNumber + 1))
        #expect(try await available(to: "a") == 1)
        #expect(try await accept(1, by: "a", at: Self.now + 1))
        try publish(["a": 1], status: .withdrawn, at: Self.now + 2)
        #expect(try desk.reservations().map(\.state) == [.withdrawn])
        #expect(try await available(to: "a") == 0)
    }

    @Test("Retention takes keys after two days, answers with deliveries, and what may follow a person with persons")
    func purge() async throws {
        _ = try await desk.write(write(key: "k", message: "m")) { deeds in
            _ = try deeds.offer(vacancy: "v", document: "{}", title: "t")
            _ = try deeds.withdraw(vacancy: "v")
            var ended = deeds.newTrajectory("t", intake: Self.today)
            ended.ended = Self.today
            _ = try deeds.put(ended, as: .trajectoryEnded)
            _ = try deeds.put(deeds.newTrajectory("open", intake: Self.today), as: .trajectoryIntake)
            return PartnerReceipt(status: 200, body: [])
        }
        func counts() throws -> [Int] {
            try database.read { db in
                try ["idempotency_key", "inbound_message", "partner_answer", "partner_vacancy", "trajectory"].map {
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? 0
                }
            }
        }
        func purge(persons: CalendarDate, deliveries: Date, now: Date) throws -> [Int] {
            _ = try database.purge(Retention(personsBefore: persons, deliveriesBefore: deliveries), now: now)
            return try counts()
        }
        let (day, long) = (CalendarDate(dayNumber: 20_000), Self.now - 1)
        #expect(try purge(persons: day, deliveries: long, now: Self.now + 47 * 3_600) == [1, 0, 4, 1, 2])
        #expect(try purge(persons: day, deliveries: long, now: Self.now + 49 * 3_600) == [0, 0, 4, 1, 2])
        #expect(
            try purge(persons: CalendarDate(dayNumber: 21_000), deliveries: long, now: Self.now) == [0, 0, 4, 0, 1])
        #expect(try purge(persons: day, deliveries: Self.now + 1, now: Self.now) == [0, 0, 0, 0, 1])
    }

    @Test("What partners wrote of somebody who is erased is found, and gone afterwards")
    func erasure() async throws {
        var employee = EmployeeRow(id: "E-10023", hireDate: Self.today, job: "J", establishment: "X")
        employee.name = "Aleida Overmars"
        _ = try database.saveSnapshot(
            Snapshot(asOf: Self.today, source: "test", employees: EmployeeColumns(rows: [employee])), report: "{}",
            leavers: .onMissing, now: Self.now)
        _ = try await desk.write(write(key: "k")) { deeds in
            _ = try deeds.offer(
                vacancy: "v", document: #"{"naamVacature":"for Aleida Overmars","idVacature":"v"}"#,
                title: "for Aleida Overmars")
            return PartnerReceipt(status: 200, body: Array("for Aleida Overmars".utf8))
        }
        let person = try #require(try database.person("E-10023"))
        #expect(try database.subject(person)?.documents.map(\.kind) == ["vacancy", "answer"])
        let pending = try #require(
            try database.beginErasure(
                of: "E-10023", reason: "a request", systemUser: "officer", today: Self.today, now: Self.now))
        try database.erase(pending, now: Self.now)
        try database.concludeErasure(pending)
        let kept = try #require(try desk.openVacancies().first)
        #expect(kept.id == "v" && !kept.document.contains("Overmars"))
        let detail = try #require(try desk.answers(PartnerAnswerFilter()).first?.detail)
        #expect(!detail.contains("Overmars"))
        #expect(try !Data(contentsOf: URL(filePath: scratch.path)).contains(Data("Overmars".utf8)))
    }

    @Test("Tokens are issued with an overlap, end by themselves, and are revoked; each is in the audit log")
    func tokens() async throws {
        let store = database.partnerTokens
        let note = AuditNote(systemUser: "op", verb: "partners token a")
        func valid(at now: Date) async throws -> [UInt8] {
            try await store.admission().tokens.filter { $0.isValid(at: now) }.compactMap(\.digest.first).sorted()
        }
        let now = Self.now
        #expect(try await store.issue(digest: [1], partner: "a", overlap: 60, ends: nil, audit: note, now: now) == nil)
        #expect(try await store.issue(digest: [9], partner: "b", overlap: 60, ends: nil, audit: note, now: now) == nil)
        #expect(
            try await store.issue(digest: [2], partner: "a", overlap: 60, ends: now + 100, audit: note, now: now)
                == now + 60)
        #expect(try await valid(at: now + 59) == [1, 2, 9])
        #expect(try await valid(at: now + 60) == [2, 9])
        #expect(try await valid(at: now + 100) == [9])
        #expect(
            try await store.issue(digest: [3], partner: "a", overlap: nil, ends: nil, audit: note, now: now + 10) == nil
        )
        #expect(try await valid(at: now + 10) == [3, 9])
        #expect(try await store.revoke(partner: "a", audit: note, now: now + 20) == 1)
        #expect(try await valid(at: now + 20) == [9])
        #expect(try database.auditLog().count == 5)
    }

    @Test("Who an operator disabled is known; whose endpoint said that it is gone may still come in")
    func disabled() async throws {
        try await database.outbox.setEndpoint(
            partner: "a", enabled: false, reason: "r", audit: AuditNote(systemUser: "op", verb: "disable"),
            now: Self.now)
        try await database.writing { db in
            try db.execute(sql: "INSERT INTO outbox_endpoint (partner, disabled) VALUES ('b', 1)")
        }
        #expect(try await database.partnerTokens.admission().disabled == ["a"])
    }
}
