internal import Crypto
internal import Foundation
internal import GRDB
internal import Workforce

extension Database {
    /// Brings list and database in line: whoever the list has and the database does not know of as erased is erased from
    /// it, as after a restore; what only the database knows is written to the list.
    ///
    /// - Parameter path: of the list.
    /// - Returns: how many people were erased again.
    @discardableResult
    func applyErasureList(_ path: String, now: Date) throws -> Int {
        let key = try requireIdentityKey()
        let listKey = try read { try CarriedKey.erasures.key(in: $0, key) }
        var list = try ErasureList.read(path, key: listKey)
        let known = try read { try ErasureTable(db: $0).entries() }
        let missing = list.entries.filter { !known.contains($0) }
        if known.contains(where: { !list.entries.contains($0) }) {
            known.forEach { list.add($0) }
            try list.write(path, key: listKey)
        }
        if missing.isEmpty { return 0 }
        let throughs = Dictionary(missing.map { ($0.digest, $0.through) }, uniquingKeysWith: max)
        try translating { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") } }
        let erased = try write { db in
            var erased = 0
            let ids = try IdentityBlocks(db: db, key: key).ids()
            for person in 0..<ids.count where !ids.isAbsent(person) {
                let digest = ErasureList.digest(Array(ids.bytes[ids.range(person)]), key: listKey)
                guard let through = throughs[digest] else { continue }
                let collector = SubjectCollector(db: db, key: key, person: Int64(person))
                guard let record = try collector.record() else { continue }
                // Listed by a later snapshot they are an employee again, and what was before is not in here.
                if record.snapshots.contains(where: { $0.asOf > through }) { continue }
                let names = SubjectNames(id: record.employeeID, name: record.name, email: record.email)
                try SubjectErasure(db: db, key: key, person: Int64(person), names: names).run(now: now)
                erased += 1
            }
            for entry in missing { try ErasureTable(db: db).add(entry, at: now) }
            return erased
        }
        if erased > 0 { try rewriteFile() }
        try translating { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = OFF") } }
        return erased
    }
}

/// Who was erased, as the database has it.
struct ErasureTable {
    let db: GRDB.Database

    func entries() throws -> [ErasureList.Entry] {
        try Row.fetchAll(db, sql: "SELECT through, digest FROM erasure ORDER BY id").map {
            ErasureList.Entry(through: CalendarDate(dayNumber: $0[0]), digest: $0[1])
        }
    }

    /// Notes an erasure that the list has: what it was for is known where it was made.
    func add(_ entry: ErasureList.Entry, at now: Date) throws {
        try db.execute(
            sql: "INSERT INTO erasure (time, system_user, reason, through, digest) VALUES (?, '', 'list', ?, ?)",
            arguments: [now.timeIntervalSince1970, entry.through.dayNumber, entry.digest])
    }
}
