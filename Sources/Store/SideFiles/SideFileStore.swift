internal import Crypto
internal import Foundation
internal import GRDB
internal import Workforce

/// The side files of snapshots, encrypted: trainers are named in them, and indicators of persons.
///
/// The same file night after night is stored once, known by a keyed digest of its content.
struct SideFileStore {
    let db: GRDB.Database
    let key: IdentityKey

    static func context(_ kind: SideFileKind) -> String { "side file \(kind)" }

    /// A side file as it is kept, whichever snapshots it came with.
    struct Stored {
        var id: Int64
        var kind: SideFileKind
        /// Only of its kind.
        var files: SideFiles
    }

    /// Every side file that is kept.
    func all() throws -> [Stored] {
        try Row.fetchAll(db, sql: "SELECT id, kind, data FROM side_file ORDER BY id").map { row in
            guard let kind = SideFileKind(rawValue: row[1]) else { throw StoreError.damaged("kind of a side file") }
            var files = SideFiles()
            try kind.decode(try key.open(row[2], context: Self.context(kind)), into: &files)
            return Stored(id: row[0], kind: kind, files: files)
        }
    }

    /// What the bundle does not hold stays in force from the snapshot of the same date that stood there before.
    func inherit(_ files: SideFiles, snapshot: Int64, replacing former: Int64?) throws {
        guard let former else { return }
        for kind in SideFileKind.allCases where !kind.isGiven(in: files) {
            try db.execute(
                sql: """
                    INSERT INTO snapshot_side_file (snapshot, kind, side_file)
                    SELECT ?, kind, side_file FROM snapshot_side_file WHERE snapshot = ? AND kind = ?
                    """, arguments: [snapshot, former, kind.rawValue])
        }
    }

    func digest(of plain: [UInt8]) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: plain, using: key.derived(for: "doorstroom side file digest")))
    }

    /// Changes what is kept; files that become the same are one from then on.
    func rewrite(_ change: (SideFiles) -> SideFiles) throws {
        for stored in try all() {
            let files = change(stored.files)
            guard files != stored.files, let plain = stored.kind.encode(files) else { continue }
            let digest = digest(of: plain)
            let same = try Int64.fetchOne(
                db, sql: "SELECT id FROM side_file WHERE kind = ? AND digest = ? AND id <> ?",
                arguments: [stored.kind.rawValue, digest, stored.id])
            if let same {
                try db.execute(
                    sql: "UPDATE snapshot_side_file SET side_file = ? WHERE side_file = ?",
                    arguments: [same, stored.id])
                try db.execute(sql: "DELETE FROM side_file WHERE id = ?", arguments: [stored.id])
            } else {
                try db.execute(
                    sql: "UPDATE side_file SET digest = ?, key_id = ?, data = ? WHERE id = ?",
                    arguments: [digest, key.id, try key.seal(plain, context: Self.context(stored.kind)), stored.id])
            }
        }
    }

    /// Stores what the bundle holds.
    func save(_ files: SideFiles, snapshot: Int64) throws {
        for kind in SideFileKind.allCases {
            guard let plain = kind.encode(files) else { continue }
            let digest = digest(of: plain)
            let known = try Int64.fetchOne(
                db, sql: "SELECT id FROM side_file WHERE kind = ? AND digest = ?", arguments: [kind.rawValue, digest])
            if known == nil {
                try db.execute(
                    sql: "INSERT INTO side_file (kind, digest, key_id, data) VALUES (?, ?, ?, ?)",
                    arguments: [kind.rawValue, digest, key.id, try key.seal(plain, context: Self.context(kind))])
            }
            try db.execute(
                sql: "INSERT INTO snapshot_side_file (snapshot, kind, side_file) VALUES (?, ?, ?)",
                arguments: [snapshot, kind.rawValue, known ?? db.lastInsertedRowID])
        }
    }

    /// A plan as it is kept, whichever snapshots it came with.
    func plan(_ id: Int64) throws -> [PlanRow] {
        guard
            let data = try Data.fetchOne(
                db, sql: "SELECT data FROM side_file WHERE id = ? AND kind = ?",
                arguments: [id, SideFileKind.plan.rawValue])
        else { throw StoreError.damaged("reference to a plan") }
        var files = SideFiles()
        try SideFileKind.plan.decode(try key.open(data, context: Self.context(.plan)), into: &files)
        return files.plan ?? []
    }

    /// The files in force: of each kind the one of the newest snapshot dated on or before `date` that came with it.
    ///
    /// - Parameters:
    ///   - kinds: what is wanted; a plan of many rows takes its time.
    ///   - given: files in force already; only the others are looked up.
    func inForce(
        _ date: CalendarDate, of kinds: [SideFileKind] = SideFileKind.allCases, beside given: SideFiles = SideFiles()
    ) throws -> SideFiles {
        var files = given
        for kind in kinds where !kind.isGiven(in: given) {
            let data = try Data.fetchOne(
                db,
                sql: """
                    SELECT side_file.data FROM snapshot_side_file
                    JOIN snapshot ON snapshot.id = snapshot_side_file.snapshot
                    JOIN side_file ON side_file.id = snapshot_side_file.side_file
                    WHERE snapshot_side_file.kind = ? AND superseded = 0 AND as_of <= ?
                    ORDER BY as_of DESC LIMIT 1
                    """, arguments: [kind.rawValue, date.dayNumber])
            if let data { try kind.decode(try key.open(data, context: Self.context(kind)), into: &files) }
        }
        return files
    }
}
