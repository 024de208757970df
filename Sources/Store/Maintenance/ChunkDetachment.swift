internal import Foundation
internal import GRDB

/// Stores chunk versions whole that are changes of versions which no snapshot lists any more, so that those can go.
///
/// In a chunk that is stored anew, people whom no snapshot left lists lose their last values as well.
struct ChunkDetachment {
    let db: GRDB.Database

    func run() throws {
        var listed: [Int: Set<Int64>] = [:]
        for data in try Data.fetchAll(db, sql: "SELECT chunks FROM snapshot") {
            for (chunk, id) in try ChunkStore.decode(data).enumerated() { listed[chunk, default: []].insert(id) }
        }
        for (_, versions) in listed.sorted(by: { $0.key < $1.key }) { try detach(versions) }
    }

    private func detach(_ versions: Set<Int64>) throws {
        var hanging: [Int64] = []
        for id in versions.sorted() {
            let parent = try Int64.fetchOne(db, sql: "SELECT parent FROM chunk_version WHERE id = ?", arguments: [id])
            if let parent, !versions.contains(parent) { hanging.append(id) }
        }
        if hanging.isEmpty { return }
        let store = ChunkStore(db: db)
        let chains = try versions.map { try store.chain($0).chain }
        var isListed = [Bool](repeating: false, count: chains.reduce(0) { max($0, $1.rows) })
        for chain in chains {
            let marks = try chain.decodeArray(.presence, rows: chain.rows)
            for row in marks.indices where marks[row] != 0 { isListed[row] = true }
        }
        // All are read before any is written: they may hang on one another.
        let whole = try hanging.map { id in
            (id, try ChunkEncoder.whole(of: try store.chain(id).chain) { isListed[$0] })
        }
        for (id, bytes) in whole {
            try db.execute(
                sql: "UPDATE chunk_version SET parent = NULL, data = ? WHERE id = ?", arguments: [Data(bytes), id])
        }
    }
}
