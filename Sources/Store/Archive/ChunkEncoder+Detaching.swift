extension ChunkEncoder {
    /// A chain as one whole version; rows that are not kept become 0 throughout.
    static func whole(of chain: ChunkChain, keeping isKept: (Int) -> Bool) throws(StoreError) -> [UInt8] {
        var entries: [(column: ArchiveColumn, mode: ChunkVersion.Mode, bytes: [UInt8])] = []
        var columns: [[Int32]] = []
        for column in ArchiveColumn.numbers {
            var values = try chain.decodeArray(column, rows: chain.rows)
            for row in values.indices where !isKept(row) { values[row] = 0 }
            entries.append((column, .whole, encodeWhole(column, values, columns)))
            columns.append(values)
        }
        let lists = try chain.decodeLists(.skills, rows: chain.rows)
        var kept = ListColumn()
        for row in 0..<lists.rows { kept.append(isKept(row) ? lists.codes[lists.range(row)] : []) }
        var writer = ByteWriter()
        kept.encode(into: &writer)
        entries.append((.skills, .whole, writer.bytes))
        return ChunkVersion.assemble(rows: chain.rows, entries: entries)
    }
}
