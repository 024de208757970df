package import Foundation
internal import GRDB

extension Database {
    /// Notes from a reading verb that somebody was shown a person, whoever owns the database.
    ///
    /// One row, by a connection of its own that waits for the owner's transaction to end: appending to the log is the one thing
    /// that needs no ownership.
    package func auditBeside(systemUser: String, verb: String, person: PersonKey?, at now: Date) throws {
        if isOwner { return try audit(systemUser: systemUser, verb: verb, person: person, at: now) }
        try translating {
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            let beside = try DatabaseQueue(path: path, configuration: configuration)
            try beside.write { db in
                try db.execute(
                    sql: "INSERT INTO audit_log (time, system_user, verb, person) VALUES (?, ?, ?, ?)",
                    arguments: [now.timeIntervalSince1970, systemUser, verb, person])
            }
            try beside.close()
        }
    }
}
