package import Foundation
internal import GRDB
package import Outreach
internal import Workforce

extension Database {
    /// Keeps a consent that was recorded, or one that was withdrawn.
    ///
    /// - Parameters:
    ///   - ending: the introductions that rested on what was withdrawn: their references are dead when the call returns.
    ///   - detailsOf: introductions whose details go at once.
    package func commitConsent(
        _ consents: [Consent], ending introductions: [Introduction] = [], audit entry: AuditEntry, now: Date
    ) throws {
        try write { db in
            try DocumentTable(db: db).put(consents, at: now)
            try IntroductionTables(db: db).end(introductions, now: now)
            try OutreachTables(db: db).log(entry)
        }
    }

    /// Keeps an introduction as a person decided it, the state that a release looks at, and the approval of exactly that.
    ///
    /// - Parameter details: what is handed out in the detail stage; kept encrypted.
    package func commitIntroduction(
        _ introduction: Introduction, state: SubjectState, approval: Approval, consents: [Consent],
        details: String? = nil, audit entry: AuditEntry, now: Date
    ) throws {
        let key = try requireIdentityKey()
        try write { db in
            try DocumentTable(db: db).put(consents, at: now)
            try DocumentTable(db: db).put([introduction], at: now)
            try DocumentTable(db: db).put([state], at: now)
            try DocumentTable(db: db).put([approval], at: now)
            let tables = IntroductionTables(db: db)
            if let details { try tables.put(details: details, of: introduction.key, key: key) }
            // What is out gives nothing any more: another reference comes with the next event.
            try tables.revoke(introduction.key, now: now)
            try OutreachTables(db: db).log(entry)
        }
    }

    /// Ends introductions that a person took back.
    package func endIntroductions(_ introductions: [Introduction], audit entry: AuditEntry, now: Date) throws {
        try write { db in
            try IntroductionTables(db: db).end(introductions, now: now)
            try OutreachTables(db: db).log(entry)
        }
    }

    /// What was issued for an introduction, and every use of it.
    package func references(of introduction: String) throws -> [ProfileUse.Reference] {
        try read { try IntroductionTables(db: $0).references(of: introduction) }
    }

    /// What is handed out in the detail stage; nil where the person agreed to none.
    package func details(of introduction: String) throws -> String? {
        let key = try requireIdentityKey()
        return try read { try IntroductionTables(db: $0).details(of: introduction, key: key) }
    }
}

extension OutreachTables {
    fileprivate func log(_ entry: AuditEntry) throws {
        try db.execute(
            sql: "INSERT INTO audit_log (time, system_user, verb, person) VALUES (?, ?, ?, ?)",
            arguments: [entry.time.timeIntervalSince1970, entry.systemUser, entry.verb, entry.person])
    }
}
