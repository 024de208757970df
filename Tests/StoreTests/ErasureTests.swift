import Foundation
import GRDB
import Outreach
import Testing
import Workforce

@testable import Store

@Suite("Erasing one person")
struct ErasureTests {
    static let start = CalendarDate(dayNumber: 20_400)
    static let now = Date(timeIntervalSince1970: 1_770_000_000)

    /// Thirty nights, so that chunks are changes of one another and are folded, of people who come, change and go.
    private func filled(_ scratch: Scratch, nights: Int = 30) throws -> (
        Store.Database, SyntheticWorkforce, [[EmployeeRow]]
    ) {
        let database = try scratch.open()
        var employer = SyntheticWorkforce(seed: 5, people: 300)
        var history: [[EmployeeRow]] = []
        for night in 0..<nights {
            if night > 0 { employer.night(oneIn: 15, shuffled: night.isMultiple(of: 3)) }
            try save(employer.people, on: night, database)
            history.append(employer.people)
        }
        return (database, employer, history)
    }

    @discardableResult
    private func save(_ people: [EmployeeRow], on day: Int, _ database: Store.Database) throws -> SavedSnapshot {
        var snapshot = Snapshot(
            asOf: Self.start.adding(days: day), source: "synthetic", employees: EmployeeColumns(rows: people))
        var about = IndicatorRow(scope: .employee, code: people[0].id, indicator: "engagement", value: Double(day % 2))
        about.date = Self.start
        var trained = Internship(internship: "S", unit: "U", places: 1)
        trained.trainer = people[1].name
        trained.description = "asks for \(people[1].name), day \(day % 2)"
        snapshot.sideFiles.indicators = [about]
        snapshot.sideFiles.internships = [trained]
        return try database.saveSnapshot(snapshot, report: "{}", leavers: .onMissing, now: Self.now)
    }

    private func rows(_ database: Store.Database, on day: Int) throws -> [String: EmployeeRow] {
        let employees = try database.loadWorkforce(
            asOf: Self.start.adding(days: day), employerCountry: "NL", aftercareMonths: 12, identity: .everything
        ).workforce.employees
        return Dictionary(uniqueKeysWithValues: (0..<employees.count).map { (employees.id[$0], employees.row($0)) })
    }

    private func erase(_ id: String, _ database: Store.Database, today: Int = 30) throws -> PendingErasure {
        let pending = try #require(
            try database.beginErasure(
                of: id, reason: "a request", systemUser: "officer", today: Self.start.adding(days: today),
                now: Self.now))
        try database.erase(pending, now: Self.now)
        try database.concludeErasure(pending)
        return pending
    }

    @Test("Identifiers and keys of partners that name the erased go, and so does what the audit log says of them")
    func identifiers() throws {
        let (database, employer, _) = try filled(try Scratch(), nights: 2)
        let person = employer.people[3]
        let named = person.name.split(separator: " ").joined(separator: "-")
        try database.write { db in
            for name in [person.id, named, "other"] {
                try db.execute(
                    sql: """
                        INSERT INTO trajectory (partner, trajectory, measures, intake, changed) VALUES ('a', ?1, '[]', 1, 1);
                        INSERT INTO partner_vacancy (partner, vacancy, offered, changed, document) VALUES ('a', ?1, 1, 1, '{}');
                        """, arguments: [name, name])
                try db.execute(
                    sql: "INSERT INTO partner_answer (moment, partner, kind, subject) VALUES (1, 'a', 'intake', ?)",
                    arguments: [name])
                try db.execute(
                    sql: """
                        INSERT INTO offer_reservation (id, partner, subject, places, state, reference, reserved, changed)
                        VALUES (?, 'a', 's', 1, 'reserved', ?, 1, 1)
                        """, arguments: ["r-\(db.totalChangesCount)", name])
                try db.execute(
                    sql: """
                        INSERT INTO idempotency_key (partner, key, request, moment, status, body)
                        VALUES ('a', ?, x'00', 1, 201, x'7B7D')
                        """, arguments: [name])
                try db.execute(
                    sql: "INSERT INTO audit_log (time, system_user, verb) VALUES (1, 'partner a', ?)",
                    arguments: ["partner-api put trajectory \(name)"])
            }
        }
        let columns = [
            ("trajectory", "trajectory"), ("partner_vacancy", "vacancy"), ("partner_answer", "subject"),
            ("offer_reservation", "reference"), ("idempotency_key", "key"), ("audit_log", "verb"),
        ]
        _ = try erase(person.id, database)
        for (table, column) in columns {
            let left = try database.read { try String.fetchAll($0, sql: "SELECT \(column) FROM \(table)") }
            let tells = left.filter { $0.contains(person.id) || $0.contains(named) }
            #expect(tells.isEmpty, "\(table): \(tells)")
            #expect(left.contains { $0.contains("other") }, "\(table)")
            #expect(table == "idempotency_key" || left.count >= 3, "\(table)")
        }
        let verbs = try database.read {
            try String.fetchSet($0, sql: "SELECT verb FROM audit_log WHERE verb LIKE 'partner-api%'")
        }
        #expect(verbs == ["partner-api put trajectory [erased]", "partner-api put trajectory other"])
    }

    @Test("Nothing is left of the erased on any date, and everybody else is as before", arguments: [0, 1, 17, 200])
    func others(place: Int) throws {
        let scratch = try Scratch()
        let (database, _, history) = try filled(scratch)
        let id = history[0][place].id
        let before = try (0..<30).map { try rows(database, on: $0) }
        #expect(before.contains { $0[id] != nil })
        let pending = try erase(id, database)
        for night in 0..<30 {
            var expected = before[night]
            expected[id] = nil
            #expect(try rows(database, on: night) == expected, "night \(night)")
        }
        #expect(try database.person(id) == nil)
        #expect(try database.subject(pending.person) == nil)
        #expect(try database.integrityCheck() == [])
        #expect(try database.pendingErasures().isEmpty)
        for record in try database.snapshots() {
            let listed = try database.loadWorkforce(asOf: record.asOf, employerCountry: "NL", aftercareMonths: 0).listed
            #expect(record.people == listed)
        }
        // The next night goes on, and counts nobody as having left.
        let next = history[29].filter { $0.id != id }
        #expect(try save(next, on: 31, database).vanished == 0)
        #expect(try rows(database, on: 31)[id] == nil)
    }

    @Test("Side files, documents, texts and contents lose what names them; who looked stays, at whom does not")
    func texts() throws {
        let scratch = try Scratch()
        let (database, _, history) = try filled(scratch, nights: 3)
        let somebody = history[0][1]
        let key = try #require(try database.person(somebody.id))
        try database.audit(systemUser: "planner", verb: "explain", person: key, at: Self.now)
        try database.notify(code: "a-code", text: "Ask \(somebody.name) for it", at: Self.now)
        var hold = Hold(
            id: "h", target: .subject("s"), kind: .hold, people: [key, key + 1].sorted(), by: "planner",
            reason: "\(somebody.name) asked", since: Self.now)
        hold.releasedAt = nil
        try database.commitDecision(holds: [hold], dueAt: Self.now, now: Self.now)
        let held = try #require(try database.subject(key))
        #expect(held.documents.map(\.kind) == ["hold"])
        #expect(Set(held.mentions.map(\.file)) == ["internships.csv"])
        #expect(held.audit.map(\.verb) == ["explain"])
        _ = try erase(somebody.id, database)
        let left = try #require(try database.outreach().holds.first)
        #expect(left.people == [key + 1])
        #expect(left.reason == "[erased] asked")
        #expect(try database.notices().map(\.text) == ["Ask [erased] for it"])
        let internship = try #require(
            try database.sideFilesInForce(on: Self.start.adding(days: 2)).internships?.first)
        #expect(internship.trainer == nil)
        #expect(internship.description?.hasPrefix("asks for [erased]") == true)
        #expect(try database.auditLog().map(\.person) == [AuditEntry.erasedPerson, AuditEntry.erasedPerson])
        #expect(try database.auditLog().map(\.verb) == ["erase", "explain"])
        // Side files about the first person: their own rows.
        let first = history[0][0]
        _ = try erase(first.id, database)
        #expect(try database.sideFilesInForce(on: Self.start).indicators == [])
    }

    @Test("A reason that names the person is refused, and nothing begins")
    func reason() throws {
        let scratch = try Scratch()
        let (database, _, history) = try filled(scratch, nights: 1)
        let somebody = history[0][3]
        do {
            _ = try database.beginErasure(
                of: somebody.id, reason: "for \(somebody.name.uppercased())", systemUser: "o", today: Self.start,
                now: Self.now)
            Issue.record("taken")
        } catch let error as StoreError {
            #expect(error.code == "reason-names-person")
        }
        #expect(try database.pendingErasures().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: scratch.path + ".erasures"))
    }

    @Test("Events that name the erased are taken back wherever they stand, and what was in flight may have arrived")
    func namingEvents() async throws {
        let scratch = try Scratch()
        let (database, _, history) = try filled(scratch, nights: 2)
        let somebody = history[0][4]
        let outbox = database.outbox
        for subject in ["cell-a", "cell-b", "cell-c"] {
            var event = OutboxFixture.event(subject: subject)
            event.body = Array("{\"text\":\"\(somebody.name)\"}".utf8)
            try await outbox.enqueue([event], dueAt: Self.now, now: Self.now)
        }
        _ = try await outbox.turn(
            settling: [], claiming: [OutboxDemand(partner: "twente", limit: 1)], now: Self.now,
            leaseUntil: Self.now + 60)
        _ = try erase(somebody.id, database, today: 2)
        let rows = try database.read {
            try Row.fetchAll($0, sql: "SELECT state, due, lease, reached FROM outbox ORDER BY id")
        }
        #expect(rows.map { $0[0] as String } == ["withdrawn", "withdrawn", "withdrawn"])
        #expect(rows.allSatisfy { ($0[1] as Int64?) == nil && ($0[2] as Int64?) == nil })
        #expect(rows.map { $0[3] as Int }.sorted() == [0, 0, 1])
        #expect(try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM outbox_body") } == 0)
        #expect(try database.verifyLedger(noted: []).isWhole)
    }

    @Test("An erasure that was begun is still there after the end of the process, and is finished")
    func interrupted() throws {
        let scratch = try Scratch()
        var id = ""
        do {
            let (database, _, history) = try filled(scratch, nights: 2)
            id = history[0][4].id
            _ = try database.beginErasure(
                of: id, reason: "r", systemUser: "o", today: Self.start.adding(days: 2), now: Self.now)
            try database.close()
        }
        let database = try scratch.open()
        let pending = try #require(try database.pendingErasures().first)
        try database.erase(pending, now: Self.now)
        // Once more does no harm: the end may have come before it was noted as done.
        try database.erase(pending, now: Self.now)
        try database.concludeErasure(pending)
        #expect(try database.person(id) == nil)
        #expect(try database.pendingErasures().isEmpty)
    }

    @Test("Listed and not noted in the database, as a kill may leave it, the person is erased when it is opened")
    func listedOnly() throws {
        let scratch = try Scratch()
        var id = ""
        do {
            let (database, _, history) = try filled(scratch, nights: 2)
            id = history[0][4].id
            _ = try database.beginErasure(
                of: id, reason: "r", systemUser: "o", today: Self.start.adding(days: 2), now: Self.now)
            try database.write { try $0.execute(sql: "DELETE FROM erasure") }
            try database.close()
        }
        #expect(try scratch.open().person(id) == nil)
    }

    @Test("A restored backup leaves out whoever was erased since; without the list they would be there")
    func restored() throws {
        let scratch = try Scratch()
        let (database, _, history) = try filled(scratch, nights: 3)
        let id = history[2][5].id
        let backup = scratch.folder + "/backup"
        try database.backup(to: backup)
        _ = try erase(id, database)
        try database.close()
        let elsewhere = scratch.folder + "/elsewhere.sqlite"
        try Store.Database.restore(from: backup, to: elsewhere, identityKey: scratch.key, force: false)
        #expect(try Store.Database.openForReading(elsewhere, identityKey: scratch.key).person(id) != nil)
        try FileManager.default.removeItem(atPath: elsewhere)
        try FileManager.default.copyItem(atPath: scratch.path + ".erasures", toPath: elsewhere + ".erasures")
        try Store.Database.restore(from: backup, to: elsewhere, identityKey: scratch.key, force: false)
        let restored = try Store.Database.openForReading(elsewhere, identityKey: scratch.key)
        #expect(try restored.person(id) == nil)
        #expect(try restored.snapshots().count == 3)
        #expect(try restored.integrityCheck() == [])
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder).filter {
            $0.contains("restoring")
        }
        #expect(left == [])
        let other = try IdentityKey(bytes: Data(repeating: 9, count: 32))
        #expect(throws: StoreError.self) { try Store.Database.openForWriting(elsewhere, identityKey: other) }
    }

    @Test("An older snapshot leaves them out, a later one makes them an employee again, with what it says alone")
    func again() throws {
        let scratch = try Scratch()
        var id = ""
        do {
            let (database, _, history) = try filled(scratch, nights: 10)
            let row = history[9][0]
            _ = try erase(row.id, database, today: 12)
            let same = try save(history[9], on: 9, database)
            #expect(same.leftOut == 1)
            #expect(same.returned == 0)
            #expect(same.record.people == history[9].count - 1)
            #expect(try database.person(row.id) == nil)
            #expect(try database.sideFilesInForce(on: Self.start.adding(days: 9)).indicators == [])
            #expect(try save(history[9], on: 12, database).leftOut == 1, "The day of the erasure is before it.")
            let later = try save(history[9], on: 13, database)
            #expect(later.leftOut == 0)
            #expect(later.returned == 1)
            let person = try #require(try database.person(row.id))
            #expect(try database.subject(person)?.snapshots.map(\.asOf) == [Self.start.adding(days: 13)])
            #expect(try save(history[9], on: 14, database).returned == 0, "It is said once.")
            #expect(try save(history[9], on: 9, database).leftOut == 1, "Of before nothing comes back.")
            #expect(try database.subject(person)?.snapshots.map(\.asOf).contains(Self.start.adding(days: 9)) == false)
            id = row.id
            try database.close()
        }
        #expect(try scratch.open().person(id) != nil, "Who came back stays when the database is opened.")
    }

    @Test("A list of another key is refused, and one that was lost is written again")
    func list() throws {
        let scratch = try Scratch()
        let path = scratch.path + ".erasures"
        var id = ""
        do {
            let (database, _, history) = try filled(scratch, nights: 1)
            id = history[0][0].id
            _ = try erase(id, database)
            try database.close()
        }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!text.contains(id))
        #expect(text.split(separator: "\n").count == 2)
        try FileManager.default.removeItem(atPath: path)
        try scratch.open().close()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        try Data("doorstroom erasures 1 0000000000000000\n".utf8).write(to: URL(fileURLWithPath: path))
        do {
            _ = try scratch.open()
            Issue.record("opened with another's list")
        } catch let error as StoreError {
            #expect(error.code == "erasure-list-unreadable")
        }
    }
}

@Suite("What a person is called in a text")
struct SubjectNamesTests {
    @Test(
        "Whole words only, in any case, the longest first",
        arguments: [
            ("ask Jan de Vries today", "ask [erased] today"), ("ask JAN DE VRIES", "ask [erased]"),
            ("Jan de Vriesland", "Jan de Vriesland"), ("number 1001234", "number 1001234"), ("(10012)", "([erased])"),
            ("j@x.nl, 10012", "[erased], [erased]"),
        ])
    func words(text: String, expected: String) {
        let names = SubjectNames(id: "10012", name: "Jan de Vries", email: "j@x.nl")
        #expect(names.redacted(text) == expected)
        #expect(names.isMentioned(in: text) == (text != expected))
    }

    @Test(
        "An identifier names a person by words, whatever parts them, without accents and in any case",
        arguments: [
            ("Jelle-de-Haan", true), ("case.JELLE_DE_HAAN.2", true), ("E001706", true), ("file-e001706", true),
            ("Jelle-de-Haans", false), ("de-Haan", false), ("E0017061", false), ("Jelle", false), ("", false),
        ])
    func identifiers(identifier: String, isNamed: Bool) {
        let names = SubjectNames(id: "E001706", name: "Jellé de Haan", email: "")
        #expect(names.isMentioned(inIdentifier: identifier) == isNamed)
    }

    @Test("A short id is meant by a whole field, never by running text")
    func short() {
        let names = SubjectNames(id: "12", name: "", email: "")
        #expect(names.isMeant(by: "12"))
        #expect(!names.isMeant(by: ""))
        #expect(names.redacted("12 people") == "12 people")
    }
}
