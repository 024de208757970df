internal import Dispatch
internal import Foundation
internal import GRDB
internal import Synchronization
internal import Workforce

/// Employee ids, names, e-mail addresses and job wishes, encrypted in blocks of consecutive people.
///
/// Blocks, because a million ciphertexts of one id each would cost more than the rest of the night. Ids and texts are
/// sealed apart: matching a snapshot needs only the ids.
struct IdentityBlocks {
    static let people = 4_096

    let db: GRDB.Database
    let key: IdentityKey

    static func idContext(_ block: Int) -> String { "identity ids \(block)" }
    static func textContext(_ block: Int) -> String { "identity texts \(block)" }

    /// The encrypted ids of all blocks: read here, opened on any thread.
    struct SealedIDs: Sendable {
        fileprivate(set) var blocks: [(people: Int, data: Data)] = []

        /// On all cores.
        func open(_ key: IdentityKey) throws(StoreError) -> ByteStringColumn {
            let opened = Mutex([Result<ByteStringColumn, StoreError>?](repeating: nil, count: blocks.count))
            DispatchQueue.concurrentPerform(iterations: blocks.count) { block in
                let result: Result<ByteStringColumn, StoreError>
                do throws(StoreError) {
                    let plain = try key.open(blocks[block].data, context: IdentityBlocks.idContext(block))
                    result = .success(try IdentityBlocks.ids(in: plain, people: blocks[block].people))
                } catch { result = .failure(error) }
                opened.withLock { $0[block] = result }
            }
            var columns: [ByteStringColumn] = []
            for case let result? in opened.withLock({ $0 }) { columns.append(try result.get()) }
            return ByteStringColumn(joining: columns)
        }
    }

    func sealedIDs() throws -> SealedIDs {
        var sealed = SealedIDs()
        for row in try Row.fetchAll(db, sql: "SELECT block, people, ids FROM identity_block ORDER BY block") {
            guard row[0] == sealed.blocks.count else { throw StoreError.damaged("list of identity blocks") }
            sealed.blocks.append((row[1], row[2]))
        }
        return sealed
    }

    /// All ids in the order of person keys.
    func ids() throws -> ByteStringColumn { try sealedIDs().open(key) }

    /// Everybody's texts in the order of person keys.
    func texts() throws -> IdentityTexts {
        let blocks = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM identity_block") ?? 0
        let parts = try (0..<blocks).map { try texts(block: $0) }
        return IdentityTexts(
            name: ByteStringColumn(joining: parts.map(\.name)), email: ByteStringColumn(joining: parts.map(\.email)),
            jobWish: ByteStringColumn(joining: parts.map(\.jobWish)))
    }

    /// The ids of one block, for showing one person.
    func ids(block: Int) throws -> ByteStringColumn {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT people, ids FROM identity_block WHERE block = ?", arguments: [block])
        else { return ByteStringColumn() }
        return try Self.ids(in: try key.open(row[1], context: Self.idContext(block)), people: row[0])
    }

    /// The texts of one block.
    func texts(block: Int) throws -> IdentityTexts { try sealedTexts(block: block)?.open(key) ?? IdentityTexts() }

    /// The encrypted texts of one block: read here, opened on any thread.
    struct SealedTexts: Sendable {
        fileprivate let block: Int
        fileprivate let people: Int
        fileprivate let data: Data

        /// On all cores.
        func open(_ key: IdentityKey) throws(StoreError) -> IdentityTexts {
            try IdentityTexts.decode(try key.open(data, context: IdentityBlocks.textContext(block)), people: people)
        }
    }

    func sealedTexts(block: Int) throws -> SealedTexts? {
        let select = try db.cachedStatement(sql: "SELECT people, contacts FROM identity_block WHERE block = ?")
        return try Row.fetchOne(select, arguments: [block]).map {
            SealedTexts(block: block, people: $0[0], data: $0[1])
        }
    }

    /// The texts of these people, ascending.
    func texts(of keys: [Int64]) throws -> IdentityTexts {
        var picked = IdentityTexts()
        var start = 0
        while start < keys.count {
            let block = Int(keys[start]) / Self.people
            let first = Int64(block * Self.people)
            var end = start
            while end < keys.count, keys[end] < first + Int64(Self.people) { end += 1 }
            let texts = try texts(block: block)
            let rows = keys[start..<end].lazy.map { Int($0 - first) }
            picked.name.append(contentsOf: texts.name.picking(rows))
            picked.email.append(contentsOf: texts.email.picking(rows))
            picked.jobWish.append(contentsOf: texts.jobWish.picking(rows))
            start = end
        }
        return picked
    }

    private static func ids(in plain: [UInt8], people: Int) throws(StoreError) -> ByteStringColumn {
        let result = plain.withUnsafeBytes { raw -> Result<ByteStringColumn, StoreError> in
            var reader = ByteReader(raw)
            do throws(StoreError) { return .success(try TextCodec.decodeIDs(&reader, rows: people)) } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Seals a block; safe to call on several threads at once.
    static func seal(
        block: Int, ids: ByteStringColumn, texts: IdentityTexts, key: IdentityKey
    ) throws -> (ids: Data, texts: Data) {
        var writer = ByteWriter(capacity: ids.bytes.count + ids.count * 2)
        TextCodec.encodeIDs(ids, into: &writer)
        return (
            try key.seal(writer.bytes, context: idContext(block)),
            try key.seal(texts.encode(), context: textContext(block))
        )
    }

    func store(block: Int, people: Int, sealed: (ids: Data, texts: Data)) throws {
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO identity_block (block, people, key_id, ids, contacts) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [block, people, key.id, sealed.ids, sealed.texts])
    }
}
