internal import GRDB
internal import Prevention
internal import Workforce

/// Who lost their job by the employer's doing, and when, as all snapshots together tell it.
struct LossReader {
    let db: GRDB.Database

    /// By person the day from which they no longer counted; the newest snapshot that tells of it decides.
    func losses() throws -> [Int64: CalendarDate] {
        var losses: [Int64: CalendarDate] = [:]
        let store = ChunkStore(db: db)
        let table = SnapshotTable(db: db)
        // Snapshots share unchanged chunks: each version is read once, after all that are older.
        var seen: Set<Int64> = []
        for snapshot in try table.all() {
            for (chunk, version) in try table.chunks(snapshot.id).enumerated() where seen.insert(version).inserted {
                let first = Int64(chunk * ArchiveColumn.chunkRows)
                try note(try store.chain(version).chain, upTo: snapshot.asOf, in: &losses) { first + Int64($0) }
            }
        }
        for block in try LeaverBlocks(db: db).between(CalendarDate(dayNumber: .min + 1), CalendarDate(dayNumber: .max))
        {
            try note(block.chain, upTo: block.asOf, in: &losses) { block.keys[$0] }
        }
        return losses
    }

    /// Exits dated after `date` are still to come there, and may not.
    private func note(
        _ chain: ChunkChain, upTo date: CalendarDate, in losses: inout [Int64: CalendarDate], key: (Int) -> Int64
    ) throws {
        let rows = chain.rows
        let exits = try chain.decodeArray(.exitDate, rows: rows)
        guard exits.contains(where: { $0 != ColumnCodec.absent }) else { return }
        let reasons = try chain.decodeArray(.exitReason, rows: rows)
        let redundant = try chain.decodeArray(.redundantSince, rows: rows)
        for row in 0..<rows where exits[row] != ColumnCodec.absent && exits[row] <= date.dayNumber {
            guard let reason = ExitReason(rawValue: UInt8(truncatingIfNeeded: reasons[row])),
                Loss.isLoss(
                    reason,
                    redundantSince: redundant[row] == ColumnCodec.absent
                        ? nil : CalendarDate(dayNumber: redundant[row]))
            else { continue }
            losses[key(row)] = CalendarDate(dayNumber: exits[row])
        }
    }
}
