import GRDB

@testable import Store

extension Store.Database {
    /// Rows of a table: what a night wrote that nothing but the file shows.
    func rows(in table: String) throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table)") ?? 0 }
    }

    /// Takes the counts of leaving and growth away, as a version left the file that made none.
    func forgetHistory() throws { try write { try $0.execute(sql: "DELETE FROM turnover; DELETE FROM headcount") } }

    /// As if its endpoint had taken an event.
    func markDelivered(_ event: String) throws {
        try write { db in
            try db.execute(
                sql: "UPDATE outbox SET state = 'delivered', due = NULL, reached = 1 WHERE event = ?",
                arguments: [event])
        }
    }

    /// Notes that a partner asks for the detail stage, as its API does.
    func askForDetails(_ request: ProfileRequest) throws -> ProfileAnswer {
        try write { db in try ProfileDesk(db: db, key: nil, request: request).askForDetails() }
    }

    /// As if a partner had accepted once more of what it has.
    func reserveOnePlace() throws {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO offer_reservation (id, partner, subject, places, state, reserved, changed)
                    SELECT hex(randomblob(8)), partner, subject, 1, state, reserved, changed FROM offer_reservation LIMIT 1
                    """)
        }
    }

    /// Keeps the tokens of partners from being read, or lets them be read again.
    func hideTokens(_ hides: Bool) throws {
        try write { db in
            try db.execute(
                sql: hides
                    ? "ALTER TABLE partner_token RENAME TO hidden_token"
                    : "ALTER TABLE hidden_token RENAME TO partner_token")
        }
    }

    /// Leaves rules behind that no version of the program reads.
    func spoilRules() throws { try write { try $0.execute(sql: "UPDATE rulebook SET rules = '{}'") } }
}
