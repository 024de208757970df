internal import Workforce

/// A snapshot with everybody's place in it.
struct Placement: Sendable {
    let snapshot: Snapshot
    /// Ids of all people ever seen, by key.
    let ids: ByteStringColumn
    /// How many people there were before.
    let known: Int
    /// By key: the person's row, or `ChunkSource.missing`.
    let rowOf: [UInt32]

    func people(ofChunk chunk: Int) -> Range<Int> {
        let start = chunk * ArchiveColumn.chunkRows
        return start..<min(rowOf.count, start + ArchiveColumn.chunkRows)
    }

    /// Keys of those of `wanted` who were ever seen, ascending.
    func keys(of wanted: Set<String>) -> [Int64] {
        (0..<ids.count).lazy.filter { wanted.contains(ids[$0]) }.map(Int64.init)
    }
}
