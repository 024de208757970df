internal import Foundation
internal import GRDB
internal import Workforce

/// The list of snapshots: which there are, and which versions of chunks they are made of.
struct SnapshotTable {
    let db: GRDB.Database

    private static let columns = "id, as_of, source, imported, people, in_service, newcomers"

    func all() throws -> [SnapshotRecord] {
        try Row.fetchAll(db, sql: "SELECT \(Self.columns) FROM snapshot WHERE superseded = 0 ORDER BY as_of")
            .map(Self.record)
    }

    func record(_ id: Int64) throws -> SnapshotRecord? {
        try Row.fetchOne(db, sql: "SELECT \(Self.columns) FROM snapshot WHERE id = ?", arguments: [id]).map(Self.record)
    }

    func dated(_ date: CalendarDate) throws -> SnapshotRecord? { try first("as_of = ?", date) }

    func newest(onOrBefore date: CalendarDate) throws -> SnapshotRecord? {
        try first("as_of <= ? ORDER BY as_of DESC LIMIT 1", date)
    }

    func newest(before date: CalendarDate) throws -> SnapshotRecord? {
        try first("as_of < ? ORDER BY as_of DESC LIMIT 1", date)
    }

    func oldest(after date: CalendarDate) throws -> SnapshotRecord? {
        try first("as_of > ? ORDER BY as_of LIMIT 1", date)
    }

    func chunks(_ id: Int64) throws -> [Int64] {
        guard let data = try Data.fetchOne(db, sql: "SELECT chunks FROM snapshot WHERE id = ?", arguments: [id]) else {
            throw StoreError.damaged("reference to a snapshot")
        }
        return try ChunkStore.decode(data)
    }

    /// Keys of people whom a row filter left out of the snapshot.
    func filtered(_ id: Int64) throws -> Set<Int64> {
        let data = try Data.fetchOne(db, sql: "SELECT filtered FROM snapshot WHERE id = ?", arguments: [id])
        return Set(try data.map { data throws(StoreError) in try ChunkStore.decode(data) } ?? [])
    }

    private func first(_ condition: String, _ date: CalendarDate) throws -> SnapshotRecord? {
        try Row.fetchOne(
            db, sql: "SELECT \(Self.columns) FROM snapshot WHERE superseded = 0 AND \(condition)",
            arguments: [date.dayNumber]
        ).map(Self.record)
    }

    private static func record(_ row: Row) -> SnapshotRecord {
        SnapshotRecord(
            id: row[0], asOf: CalendarDate(dayNumber: row[1]), source: row[2],
            imported: Date(timeIntervalSince1970: row[3]), people: row[4], inService: row[5], newcomers: row[6])
    }
}
