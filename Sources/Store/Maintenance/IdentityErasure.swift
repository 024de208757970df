internal import Foundation
internal import GRDB
internal import Workforce

/// Forgets who the persons were of whom nothing else is kept; their keys stay unused for good.
struct IdentityErasure {
    let db: GRDB.Database
    let key: IdentityKey

    /// - Returns: how many persons were forgotten.
    func run() throws -> Int {
        let store = IdentityBlocks(db: db, key: key)
        let known = try listed().union(IntroductionPurge(db: db).persons())
        var forgotten = 0
        let blocks = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM identity_block") ?? 0
        for block in 0..<blocks {
            let ids = try store.ids(block: block)
            let first = block * IdentityBlocks.people
            let lost = (0..<ids.count).filter { !known.contains(Int64(first + $0)) && !ids.isAbsent($0) }
            if lost.isEmpty { continue }
            forgotten += lost.count
            let texts = try store.texts(block: block)
            let gone = Set(lost)
            let bare = IdentityTexts(
                name: texts.name.emptied(gone), email: texts.email.emptied(gone), jobWish: texts.jobWish.emptied(gone))
            let sealed = try IdentityBlocks.seal(block: block, ids: ids.emptied(gone), texts: bare, key: key)
            try store.store(block: block, people: ids.count, sealed: sealed)
        }
        return forgotten
    }

    /// Everybody whom a snapshot lists, a block of leavers carries, or a result tells of.
    func listed() throws -> Set<Int64> {
        var persons: Set<Int64> = []
        let store = ChunkStore(db: db)
        var seen: Set<Int64> = []
        for data in try Data.fetchAll(db, sql: "SELECT chunks FROM snapshot") {
            for (chunk, id) in try ChunkStore.decode(data).enumerated() where seen.insert(id).inserted {
                let chain = try store.chain(id).chain
                let first = Int64(chunk * ArchiveColumn.chunkRows)
                for (row, mark) in try chain.decodeArray(.presence, rows: chain.rows).enumerated() where mark != 0 {
                    persons.insert(first + Int64(row))
                }
            }
        }
        let blocks = LeaverBlocks(db: db)
        for block in try blocks.blocks(try Int64.fetchAll(db, sql: "SELECT id FROM leaver_block")) {
            persons.formUnion(block.keys)
        }
        persons.formUnion(try Int64.fetchAll(db, sql: "SELECT person FROM assessment"))
        persons.formUnion(try Int64.fetchAll(db, sql: "SELECT DISTINCT person FROM assessment_history"))
        return persons
    }
}

extension ByteStringColumn {
    /// With empty texts in these rows.
    func emptied(_ rows: Set<Int>) -> ByteStringColumn {
        var column = ByteStringColumn()
        for row in 0..<count {
            if rows.contains(row) { column.append("") } else { withBytes(row) { column.append($0) } }
        }
        return column
    }
}
