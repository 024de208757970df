internal import Foundation
internal import GRDB
internal import Workforce

extension Database {
    /// Removes what is older than the retention allows, in one transaction, and overwrites where it stood.
    ///
    /// The newest snapshot and the last live run stay however old they are. What stays is made independent of
    /// what goes: chunks that were changes of removed ones are stored whole, and side files still in force move to the
    /// oldest snapshot that is left.
    package func purge(_ retention: Retention) throws -> Purged {
        let key = try requireIdentityKey()
        try translating { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") } }
        let purged = try write { db in
            var purged = Purged()
            purged.deliveries = try Outbox.purge(closedBefore: retention.deliveriesBefore, in: db)
            purged.scans = try Purge.scans(before: retention.personsBefore, db)
            purged.snapshots = try Purge.snapshots(before: retention.personsBefore, db)
            try ArchiveCleaning(db: db).run()
            try ChunkDetachment(db: db).run()
            try ArchiveCleaning(db: db).run()
            purged.persons = try IdentityErasure(db: db, key: key).run()
            try Purge.logs(before: retention, db)
            return purged
        }
        try overwriteFreePages()
        try translating { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = OFF") } }
        try emptyLog()
        return purged
    }

    /// Fills the pages that earlier deletions left as they were, and gives them back empty.
    private func overwriteFreePages() throws {
        try write { db in
            let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            let size = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
            guard free > 0 else { return }
            try db.execute(sql: "CREATE TABLE purge_scratch (data BLOB)")
            let insert = try db.makeStatement(sql: "INSERT INTO purge_scratch VALUES (zeroblob(?))")
            // A blob a megabyte, so that no single one grows past SQLite's limit.
            for _ in 0..<(free * size / 1_000_000) { try insert.execute(arguments: [1_000_000]) }
            // What the megabytes left over: page by page, until none is free.
            for _ in 0..<(free + 1) {
                guard try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0 > 0 else { break }
                try insert.execute(arguments: [size])
            }
            try db.execute(sql: "DROP TABLE purge_scratch")
        }
    }
}

/// The parts of a purge that are plain deletions.
enum Purge {
    static func scans(before date: CalendarDate, _ db: GRDB.Database) throws -> Int {
        let last = try ScanTable(db: db).lastLive()?.id
        let old = try Int64.fetchAll(
            db, sql: "SELECT id FROM scan WHERE as_of < ? AND id IS NOT ?", arguments: [date.dayNumber, last])
        for id in old {
            // A replay's states end with itself.
            try db.execute(
                sql: "DELETE FROM assessment_history WHERE valid_to = ?1 AND valid_from = ?1", arguments: [id])
            try db.execute(sql: "DELETE FROM selection_group WHERE valid_to = ?1 AND valid_from = ?1", arguments: [id])
            try db.execute(sql: "DELETE FROM scan WHERE id = ?", arguments: [id])
        }
        // A state that ended with the oldest live run left, or before, is told by none any more.
        let oldest = try Int64.fetchOne(db, sql: "SELECT MIN(id) FROM scan WHERE kind = 'live'") ?? 0
        try db.execute(
            sql: "DELETE FROM assessment_history WHERE valid_to <= ? AND valid_from < valid_to", arguments: [oldest])
        try db.execute(
            sql: "DELETE FROM selection_group WHERE valid_to <= ? AND valid_from < valid_to", arguments: [oldest])
        return old.count
    }

    static func snapshots(before date: CalendarDate, _ db: GRDB.Database) throws -> Int {
        let table = SnapshotTable(db: db)
        let all = try table.all()
        guard let newest = all.last else { return 0 }
        let kept = all.filter { $0.asOf >= date || $0.id == newest.id }
        let old = all.filter { snapshot in !kept.contains { $0.id == snapshot.id } }
        guard let oldest = kept.first, !old.isEmpty else { return 0 }
        // Newest first, so that of each kind the one in force is what the oldest kept snapshot gets.
        for snapshot in old.reversed() {
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO snapshot_side_file (snapshot, kind, side_file)
                    SELECT ?, kind, side_file FROM snapshot_side_file WHERE snapshot = ?
                    """, arguments: [oldest.id, snapshot.id])
            // Superseded ones go when no run stands on them any more.
            try db.execute(sql: "UPDATE snapshot SET superseded = 1 WHERE id = ?", arguments: [snapshot.id])
        }
        try db.execute(
            sql: "UPDATE leaver_block SET superseded = 1 WHERE as_of < ?", arguments: [date.dayNumber])
        return old.count
    }

    static func logs(before retention: Retention, _ db: GRDB.Database) throws {
        let moment = Double(retention.personsBefore.dayNumber) * 86_400
        try db.execute(sql: "DELETE FROM import_log WHERE time < ?", arguments: [moment])
        try db.execute(sql: "DELETE FROM audit_log WHERE time < ?", arguments: [moment])
        try db.execute(sql: "DELETE FROM notice WHERE acknowledged IS NOT NULL AND last_seen < ?", arguments: [moment])
    }
}
