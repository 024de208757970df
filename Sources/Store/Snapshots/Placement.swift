internal import Workforce

/// Everybody's place in a snapshot.
struct Placement: Sendable {
    /// Ids of all people ever seen, by key.
    let ids: ByteStringColumn
    /// How many people there were before.
    let known: Int
    /// By row of the snapshot: the person.
    let keys: [UInt32]
    /// By key: the person's row, or `ChunkSource.missing`.
    let rowOf: [UInt32]

    /// Gives every id its key, newcomers the next ones.
    init(_ wanted: ByteStringColumn, register: consuming PersonRegister) {
        known = register.ids.count
        keys = register.keys(of: wanted)
        ids = register.ids
        var rowOf = [UInt32](repeating: ChunkSource.missing, count: ids.count)
        for row in keys.indices { rowOf[Int(keys[row])] = UInt32(row) }
        self.rowOf = rowOf
    }

    /// Whether the snapshot lists people in the order of their keys, as a workforce is loaded.
    var isInKeyOrder: Bool { zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 } }

    func people(ofChunk chunk: Int) -> Range<Int> {
        let start = chunk * ArchiveColumn.chunkRows
        return start..<min(rowOf.count, start + ArchiveColumn.chunkRows)
    }

    /// The rows of these people when they stand one after the other in the snapshot, else nil.
    func stretch(_ people: Range<Int>) -> Range<Int>? { Placement.stretch(rowOf[people]) }

    static func stretch(_ rowOf: ArraySlice<UInt32>) -> Range<Int>? {
        guard let first = rowOf.first, first != ChunkSource.missing else { return nil }
        return rowOf.withUnsafeBufferPointer { rows in
            for index in rows.indices where rows[index] != first &+ UInt32(truncatingIfNeeded: index) { return nil }
            return Int(first)..<(Int(first) + rows.count)
        }
    }

    /// Keys of those of `wanted` who were ever seen, ascending.
    func keys(of wanted: Set<String>) -> [Int64] {
        (0..<ids.count).lazy.filter { wanted.contains(ids[$0]) }.map(Int64.init)
    }
}
