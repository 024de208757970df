internal import Foundation
internal import GRDB
internal import Workforce

/// Reads archived snapshots back into columns.
struct SnapshotReader {
    let db: GRDB.Database
    let key: IdentityKey

    /// The chunks of a snapshot, in order.
    func chains(_ snapshot: Int64) throws -> [ChunkChain] {
        let store = ChunkStore(db: db)
        return try SnapshotTable(db: db).chunks(snapshot).map { try store.chain($0).chain }
    }

    /// Those of the people whom a snapshot lists that fulfil a condition, ascending; one chunk in memory at a time.
    func people(listedBy snapshot: Int64, where isWanted: (Int64) -> Bool = { _ in true }) throws -> [Int64] {
        let store = ChunkStore(db: db)
        var keys: [Int64] = []
        for (chunk, version) in try SnapshotTable(db: db).chunks(snapshot).enumerated() {
            let chain = try store.chain(version).chain
            let marks = try chain.decodeArray(.presence, rows: chain.rows)
            let first = Int64(chunk * ArchiveColumn.chunkRows)
            for row in marks.indices where marks[row] != 0 {
                let key = first + Int64(row)
                if isWanted(key) { keys.append(key) }
            }
        }
        return keys
    }

    /// Rows of each chunk that the snapshot lists; nil where it lists all.
    static func present(_ chains: [ChunkChain]) throws(StoreError) -> [[Int32]?] {
        var present: [[Int32]?] = []
        for chain in chains {
            let marks = try chain.decodeArray(.presence, rows: chain.rows)
            if marks.allSatisfy({ $0 != 0 }) {
                present.append(nil)
            } else {
                present.append(marks.indices.filter { marks[$0] != 0 }.map { Int32($0) })
            }
        }
        return present
    }

    func tables() throws -> ArchiveSelection.Tables {
        let codes = StoredCodes(db: db)
        return ArchiveSelection.Tables(
            jobs: try codes.table(.job), establishments: try codes.table(.establishment),
            units: try codes.table(.unit), skills: try codes.table(.skill))
    }

    /// The people with these keys, ascending, as the snapshot has them; ids from `ids`, texts left empty.
    func rows(_ keys: [Int64], of snapshot: Int64, ids: ByteStringColumn) throws -> EmployeeColumns {
        let store = ChunkStore(db: db)
        let versions = try SnapshotTable(db: db).chunks(snapshot)
        var parts: [ArchiveSelection.Part] = []
        var start = 0
        while start < keys.count {
            let chunk = Int(keys[start]) / ArchiveColumn.chunkRows
            var end = start
            while end < keys.count, Int(keys[end]) / ArchiveColumn.chunkRows == chunk { end += 1 }
            let rows = keys[start..<end].map { Int32(Int($0) - chunk * ArchiveColumn.chunkRows) }
            parts.append(ArchiveSelection.Part(chain: try store.chain(versions[chunk]).chain, rows: rows))
            start = end
        }
        return try ArchiveSelection(parts: parts).columns(try tables()) { set throws(StoreError) in
            set(SnapshotReader.pick(keys, from: ids))
        }.withoutTexts()
    }

    static func pick(_ keys: [Int64], from texts: ByteStringColumn) -> ByteStringColumn {
        texts.picking(keys.lazy.map { Int($0) })
    }
}

extension EmployeeColumns {
    /// With empty names, e-mail addresses and job wishes in every row.
    func withoutTexts() -> EmployeeColumns {
        var columns = self
        let empty = ByteStringColumn(absent: id.count)
        (columns.name, columns.email, columns.jobWish) = (empty, empty, empty)
        return columns
    }
}
