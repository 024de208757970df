extension ChunkEncoder {
    /// The last version of a chain with one row 0 throughout, as a change of the same parent; nil where it has no such row.
    static func erasing(_ row: Int, from chain: ChunkChain) throws(StoreError) -> [UInt8]? {
        guard let version = chain.versions.last, row < version.rows else { return nil }
        let parent = ChunkChain(versions: chain.versions.dropLast())
        func values(_ column: ArchiveColumn, of chain: ChunkChain) throws(StoreError) -> [Int32] {
            var values = try chain.decodeArray(column, rows: version.rows)
            values[row] = 0
            return values
        }
        var entries: [(column: ArchiveColumn, mode: ChunkVersion.Mode, bytes: [UInt8])] = []
        for column in ArchiveColumn.numbers {
            guard let entry = version.entry(column) else { continue }
            let new = try values(column, of: chain)
            switch entry.mode {
            case .whole:
                var columns = [[Int32]](repeating: [], count: Int(column.rawValue))
                if let reference = column.reference {
                    columns[Int(reference.rawValue)] = try values(reference, of: chain)
                }
                entries.append((column, .whole, encodeWhole(column, new, columns)))
            case .change:
                guard let change = encodeChange(from: try values(column, of: parent), to: new) else { continue }
                entries.append((column, .change, change))
            }
        }
        if let entry = version.entry(.skills) {
            let new = try chain.decodeLists(.skills, rows: version.rows).erasing(row)
            switch entry.mode {
            case .whole:
                var writer = ByteWriter()
                new.encode(into: &writer)
                entries.append((.skills, .whole, writer.bytes))
            case .change:
                let old = try parent.decodeLists(.skills, rows: version.rows).erasing(row)
                if let change = new.encodeChange(from: old) { entries.append((.skills, .change, change)) }
            }
        }
        return ChunkVersion.assemble(rows: version.rows, entries: entries)
    }

    /// A chain as one whole version without one row.
    static func removing(_ row: Int, from chain: ChunkChain) throws(StoreError) -> [UInt8] {
        var entries: [(column: ArchiveColumn, mode: ChunkVersion.Mode, bytes: [UInt8])] = []
        var columns: [[Int32]] = []
        for column in ArchiveColumn.numbers {
            var values = try chain.decodeArray(column, rows: chain.rows)
            values.remove(at: row)
            entries.append((column, .whole, encodeWhole(column, values, columns)))
            columns.append(values)
        }
        let lists = try chain.decodeLists(.skills, rows: chain.rows)
        var kept = ListColumn()
        for other in 0..<lists.rows where other != row { kept.append(lists.codes[lists.range(other)]) }
        var writer = ByteWriter()
        kept.encode(into: &writer)
        entries.append((.skills, .whole, writer.bytes))
        return ChunkVersion.assemble(rows: chain.rows - 1, entries: entries)
    }
}

extension ListColumn {
    /// With an empty list in one row.
    fileprivate func erasing(_ row: Int) -> ListColumn {
        var lists = ListColumn()
        for other in 0..<rows { lists.append(other == row ? [] : codes[range(other)]) }
        return lists
    }
}
