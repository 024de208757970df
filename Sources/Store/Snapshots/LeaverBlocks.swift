internal import Foundation
internal import GRDB
internal import Workforce

/// The people who are listed in one snapshot and not in the next: one block for each such pair, in the form of an archived
/// chunk, so that carrying them needs no older archive.
struct LeaverBlocks {
    struct Block {
        var id: Int64
        /// The date of the snapshot that first missed them.
        var asOf: CalendarDate
        /// Ascending.
        var keys: [Int64]
        var chain: ChunkChain
    }

    let db: GRDB.Database

    func store(
        keys: [Int64], rows: EmployeeColumns, earlier: SnapshotRecord, newer: SnapshotRecord
    ) throws {
        let source = ChunkSource(
            columns: rows, codes: try StoredCodes(db: db).numbers(of: rows),
            rowOf: (0..<UInt32(keys.count)).map { $0 }[...])
        var writer = ByteWriter()
        writer.block(Array(ChunkStore.encode(keys)))
        writer.raw(try ChunkEncoder(source: source, rows: keys.count).encode(after: nil).bytes ?? [])
        try db.execute(
            sql: "INSERT INTO leaver_block (earlier, newer, as_of, people, data) VALUES (?, ?, ?, ?, ?)",
            arguments: [earlier.id, newer.id, newer.asOf.dayNumber, keys.count, Data(writer.bytes)])
    }

    /// The blocks of pairs whose newer snapshot is dated after `start` and on or before `end`, oldest first.
    func between(_ start: CalendarDate, _ end: CalendarDate) throws -> [Block] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, as_of, data FROM leaver_block WHERE superseded = 0 AND as_of > ? AND as_of <= ? ORDER BY as_of
                """, arguments: [start.dayNumber, end.dayNumber]
        ).map(Self.block)
    }

    /// Whom row filters left out of the snapshots from that of `block` to the one before that of `next`, at most `newest`.
    func filtered(from block: Block, to next: Block?, _ newest: SnapshotRecord) throws -> [Int64] {
        try Data.fetchAll(
            db,
            sql: "SELECT filtered FROM snapshot WHERE superseded = 0 AND as_of >= ? AND as_of < ? AND as_of <= ?",
            arguments: [block.asOf.dayNumber, next?.asOf.dayNumber ?? Int32.max, newest.asOf.dayNumber]
        ).flatMap { try ChunkStore.decode($0) }
    }

    /// Exactly these blocks, as a scan saw them, oldest first.
    func blocks(_ ids: [Int64]) throws -> [Block] {
        try ids.compactMap { id in
            try Row.fetchOne(db, sql: "SELECT id, as_of, data FROM leaver_block WHERE id = ?", arguments: [id])
                .map(Self.block)
        }
    }

    private static func block(_ row: Row) throws -> Block {
        let data: Data = row[2]
        let split = try data.withUnsafeBytes { raw -> (keys: Data, rest: [UInt8]) in
            var reader = ByteReader(raw)
            let keys = try reader.block()
            return (Data(keys), Array(raw[reader.offset...]))
        }
        let keys = try ChunkStore.decode(split.keys)
        let version = try ChunkVersion(split.rest)
        guard version.rows == keys.count else { throw StoreError.damaged("block of leavers") }
        return Block(
            id: row[0], asOf: CalendarDate(dayNumber: row[1]), keys: keys, chain: ChunkChain(versions: [version]))
    }
}
