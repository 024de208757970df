internal import Dispatch
internal import Foundation
internal import GRDB
internal import Synchronization
internal import Workforce

/// Columns of results by person, a blob for each 16,384 of them, overwritten in place where it changed.
struct ResultChunks {
    enum Table: String {
        case score
        case vitalSigns = "vital_signs"
    }

    let db: GRDB.Database
    let table: Table

    /// Where the rows of a workforce go in one chunk.
    struct Places: Sendable {
        /// Rows of the listed people, ascending.
        let listed: Range<Int>
        let leavers: ArraySlice<Int>
        let keys: PersonKeys
        let first: Int64
        let size: Int

        /// Calls `body` with each row and its place in the chunk.
        @inline(__always)
        func forEach(_ body: (_ row: Int, _ place: Int) -> Void) {
            for row in listed { body(row, Int(keys[row] - first)) }
            for row in leavers { body(row, Int(keys[row] - first)) }
        }
    }

    /// Encodes on all cores and writes what differs from what is stored.
    ///
    /// - Parameters:
    ///   - missing: what stands where a person of the chunk has no row.
    ///   - fill: puts one column of a chunk in its places.
    func write(
        columns: Int, _ loaded: LoadedWorkforce, missing: Int32,
        fill: @Sendable (_ column: Int, Places, UnsafeMutableBufferPointer<Int32>) -> Void
    ) throws {
        let places = Self.places(loaded)
        let encoded = Mutex([[UInt8]](repeating: [], count: places.count))
        DispatchQueue.concurrentPerform(iterations: places.count) { index in
            let chunk = places[index]
            var writer = ByteWriter(capacity: chunk.size * columns)
            writer.count(chunk.size)
            writer.count(columns)
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: chunk.size) { values in
                for column in 0..<columns {
                    values.initialize(repeating: missing)
                    fill(column, chunk, values)
                    ColumnCodec.encode(UnsafeBufferPointer(values), into: &writer)
                }
            }
            encoded.withLock { $0[index] = writer.bytes }
        }
        let select = try db.makeStatement(sql: "SELECT data FROM \(table.rawValue) WHERE chunk = ?")
        let put = try db.makeStatement(
            sql: """
                INSERT INTO \(table.rawValue) (chunk, data) VALUES (?, ?)
                ON CONFLICT (chunk) DO UPDATE SET data = excluded.data
                """)
        for (chunk, bytes) in encoded.withLock({ $0 }).enumerated() {
            let data = Data(bytes)
            if try Data.fetchOne(select, arguments: [chunk]) != data { try put.execute(arguments: [chunk, data]) }
        }
    }

    private static func places(_ loaded: LoadedWorkforce) -> [Places] {
        let keys = loaded.keys
        let leavers = loaded.leaversInOrder
        let people = Int(max(loaded.listed > 0 ? keys[loaded.listed - 1] : -1, leavers.last.map { keys[$0] } ?? -1) + 1)
        var places: [Places] = []
        var row = 0
        var leaver = 0
        for chunk in 0..<ArchiveColumn.chunks(of: people) {
            let first = chunk * ArchiveColumn.chunkRows
            let end = min(people, first + ArchiveColumn.chunkRows)
            let rowStart = row
            let leaverStart = leaver
            while row < loaded.listed, keys[row] < Int64(end) { row += 1 }
            while leaver < leavers.count, keys[leavers[leaver]] < Int64(end) { leaver += 1 }
            places.append(
                Places(
                    listed: rowStart..<row, leavers: leavers[leaverStart..<leaver], keys: keys, first: Int64(first),
                    size: end - first))
        }
        return places
    }

    /// Leaves nothing of one person.
    func erase(_ person: Int64, missing: Int32) throws {
        let (chunk, place) = Int(person).quotientAndRemainder(dividingBy: ArchiveColumn.chunkRows)
        var columns = try read(chunk: chunk)
        guard let size = columns.first?.count, place < size else { return }
        var writer = ByteWriter(capacity: size * columns.count)
        writer.count(size)
        writer.count(columns.count)
        for index in columns.indices {
            columns[index][place] = missing
            columns[index].withUnsafeBufferPointer { ColumnCodec.encode($0, into: &writer) }
        }
        try db.execute(
            sql: "UPDATE \(table.rawValue) SET data = ? WHERE chunk = ?", arguments: [Data(writer.bytes), chunk])
    }

    /// All columns of one chunk; empty when there is none.
    func read(chunk: Int) throws -> [[Int32]] {
        let data = try Data.fetchOne(
            db, sql: "SELECT data FROM \(table.rawValue) WHERE chunk = ?", arguments: [chunk])
        guard let data else { return [] }
        return try data.withUnsafeBytes { raw in
            var reader = ByteReader(raw)
            let rows = try reader.count(limit: ArchiveColumn.chunkRows)
            let count = try reader.count(limit: 64)
            return try (0..<count).map { _ in try ColumnCodec.decodeArray(&reader, count: rows) }
        }
    }
}
