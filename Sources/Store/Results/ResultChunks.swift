internal import Foundation
internal import GRDB

/// Columns of results by person, a blob for each 16,384 of them, overwritten in place where it changed.
struct ResultChunks {
    let db: GRDB.Database
    let table: Table

    enum Table: String {
        case score
        case vitalSigns = "vital_signs"
    }

    /// - Parameters:
    ///   - columns: by row, as many as `keys`.
    ///   - missing: what stands where a person of the chunk has no row.
    func write(_ columns: [[Int32]], keys: [Int64], listed: Int, missing: Int32) throws {
        let people = Int((keys.max() ?? -1) + 1)
        let old = try BulkBlobs(db, table: table.rawValue)
        var row = 0
        let leavers = (listed..<keys.count).sorted { keys[$0] < keys[$1] }
        var nextLeaver = 0
        for chunk in 0..<ArchiveColumn.chunks(of: people) {
            let first = Int64(chunk * ArchiveColumn.chunkRows)
            let size = min(ArchiveColumn.chunkRows, people - Int(first))
            var places: [(row: Int, place: Int)] = []
            places.reserveCapacity(size)
            while row < listed, keys[row] < first + Int64(size) {
                places.append((row, Int(keys[row] - first)))
                row += 1
            }
            while nextLeaver < leavers.count, keys[leavers[nextLeaver]] < first + Int64(size) {
                places.append((leavers[nextLeaver], Int(keys[leavers[nextLeaver]] - first)))
                nextLeaver += 1
            }
            var writer = ByteWriter(capacity: size * columns.count)
            writer.count(size)
            writer.count(columns.count)
            var values = [Int32](repeating: missing, count: size)
            for column in columns {
                values.withUnsafeMutableBufferPointer { values in
                    column.withUnsafeBufferPointer { column in
                        values.update(repeating: missing)
                        for (row, place) in places { values[place] = column[row] }
                    }
                }
                values.withUnsafeBufferPointer { ColumnCodec.encode($0, into: &writer) }
            }
            try old.put(chunk, writer.bytes)
        }
    }

    /// All columns of one chunk; empty when there is none.
    func read(chunk: Int) throws -> [[Int32]] {
        guard
            let data = try Data.fetchOne(
                db, sql: "SELECT data FROM \(table.rawValue) WHERE chunk = ?", arguments: [chunk])
        else { return [] }
        return try Self.decode(data)
    }

    static func decode(_ data: Data) throws -> [[Int32]] {
        try data.withUnsafeBytes { raw in
            var reader = ByteReader(raw)
            let rows = try reader.count(limit: ArchiveColumn.chunkRows)
            let count = try reader.count(limit: 64)
            return try (0..<count).map { _ in try ColumnCodec.decodeArray(&reader, count: rows) }
        }
    }
}

/// Blobs by number, written only where they differ.
struct BulkBlobs {
    private let select: Statement
    private let update: Statement

    init(_ db: GRDB.Database, table: String) throws {
        select = try db.cachedStatement(sql: "SELECT data FROM \(table) WHERE chunk = ?")
        update = try db.cachedStatement(
            sql: "INSERT INTO \(table) (chunk, data) VALUES (?, ?) ON CONFLICT (chunk) DO UPDATE SET data = excluded.data")
    }

    func put(_ chunk: Int, _ bytes: [UInt8]) throws {
        let data = Data(bytes)
        if try Data.fetchOne(select, arguments: [chunk]) == data { return }
        try update.execute(arguments: [chunk, data])
    }
}
