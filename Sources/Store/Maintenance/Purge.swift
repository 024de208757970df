internal import Foundation
internal import GRDB
internal import Workforce

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
        try RulebookTable(db: db).removeUnused()
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
