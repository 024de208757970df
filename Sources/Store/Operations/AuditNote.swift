internal import Foundation
internal import GRDB

/// What a person did, for the audit log, written in the transaction of the deed itself.
package struct AuditNote: Equatable, Sendable {
    package var systemUser: String
    /// The verb, whom it was about, and why; never a secret.
    package var verb: String

    package init(systemUser: String, verb: String) {
        self.systemUser = systemUser
        self.verb = verb
    }

    func write(now: Date, in db: GRDB.Database) throws {
        try db.cachedStatement(sql: "INSERT INTO audit_log (time, system_user, verb) VALUES (?, ?, ?)").execute(
            arguments: [now.timeIntervalSince1970, systemUser, verb])
    }
}
