internal import GRDB
internal import Prevention
internal import Workforce

/// Who lost their job by the employer's doing, and when, as all snapshots together tell it.
struct LossReader {
    let db: GRDB.Database

    /// A version of a chunk of people, and the exits in it that were still to come.
    private struct Chunk {
        var version: Int64
        var ahead: [(person: Int64, exit: Int32)] = []
    }

    /// What is known so far: snapshots and leavers are read in the order of their dates.
    private struct Known {
        /// By person the first day on which they no longer counted.
        var losses: [Int64: CalendarDate] = [:]
        var chunks: [Chunk] = []
    }

    /// By person the day from which they no longer counted; the newest snapshot that tells of them decides.
    func losses() throws -> [Int64: CalendarDate] {
        var known = Known()
        let table = SnapshotTable(db: db)
        var blocks = try LeaverBlocks(db: db).between(
            CalendarDate(dayNumber: .min + 1), CalendarDate(dayNumber: .max))[...]
        for snapshot in try table.all() {
            while let block = blocks.first, block.asOf < snapshot.asOf { try note(blocks.removeFirst(), in: &known) }
            for (chunk, version) in try table.chunks(snapshot.id).enumerated() {
                try note(version, ofChunk: chunk, at: snapshot.asOf, in: &known)
            }
        }
        for block in blocks { try note(block, in: &known) }
        return known.losses
    }

    /// People whom a snapshot lists. Snapshots share unchanged chunks: those are not read again, but an exit that was
    /// still to come may have come.
    private func note(_ version: Int64, ofChunk number: Int, at date: CalendarDate, in known: inout Known) throws {
        if number < known.chunks.count, known.chunks[number].version == version {
            known.chunks[number].ahead.removeAll { person, exit in
                guard exit <= date.dayNumber else { return false }
                known.losses[person] = CalendarDate(dayNumber: exit)
                return true
            }
            return
        }
        let first = Int64(number * ArchiveColumn.chunkRows)
        let chain = try ChunkStore(db: db).chain(version).chain
        let ahead = try note(chain, at: date, in: &known.losses) { first + Int64($0) }
        while known.chunks.count <= number { known.chunks.append(Chunk(version: -1)) }
        known.chunks[number] = Chunk(version: version, ahead: ahead)
    }

    /// People who are carried on since a snapshot missed them.
    private func note(_ block: LeaverBlocks.Block, in known: inout Known) throws {
        _ = try note(block.chain, at: block.asOf, in: &known.losses) { block.keys[$0] }
    }

    /// - Returns: the losses dated after `date`.
    private func note(
        _ chain: ChunkChain, at date: CalendarDate, in losses: inout [Int64: CalendarDate], key: (Int) -> Int64
    ) throws -> [(person: Int64, exit: Int32)] {
        let rows = chain.rows
        let exits = try chain.decodeArray(.exitDate, rows: rows)
        let hasExits = exits.contains { $0 != ColumnCodec.absent }
        if !hasExits && losses.isEmpty { return [] }
        let present = try chain.decodeArray(.presence, rows: rows)
        let hired = try chain.decodeArray(.hireDate, rows: rows)
        let reasons = hasExits ? try chain.decodeArray(.exitReason, rows: rows) : []
        let redundant = hasExits ? try chain.decodeArray(.redundantSince, rows: rows) : []
        var ahead: [(person: Int64, exit: Int32)] = []
        for row in 0..<rows where present[row] != 0 {
            let person = key(row)
            let isLoss =
                exits[row] != ColumnCodec.absent
                && ExitReason(rawValue: UInt8(truncatingIfNeeded: reasons[row])).map {
                    Loss.isLoss(
                        $0,
                        redundantSince: redundant[row] == ColumnCodec.absent
                            ? nil : CalendarDate(dayNumber: redundant[row]))
                } ?? false
            if isLoss, exits[row] <= date.dayNumber {
                losses[person] = CalendarDate(dayNumber: exits[row])
                continue
            }
            // Told otherwise now: another reason, or still there. Who came back was hired after they had gone.
            if let lost = losses[person], hired[row] < lost.dayNumber { losses[person] = nil }
            if isLoss { ahead.append((person, exits[row])) }
        }
        return ahead
    }
}
