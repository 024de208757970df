/// Turns the rows of one chunk into a stored version: whole, or as what changed since its parent.
///
/// Changes are chained, so that a night costs what changed. A column is written whole again when its changes have grown as large
/// as the column (each byte changed is thus written at most twice), and a chain that has grown long is folded: the
/// next version is the change since the chain's first.
struct ChunkEncoder {
    /// Versions that a chain may have before it is folded: bounds what decoding must read.
    static let longestChain = 24

    struct Result: Sendable {
        /// Nil when nothing changed: the parent serves.
        var bytes: [UInt8]?
        /// Which version of the chain the change is of; nil when the version is whole.
        var parent: Int?
        /// Rows of the snapshot whose people were last known with another birth date.
        var otherBirthDates: [UInt32] = []
    }

    let source: ChunkSource
    let rows: Int

    /// - Parameter chain: the chunk in the parent snapshot, nil when it had none.
    func encode(after chain: ChunkChain?) throws(StoreError) -> Result {
        guard let chain else { return Result(bytes: try whole(), parent: nil) }
        var result = try version(after: chain)
        result.otherBirthDates = try otherBirthDates(than: chain)
        return result
    }

    private func version(after chain: ChunkChain) throws(StoreError) -> Result {
        if chain.versions.count < ChunkEncoder.longestChain {
            let entries = try changes(since: chain)
            if entries.isEmpty, chain.rows == rows { return Result(bytes: nil, parent: chain.versions.count - 1) }
            return Result(bytes: ChunkVersion.assemble(rows: rows, entries: entries), parent: chain.versions.count - 1)
        }
        if try changes(since: chain).isEmpty, chain.rows == rows {
            return Result(bytes: nil, parent: chain.versions.count - 1)
        }
        // Absent people keep what they last had, which only the whole chain knows.
        let first = ChunkChain(versions: [chain.versions[0]])
        let folded = ChunkVersion.assemble(rows: rows, entries: try changes(since: first, keeping: chain))
        if folded.count * 2 > chain.versions[0].bytes.count {
            return Result(bytes: try whole(keeping: chain), parent: nil)
        }
        return Result(bytes: folded, parent: 0)
    }

    private func whole(keeping chain: ChunkChain? = nil) throws(StoreError) -> [UInt8] {
        var entries: [(column: ArchiveColumn, mode: ChunkVersion.Mode, bytes: [UInt8])] = []
        var columns: [[Int32]] = []
        for column in ArchiveColumn.numbers {
            let values = try values(column, keeping: chain)
            entries.append((column, .whole, Self.encodeWhole(column, values, columns)))
            columns.append(values)
        }
        var writer = ByteWriter()
        source.lists(rows: rows, keeping: try chain?.decodeLists(.skills, rows: rows)).encode(into: &writer)
        entries.append((.skills, .whole, writer.bytes))
        return ChunkVersion.assemble(rows: rows, entries: entries)
    }

    /// - Parameter keeping: where absent people's values come from, when that is not `chain`.
    private func changes(
        since chain: ChunkChain, keeping: ChunkChain? = nil
    ) throws(StoreError) -> [(column: ArchiveColumn, mode: ChunkVersion.Mode, bytes: [UInt8])] {
        var entries: [(column: ArchiveColumn, mode: ChunkVersion.Mode, bytes: [UInt8])] = []
        var columns: [[Int32]] = []
        for column in ArchiveColumn.numbers {
            let old = try chain.decodeArray(column, rows: rows)
            var new = try keeping?.decodeArray(column, rows: rows) ?? old
            source.fill(column, into: &new)
            if let change = Self.encodeChange(from: old, to: new) {
                entries.append(smaller(column, change, chain) { Self.encodeWhole(column, new, columns) })
            }
            columns.append(new)
        }
        let old = try chain.decodeLists(.skills, rows: rows)
        let kept = try keeping?.decodeLists(.skills, rows: rows) ?? old
        let new = source.lists(rows: rows, keeping: kept)
        if let change = new.encodeChange(from: old) {
            entries.append(
                smaller(.skills, change, chain) {
                    var writer = ByteWriter()
                    new.encode(into: &writer)
                    return writer.bytes
                })
        }
        return entries
    }

    private func values(_ column: ArchiveColumn, keeping chain: ChunkChain?) throws(StoreError) -> [Int32] {
        var values = try chain?.decodeArray(column, rows: rows) ?? [Int32](repeating: 0, count: rows)
        source.fill(column, into: &values)
        return values
    }

    static func encodeWhole(_ column: ArchiveColumn, _ values: [Int32], _ columns: [[Int32]]) -> [UInt8] {
        var writer = ByteWriter(capacity: values.count)
        values.withUnsafeBufferPointer { values in
            if let reference = column.reference {
                columns[Int(reference.rawValue)].withUnsafeBufferPointer {
                    ColumnCodec.encode(values, reference: $0, into: &writer)
                }
            } else {
                ColumnCodec.encode(values, into: &writer)
            }
        }
        return writer.bytes
    }

    static func encodeChange(from old: [Int32], to new: [Int32]) -> [UInt8]? {
        if old == new { return nil }
        var writer = ByteWriter()
        old.withUnsafeBufferPointer { old in
            new.withUnsafeBufferPointer { new in
                ColumnCodec.encodeExceptions(new, where: { new[$0] != old[$0] }, into: &writer)
            }
        }
        return writer.bytes
    }

    private func smaller(
        _ column: ArchiveColumn, _ change: [UInt8], _ chain: ChunkChain, whole: () -> [UInt8]
    ) -> (column: ArchiveColumn, mode: ChunkVersion.Mode, bytes: [UInt8]) {
        let stored = chain.stored(column)
        if stored.changes + change.count > stored.whole {
            let whole = whole()
            if whole.count <= stored.changes + change.count { return (column, .whole, whole) }
        }
        return (column, .change, change)
    }
}
