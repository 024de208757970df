/// A chunk as it stands: the version that holds everything, and the changes since, oldest first.
struct ChunkChain: Sendable {
    let versions: [ChunkVersion]

    var rows: Int { versions.last?.rows ?? 0 }

    /// Bytes of changes to a column since it was last whole, and of that whole.
    func stored(_ column: ArchiveColumn) -> (whole: Int, changes: Int) {
        var changes = 0
        for version in versions.reversed() {
            guard let entry = version.entry(column) else { continue }
            if entry.mode == .whole { return (entry.range.count, changes) }
            changes += entry.range.count
        }
        return (0, changes)
    }

    /// Fills the first `rows` of `target` with a column of numbers, and the rest with 0.
    func decode(_ column: ArchiveColumn, into target: UnsafeMutableBufferPointer<Int32>) throws(StoreError) {
        try decode(column, upTo: versions.count - 1, into: target)
    }

    private func decode(
        _ column: ArchiveColumn, upTo last: Int, into target: UnsafeMutableBufferPointer<Int32>
    ) throws(StoreError) {
        guard let whole = wholeVersion(column, upTo: last) else { throw .damaged("chunk without a whole column") }
        for index in whole...last {
            let version = versions[index]
            guard let entry = version.entry(column) else { continue }
            guard version.rows <= target.count else { throw .damaged("count of rows") }
            try version.reading(entry) { reader throws(StoreError) in
                let part = UnsafeMutableBufferPointer(rebasing: target[..<version.rows])
                if index > whole { return try ColumnCodec.decodeExceptions(&reader, into: part) }
                try ColumnCodec.decode(&reader, into: part) { reference throws(StoreError) in
                    guard let other = column.reference else { throw .damaged("reference of a column") }
                    try decode(other, upTo: index, into: reference)
                }
                UnsafeMutableBufferPointer(rebasing: target[version.rows...]).update(repeating: 0)
            }
        }
    }

    func decodeArray(_ column: ArchiveColumn, rows: Int) throws(StoreError) -> [Int32] {
        var failure: StoreError?
        let values = [Int32](unsafeUninitializedCapacity: rows) { buffer, filled in
            let target = UnsafeMutableBufferPointer(rebasing: buffer[..<rows])
            target.initialize(repeating: 0)
            do throws(StoreError) { try decode(column, into: target) } catch { failure = error }
            filled = rows
        }
        if let failure { throw failure }
        return values
    }

    /// The lists of `column` for `rows` rows; empty past the rows that the chain has.
    func decodeLists(_ column: ArchiveColumn, rows: Int) throws(StoreError) -> ListColumn {
        guard let whole = wholeVersion(column, upTo: versions.count - 1) else {
            throw .damaged("chunk without a whole column")
        }
        var lists = ListColumn()
        for version in versions[whole...] {
            guard let entry = version.entry(column) else { continue }
            try version.reading(entry) { reader throws(StoreError) in
                switch entry.mode {
                case .whole: lists = try ListColumn(decoding: &reader, rows: version.rows)
                case .change: try lists.change(&reader, rows: version.rows)
                }
            }
        }
        lists.extend(to: rows)
        return lists
    }

    private func wholeVersion(_ column: ArchiveColumn, upTo last: Int) -> Int? {
        versions[...last].lastIndex { $0.entry(column)?.mode == .whole }
    }
}
