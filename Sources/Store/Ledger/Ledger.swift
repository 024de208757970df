internal import Foundation
internal import Crypto
internal import GRDB

/// The delivery ledger: what was queued for whom, and every state it took since, each line chained to the one before
/// (delivery rules, "Outbox").
package enum Ledger {
    /// What a check of the whole chain found.
    package struct Verification: Equatable, Sendable {
        /// Lines, and events opened in them.
        package var lines: Int64 = 0
        package var events: Int64 = 0
        /// Events whose content is still there, held against its digest.
        package var contents: Int64 = 0
        package var head: LedgerHead?
        package var faults: [Fault] = []

        package var isWhole: Bool { faults.isEmpty }
    }

    /// A place where the ledger and the world differ.
    package enum Fault: Equatable, Sendable {
        /// A line is missing before this number.
        case gap(number: Int64)
        /// The line, or one before it, is not as it was written.
        case rewritten(number: Int64)
        /// The event's state in the outbox is not the last one of the ledger.
        case state(event: String)
        /// The event is not in the ledger, or is another one there.
        case unknown(event: String)
        /// The event's content is not the one that was queued.
        case content(event: String)
        /// The event is still to be sent, and it or its content is gone.
        case missing(event: String)
        /// A change of state would not be written down: a trigger is gone or is another one.
        case unwatched(trigger: String)
        /// No head is noted beside a database that has lines.
        case headMissing
        /// The noted line is not there any more, or is another one.
        case noted(number: Int64)
    }

    /// Faults after which a check stops: from a broken link on nothing is worth more.
    private static let mostFaults = 20

    static func head(in db: GRDB.Database) throws -> LedgerHead? {
        let last = try db.cachedStatement(sql: "SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1")
        return try Row.fetchOne(last).map { LedgerHead(number: $0[0], hash: $0[1]) }
    }

    /// Whether a line that was noted is still there as it was.
    static func holds(_ noted: LedgerHead, in db: GRDB.Database) throws -> Bool {
        if noted == .nothing { return true }
        let hash = try Data.fetchOne(db, sql: "SELECT hash FROM ledger WHERE number = ?", arguments: [noted.number])
        return hash == noted.hash
    }

    /// Calls `body` with each line, the oldest first.
    static func forEachLine(in db: GRDB.Database, _ body: (LedgerLine) throws -> Bool) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT number, moment, outbox, state, attempts, note, hash, event, partner, type, subject, sequence, digest
                FROM ledger ORDER BY number
                """)
        while let row = try rows.next() {
            var line = LedgerLine(
                number: row[0], moment: row[1], outbox: row[2], state: row[3], attempts: row[4], note: row[5],
                hash: row[6])
            // One of which a part was taken away has another hash than was written.
            if let id = row[7] as String?, let partner = row[8] as String?, let type = row[9] as String?,
                let subject = row[10] as String?, let sequence = row[11] as Int64?, let digest = row[12] as Data?
            {
                line.event = LedgerLine.Event(
                    id: id, partner: partner, type: type, subject: subject, sequence: sequence, digest: digest)
            }
            guard try body(line) else { return }
        }
    }

    /// Reads the whole chain and holds the outbox against it.
    /// - Parameters:
    ///   - noted: heads that were noted elsewhere.
    ///   - key: that content digests are made with; without one contents are not looked at.
    static func verify(noted: [LedgerHead], key: IdentityKey?, in db: GRDB.Database) throws -> Verification {
        var found = Verification()
        var before: Data?
        /// By outbox row the first line of its newest event, and the last state.
        var last: [Int64: (opening: Int64, state: String)] = [:]
        try forEachLine(in: db) { line in
            if line.number != found.lines + 1 { found.faults.append(.gap(number: line.number)) }
            if line.hash(after: before) != line.hash { found.faults.append(.rewritten(number: line.number)) }
            before = line.hash
            found.lines = line.number
            if line.event != nil {
                found.events += 1
                last[line.outbox] = (line.number, line.state)
            } else {
                last[line.outbox]?.state = line.state
            }
            return found.faults.count < mostFaults
        }
        try checkTriggers(&found, in: db)
        guard found.faults.count < mostFaults else { return found }
        found.head = try head(in: db)
        for noted in noted where try !holds(noted, in: db) { found.faults.append(.noted(number: noted.number)) }
        try compareOutbox(with: last, key: key, &found, in: db)
        return found
    }

    private static func compareOutbox(
        with last: [Int64: (opening: Int64, state: String)], key: IdentityKey?, _ found: inout Verification,
        in db: GRDB.Database
    ) throws {
        let digests = try key.map { try CarriedKey.ledger.key(in: db, $0) }
        let opening = try db.makeStatement(
            sql: "SELECT event, digest, partner, type, subject, sequence FROM ledger WHERE number = ?")
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, event, state, body, partner, type, subject, sequence
                FROM outbox LEFT JOIN outbox_body ON outbox = id ORDER BY id
                """)
        var gone = last.filter { OutboxState(rawValue: $0.value.state)?.isOpen ?? true }
        while found.faults.count < mostFaults, let row = try rows.next() {
            let event: String = row[1]
            guard let line = last[row[0]], let first = try Row.fetchOne(opening, arguments: [line.opening]),
                first[0] as String? == event, first[2] as String? == row[4], first[3] as String? == row[5],
                first[4] as String? == row[6], first[5] as Int64? == row[7], let digest = first[1] as Data?
            else {
                found.faults.append(.unknown(event: event))
                continue
            }
            let body = row[3] as Data?
            // Retention erases the content of what is closed alone.
            if body != nil { gone[row[0]] = nil }
            if line.state != row[2] { found.faults.append(.state(event: event)) }
            guard let digests, let body else { continue }
            found.contents += 1
            if !HMAC<SHA256>.isValidAuthenticationCode(digest, authenticating: body, using: digests) {
                found.faults.append(.content(event: event))
            }
        }
        for line in gone.values.sorted(by: { $0.opening < $1.opening }) where found.faults.count < mostFaults {
            if let event = try Row.fetchOne(opening, arguments: [line.opening])?[0] as String? {
                found.faults.append(.missing(event: event))
            }
        }
    }

    /// The triggers that write the lines, as the newest step of the schema made them.
    private static func checkTriggers(_ found: inout Verification, in db: GRDB.Database) throws {
        for trigger in ["ledger_opened", "ledger_changed"] {
            let text = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", arguments: [trigger])
            let step = Migration.all.last { $0.sql.contains("CREATE TRIGGER \(trigger) ") }
            if text.map({ !(step?.sql.contains($0) ?? false) }) ?? true {
                found.faults.append(.unwatched(trigger: trigger))
            }
        }
    }
}

extension Database {
    /// The last line of the delivery ledger; nil where nothing was ever queued.
    package func ledgerHead() throws -> LedgerHead? { try read { try Ledger.head(in: $0) } }

    /// Reads the whole ledger, holds it against the outbox, against the head noted beside the database, and against others.
    package func verifyLedger(noted: [LedgerHead]) throws -> Ledger.Verification {
        let own = LedgerWitness.noted(beside: path)
        return try read {
            var found = try Ledger.verify(noted: noted + (own.map { [$0] } ?? []), key: identityKey, in: $0)
            if own == nil, found.lines > 0 { found.faults.append(.headMissing) }
            return found
        }
    }

    /// Calls `body` with each line of the ledger, the oldest first, and the event it is of.
    package func forEachLedgerEntry(_ body: (LedgerLine, LedgerLine.Event) throws -> Void) throws {
        var open: [Int64: LedgerLine.Event] = [:]
        try read { db in
            try Ledger.forEachLine(in: db) { line in
                if let event = line.event { open[line.outbox] = event }
                if let event = open[line.outbox] { try body(line, event) }
                return true
            }
        }
    }

    /// Receipts, oldest event first.
    /// - Parameter partner: only this one's; nil for everybody's.
    package func ledgerReceipts(partner: String?) throws -> [LedgerReceipt] {
        var receipts: [LedgerReceipt] = []
        var places: [String: Int] = [:]
        var previous: Data?
        try forEachLedgerEntry { line, event in
            defer { previous = line.hash }
            guard partner.map({ $0 == event.partner }) ?? true else { return }
            if line.event != nil {
                places[event.id] = receipts.count
                receipts.append(LedgerReceipt(event))
            }
            if let place = places[event.id] { receipts[place].add(line, after: previous) }
        }
        return receipts
    }
}
