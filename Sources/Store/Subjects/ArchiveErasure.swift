internal import Foundation
internal import GRDB
internal import Workforce

/// Takes one person out of the archived chunks and the blocks of leavers, and out of the counts of snapshots.
///
/// Chunk versions stay the changes of one another that they were: the person is 0 throughout in each.
struct ArchiveErasure {
    let db: GRDB.Database
    let person: Int64

    private var chunk: Int { Int(person) / ArchiveColumn.chunkRows }
    private var place: Int { Int(person) % ArchiveColumn.chunkRows }

    func run() throws {
        try discountSnapshots()
        try rewriteVersions()
        try rewriteLeavers()
    }

    private func discountSnapshots() throws {
        let store = ChunkStore(db: db)
        var known: [Int64: (hired: Int32, left: Int32)?] = [:]
        for snapshot in try Row.fetchAll(db, sql: "SELECT id, as_of, chunks, filtered FROM snapshot") {
            let id: Int64 = snapshot[0]
            let filtered = try ChunkStore.decode(snapshot[3])
            if filtered.contains(person) {
                try db.execute(
                    sql: "UPDATE snapshot SET filtered = ? WHERE id = ?",
                    arguments: [ChunkStore.encode(filtered.filter { $0 != person }), id])
            }
            let versions = try ChunkStore.decode(snapshot[2])
            guard chunk < versions.count else { continue }
            if known[versions[chunk]] == nil {
                let chain = try store.chain(versions[chunk]).chain
                known[versions[chunk]] = .some(try service(in: chain))
            }
            guard case .some(.some(let service)) = known[versions[chunk]] else { continue }
            let asOf: Int32 = snapshot[1]
            let isInService = service.hired <= asOf && (service.left == ColumnCodec.absent || service.left > asOf)
            try db.execute(
                sql: "UPDATE snapshot SET people = people - 1, in_service = in_service - ? WHERE id = ?",
                arguments: [isInService ? 1 : 0, id])
        }
    }

    /// Nil where the chunk does not list the person.
    private func service(in chain: ChunkChain) throws -> (hired: Int32, left: Int32)? {
        guard place < chain.rows, try chain.decodeArray(.presence, rows: chain.rows)[place] != 0 else { return nil }
        return (
            try chain.decodeArray(.hireDate, rows: chain.rows)[place],
            try chain.decodeArray(.exitDate, rows: chain.rows)[place]
        )
    }

    private func rewriteVersions() throws {
        let store = ChunkStore(db: db)
        var rewritten: [(id: Int64, bytes: [UInt8])] = []
        // All are read before any is written: each is decoded by means of those before it.
        for id in try Int64.fetchAll(db, sql: "SELECT id FROM chunk_version WHERE chunk = ?", arguments: [chunk]) {
            let chain = try store.chain(id).chain
            if let bytes = try ChunkEncoder.erasing(place, from: chain) { rewritten.append((id, bytes)) }
        }
        for (id, bytes) in rewritten {
            try db.execute(sql: "UPDATE chunk_version SET data = ? WHERE id = ?", arguments: [Data(bytes), id])
        }
    }

    private func rewriteLeavers() throws {
        let store = LeaverBlocks(db: db)
        for block in try store.blocks(try Int64.fetchAll(db, sql: "SELECT id FROM leaver_block")) {
            guard let place = block.keys.firstIndex(of: person) else { continue }
            try store.remove(place, from: block)
        }
    }
}

extension LeaverBlocks {
    /// Takes one person out of a block, and an empty block away.
    fileprivate func remove(_ place: Int, from block: Block) throws {
        var keys = block.keys
        keys.remove(at: place)
        if keys.isEmpty { return try db.execute(sql: "DELETE FROM leaver_block WHERE id = ?", arguments: [block.id]) }
        var writer = ByteWriter()
        writer.block(Array(ChunkStore.encode(keys)))
        writer.raw(try ChunkEncoder.removing(place, from: block.chain))
        try db.execute(
            sql: "UPDATE leaver_block SET people = ?, data = ? WHERE id = ?",
            arguments: [keys.count, Data(writer.bytes), block.id])
    }
}
