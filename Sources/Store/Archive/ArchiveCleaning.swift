internal import Foundation
internal import GRDB

/// Removes archived versions, leavers and snapshots that nothing stands on any more.
struct ArchiveCleaning {
    let db: GRDB.Database

    func run() throws {
        try db.execute(
            sql: """
                DELETE FROM snapshot WHERE superseded = 1 AND id NOT IN (SELECT snapshot FROM scan)
                """)
        try removeLeavers()
        try removeVersions()
        try db.execute(sql: "DELETE FROM side_file WHERE id NOT IN (SELECT side_file FROM snapshot_side_file)")
    }

    private func removeLeavers() throws {
        var used: Set<Int64> = []
        for data in try Data.fetchAll(db, sql: "SELECT leaver_blocks FROM scan") {
            used.formUnion(try ChunkStore.decode(data))
        }
        for id in try Int64.fetchAll(db, sql: "SELECT id FROM leaver_block WHERE superseded = 1")
        where !used.contains(id) {
            try db.execute(sql: "DELETE FROM leaver_block WHERE id = ?", arguments: [id])
        }
    }

    private func removeVersions() throws {
        var parents: [Int64: Int64] = [:]
        var all: Set<Int64> = []
        for row in try Row.fetchAll(db, sql: "SELECT id, parent FROM chunk_version") {
            let id: Int64 = row[0]
            all.insert(id)
            if let parent: Int64 = row[1] { parents[id] = parent }
        }
        for data in try Data.fetchAll(db, sql: "SELECT chunks FROM snapshot") {
            for id in try ChunkStore.decode(data) {
                var next: Int64? = id
                while let current = next, all.remove(current) != nil { next = parents[current] }
            }
        }
        for id in all { try db.execute(sql: "DELETE FROM chunk_version WHERE id = ?", arguments: [id]) }
    }
}
