internal import Foundation
internal import GRDB
internal import Outreach
internal import Workforce

/// Reads and writes what outreach remembers, inside a transaction.
struct OutreachTables {
    let db: GRDB.Database

    func record() throws -> OutreachRecord {
        var record = OutreachRecord()
        record.states = try DocumentTable<SubjectState>(db: db).all()
        record.memory = try DocumentTable<PartitionMemory>(db: db).all()
        record.moved = try DocumentTable<MovedPeople>(db: db).all()
        record.count = try DocumentTable<CellCount>(db: db).all().first
        record.holds = try DocumentTable<Hold>(db: db).all()
        record.approvals = try DocumentTable<Approval>(db: db).all()
        record.publications = try DocumentTable<Publication>(db: db).all()
        record.crises = try DocumentTable<Crisis>(db: db).all()
        record.introductions = try DocumentTable<Introduction>(db: db).all()
        record.consents = try DocumentTable<Consent>(db: db).all()
        record.withheld = try DocumentTable<WithheldGroup>(db: db).all()
        record.withheldOffers = try DocumentTable<WithheldOffer>(db: db).all()
        record.reservations = try OfferReservation.standing(in: db)
        var keys: [String: String] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT identity, key FROM subject_key")
        while let row = try rows.next() { keys[row[0]] = row[1] }
        record.keys = SubjectKeys(keys)
        return record
    }

    func write(_ documents: OutreachDocuments, at now: Date) throws {
        let output = documents.output
        for (identity, other) in output.keys.moved {
            try db.execute(sql: "DELETE FROM subject_key WHERE identity = ?", arguments: [other])
            try db.execute(
                sql: "UPDATE subject_key SET identity = ? WHERE identity = ?", arguments: [other, identity])
        }
        let insert = try db.cachedStatement(sql: "INSERT INTO subject_key (identity, key) VALUES (?, ?)")
        for (identity, key) in output.keys.added { try insert.execute(arguments: [identity, key]) }
        try DocumentTable(db: db).replace(with: documents.states, at: now)
        try DocumentTable(db: db).replace(with: output.memory, at: now)
        try DocumentTable(db: db).replace(with: output.moved, at: now)
        try DocumentTable(db: db).replace(with: output.count.map { [$0] } ?? [], at: now)
        try DocumentTable(db: db).put(output.holds, at: now)
        try DocumentTable(db: db).put(output.crises, at: now)
        try IntroductionTables(db: db).end(output.endedIntroductions, now: now)
        try DocumentTable(db: db).replace(with: output.withheld, at: now)
        try DocumentTable(db: db).replace(with: output.withheldOffers, at: now)
    }

    /// Brings the outbox's own holds in line: what is bound waits there too, what is free again is due at `dueAt`.
    ///
    /// - Parameter withdrawing: whether subjects that a person took back are bound as well: they are until the release
    ///   that queues their withdrawal, which must then get out.
    func bindOutbox(withdrawing: Bool, dueAt: Date, now: Date) throws {
        let holds = try DocumentTable<Hold>(db: db).all().filter(\.isActive)
        // Without holds nothing is bound, and nobody need be looked at.
        let states = holds.isEmpty ? [] : try DocumentTable<SubjectState>(db: db).all()
        let all = bound(states, by: holds)
        let binding = withdrawing ? all : bound(states, by: holds.filter { $0.kind == .hold })
        let held = Set(try String.fetchAll(db, sql: "SELECT subject FROM outbox_hold"))
        for subject in binding.subtracting(held).sorted() { try Outbox.hold(subject: subject, now: now, in: db) }
        for subject in held.subtracting(all).sorted() {
            try Outbox.releaseHold(subject: subject, dueAt: dueAt, now: now, in: db)
        }
    }

    private func bound(_ states: [SubjectState], by holds: [Hold]) -> Set<String> {
        if holds.isEmpty { return [] }
        // Only holds are asked for here: no approval, no date.
        let rules = ReleaseRules(
            holds: holds, approvals: [], mode: .automatic, policy: DisclosurePolicy(),
            today: CalendarDate(dayNumber: 0))
        var subjects = Set(states.filter { rules.hold(on: $0) != nil }.map(\.key))
        for hold in holds {
            if case .subject(let key) = hold.target { subjects.insert(key) }
        }
        return subjects
    }
}
