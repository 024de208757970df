package import Foundation
internal import GRDB
internal import Workforce

extension Database {
    /// Tells the operator; the same again is counted, and shown anew when it had been acknowledged.
    package func notify(code: String, text: String, at now: Date) throws {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO notice (code, text, first_seen, last_seen, count) VALUES (?1, ?2, ?3, ?3, 1)
                    ON CONFLICT (code, text) DO UPDATE
                    SET last_seen = excluded.last_seen, count = count + 1, acknowledged = NULL
                    """, arguments: [code, text, now.timeIntervalSince1970])
        }
    }

    /// Notices, newest first; those acknowledged only when asked for.
    package func notices(includingAcknowledged: Bool = false) throws -> [Notice] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT code, text, first_seen, last_seen, count, acknowledged FROM notice
                    WHERE ? OR acknowledged IS NULL ORDER BY last_seen DESC, code, text
                    """, arguments: [includingAcknowledged]
            ).map { row in
                Notice(
                    code: row[0], text: row[1], firstSeen: Date(timeIntervalSince1970: row[2]),
                    lastSeen: Date(timeIntervalSince1970: row[3]), count: row[4],
                    acknowledged: (row[5] as Double?).map(Date.init(timeIntervalSince1970:)))
            }
        }
    }

    /// Marks all notices of a code as seen by a person.
    /// - Returns: how many there were.
    package func acknowledge(code: String, at now: Date) throws -> Int {
        try write { db in
            try db.execute(
                sql: "UPDATE notice SET acknowledged = ? WHERE code = ? AND acknowledged IS NULL",
                arguments: [now.timeIntervalSince1970, code])
            return db.changesCount
        }
    }

    /// A value that the schedule remembers, such as the last run that was made up.
    package func state(_ key: String) throws -> String? {
        try read { try String.fetchOne($0, sql: "SELECT value FROM state WHERE key = ?", arguments: [key]) }
    }

    /// Remembers a value; nil forgets it.
    package func setState(_ key: String, _ value: String?) throws {
        try write { db in
            if let value {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)", arguments: [key, value])
            } else {
                try db.execute(sql: "DELETE FROM state WHERE key = ?", arguments: [key])
            }
        }
    }

    /// Notes that somebody was shown a person, or a list of persons.
    package func audit(systemUser: String, verb: String, person: PersonKey?, at now: Date) throws {
        try write { db in
            try db.execute(
                sql: "INSERT INTO audit_log (time, system_user, verb, person) VALUES (?, ?, ?, ?)",
                arguments: [now.timeIntervalSince1970, systemUser, verb, person])
        }
    }

    /// The audit log, newest first.
    package func auditLog(limit: Int = 1_000) throws -> [AuditEntry] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT time, system_user, verb, person FROM audit_log ORDER BY id DESC LIMIT ?",
                arguments: [limit]
            ).map {
                AuditEntry(
                    time: Date(timeIntervalSince1970: $0[0]), systemUser: $0[1], verb: $0[2], person: $0[3])
            }
        }
    }

    /// What became of the bundles, newest first.
    package func imports(limit: Int = 100) throws -> [ImportRecord] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT time, as_of, refused, report FROM import_log ORDER BY id DESC LIMIT ?",
                arguments: [limit]
            ).map { row in
                ImportRecord(
                    time: Date(timeIntervalSince1970: row[0]),
                    asOf: (row[1] as Int32?).map(CalendarDate.init(dayNumber:)), refused: row[2], report: row[3])
            }
        }
    }
}
