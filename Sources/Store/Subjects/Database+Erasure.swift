internal import Crypto
package import Foundation
internal import GRDB
package import Workforce

/// An erasure that was begun and is not done yet.
package struct PendingErasure: Sendable {
    package var id: Int64
    package var person: PersonKey
    let names: SubjectNames

    /// What no file may hold afterwards: the words that are long enough to be looked for, the longest first.
    package var words: [String] { names.searched }

    /// Whether the id itself is among them.
    package var searchesID: Bool { names.id.count >= SubjectNames.shortest }
}

extension AuditEntry {
    /// In the place of somebody who was erased.
    package static let erasedPerson: PersonKey = -1
}

extension Database {
    /// Notes that a person is to be erased, beside the database and in it; from here on it is finished whatever happens.
    ///
    /// - Parameter today: snapshots dated until then, or until the newest that is there, leave the person out for good.
    /// - Returns: nil where nobody has that id.
    package func beginErasure(
        of employeeID: String, reason: String, systemUser: String, today: CalendarDate, now: Date
    ) throws -> PendingErasure? {
        let key = try requireIdentityKey()
        guard let person = try person(employeeID), let record = try subject(person) else { return nil }
        let names = SubjectNames(id: employeeID, name: record.name, email: record.email)
        guard !names.isMentioned(in: reason) else {
            throw StoreError(
                code: "reason-names-person", message: "the reason names the person, and is kept",
                remedy: "Say it without a name, number or address, such as the number of the request.")
        }
        let through = max(today, try snapshots().last?.asOf ?? today)
        let listKey = try read { try CarriedKey.erasures.key(in: $0, key) }
        let entry = ErasureList.Entry(through: through, digest: ErasureList.digest(employeeID, key: listKey))
        var list = try ErasureList.read(erasureList, key: listKey)
        list.add(entry)
        try list.write(erasureList, key: listKey)
        return try write { db in
            let sealed = try key.seal(
                Array(try JSONEncoder().encode(SealedErasure(person: person, names: names))),
                context: Self.erasureContext)
            try db.execute(
                sql: """
                    INSERT INTO erasure (time, system_user, reason, through, digest, sealed) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    now.timeIntervalSince1970, systemUser, reason, through.dayNumber, entry.digest, sealed,
                ])
            let pending = PendingErasure(id: db.lastInsertedRowID, person: person, names: names)
            try db.execute(
                sql: "INSERT INTO audit_log (time, system_user, verb, person) VALUES (?, ?, 'erase', ?)",
                arguments: [now.timeIntervalSince1970, systemUser, AuditEntry.erasedPerson])
            return pending
        }
    }

    /// Erasures that were begun and not done.
    package func pendingErasures() throws -> [PendingErasure] {
        let key = try requireIdentityKey()
        return try read { db in
            try Row.fetchAll(db, sql: "SELECT id, sealed FROM erasure WHERE sealed IS NOT NULL ORDER BY id").map {
                row in
                let plain = try key.open(row[1], context: Self.erasureContext)
                let sealed = try JSONDecoder().decode(SealedErasure.self, from: Data(plain))
                return PendingErasure(id: row[0], person: sealed.person, names: sealed.names)
            }
        }
    }

    /// Takes the person out of the database, and out of what SQLite leaves behind in the file and its log.
    ///
    /// - Throws: `database-busy` where somebody who reads keeps the log from being emptied: to be made again.
    package func erase(_ pending: PendingErasure, now: Date) throws {
        let key = try requireIdentityKey()
        try translating { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") } }
        try write { db in
            try SubjectErasure(db: db, key: key, person: pending.person, names: pending.names).run(now: now)
        }
        try rewriteFile()
        try removeCopies()
        let left = try read { db in
            try SubjectCollector(db: db, key: key, person: pending.person).remains(of: pending.names)
        }
        guard left.isEmpty else {
            throw StoreError(
                code: "erasure-incomplete",
                message: "something of the person is still in the database: \(left.joined(separator: ", "))",
                remedy: "This is a fault of the program: report it with this message. The erasure stays open and is "
                    + "tried again at the next start.")
        }
    }

    /// Forgets who it was: the erasure is done.
    package func concludeErasure(_ pending: PendingErasure) throws {
        try write { db in
            try db.execute(sql: "UPDATE erasure SET sealed = NULL WHERE id = ?", arguments: [pending.id])
        }
        try translating { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = OFF") } }
        try truncateLog()
    }

    /// Where the list of the erased is kept.
    var erasureList: String { ErasureList.path(of: path) }

    static let erasureContext = "erasure"

    /// Writes the file anew, without what earlier changes left in its pages, and empties the log.
    func rewriteFile() throws {
        try translating {
            try pool.writeWithoutTransaction { db in
                // A copy of all may be more than memory holds.
                try db.execute(sql: "PRAGMA temp_store = FILE")
                defer {
                    // The former setting only saves time.
                    _ = try? db.execute(sql: "PRAGMA temp_store = MEMORY")
                }
                try db.execute(sql: "VACUUM")
            }
        }
        try truncateLog()
    }

    /// Empties the log, and waits a while for whoever reads.
    private func truncateLog() throws {
        for _ in 0..<40 {
            try emptyLog()
            let size = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? NSNumber
            if (size?.intValue ?? 0) == 0 { return }
            Thread.sleep(forTimeInterval: 0.25)
        }
        throw StoreError(
            code: "database-busy", message: "somebody reads the database and keeps its log from being emptied",
            remedy: "End what reads it (see `fuser \(path)`) and start again: the erasure stays open until then.")
    }

    /// Copies from before migrations and restores hold whoever was in them.
    private func removeCopies() throws {
        let folder = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)
        where file.hasPrefix(name + ".before-") || file.hasPrefix(name + ".restoring")
            || file.hasPrefix(name + ".backup-")
        {
            try FileManager.default.removeItem(atPath: (folder.isEmpty ? "" : folder + "/") + file)
        }
    }
}

/// Who is being erased, as it is kept, encrypted, until that is done.
private struct SealedErasure: Codable {
    var person: PersonKey
    var names: SubjectNames
}
