internal import Foundation
internal import GRDB

/// Chunk versions in the database.
struct ChunkStore {
    let db: GRDB.Database

    /// The versions that make up `id`, oldest first.
    func chain(_ id: Int64) throws -> (chain: ChunkChain, ids: [Int64]) {
        let statement = try db.cachedStatement(sql: "SELECT parent, data FROM chunk_version WHERE id = ?")
        var versions: [ChunkVersion] = []
        var ids: [Int64] = []
        var next: Int64? = id
        while let current = next {
            // A chain is folded long before this; a longer one, or a circle, is damage.
            guard ids.count <= ChunkEncoder.longestChain,
                let row = try Row.fetchOne(statement, arguments: [current])
            else { throw StoreError.damaged("chain of chunk versions") }
            versions.append(try row.withUnsafeData(atIndex: 1) { try ChunkVersion(Array($0 ?? Data())) })
            ids.append(current)
            next = row[0]
        }
        versions.reverse()
        ids.reverse()
        return (ChunkChain(versions: versions), ids)
    }

    func insert(chunk: Int, parent: Int64?, bytes: [UInt8]) throws -> Int64 {
        try db.cachedStatement(
            sql: "INSERT INTO chunk_version (chunk, parent, data) VALUES (?, ?, ?)"
        ).execute(arguments: [chunk, parent, Data(bytes)])
        return db.lastInsertedRowID
    }

    /// Lists of versions and of keys are stored as distances.
    static func encode(_ numbers: [Int64]) -> Data {
        var writer = ByteWriter(capacity: numbers.count * 2)
        writer.count(numbers.count)
        var last: Int64 = 0
        for number in numbers {
            writer.signed(number - last)
            last = number
        }
        return Data(writer.bytes)
    }

    static func decode(_ data: Data) throws(StoreError) -> [Int64] {
        let result = data.withUnsafeBytes { raw -> Result<[Int64], StoreError> in
            do throws(StoreError) {
                var reader = ByteReader(raw)
                let count = try reader.count(limit: raw.count)
                var numbers: [Int64] = []
                numbers.reserveCapacity(count)
                var last: Int64 = 0
                for _ in 0..<count {
                    last &+= try reader.signed()
                    numbers.append(last)
                }
                return .success(numbers)
            } catch { return .failure(error) }
        }
        return try result.get()
    }
}
