internal import GRDB

/// One step of the schema: a frozen literal. Published ones never change; a later wish is a later step.
struct Migration: Sendable {
    /// Stable; applied steps are known by it.
    let identifier: String
    let sql: String

    /// All steps in order; new ones go to the end.
    static let all: [Migration] = [
        .workforce, .results, .outreach, .outbox, .operations, .rulebooks, .forecasts, .externals,
        .signingSecrets, .handshakes, .ledger, .rights, .partnerAPI, .delivery, .introductions,
        .resyncIndex,
    ]

    /// Forward only: each step is one transaction.
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        for step in all {
            migrator.registerMigration(step.identifier) { db in try db.execute(sql: step.sql) }
        }
        return migrator
    }()
}
