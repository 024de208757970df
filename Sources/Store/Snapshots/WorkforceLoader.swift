internal import Foundation
internal import GRDB
internal import Workforce

/// Puts a workforce together from the archive.
struct WorkforceLoader {
    let db: GRDB.Database
    let key: IdentityKey

    private var reader: SnapshotReader { SnapshotReader(db: db, key: key) }

    /// - Parameters:
    ///   - blocks: the leavers that a scan carried; nil means those that are to be carried now.
    func load(
        _ snapshot: SnapshotRecord, asOf: CalendarDate, employerCountry: String, aftercareMonths: Int,
        identity: IdentityDetail, blocks: [Int64]? = nil
    ) throws -> LoadedWorkforce {
        let chains = try reader.chains(snapshot.id)
        let present = try SnapshotReader.present(chains)
        var parts = zip(chains, present).map { ArchiveSelection.Part(chain: $0, rows: $1) }
        var keys = Self.keys(chains, present)
        let listed = keys.count
        let carried = try leavers(
            snapshot, isListed: Self.listing(chains), asOf: asOf, aftercareMonths: aftercareMonths, blocks: blocks)
        for leavers in carried {
            parts.append(leavers.part)
            keys.append(contentsOf: leavers.keys)
        }
        let employees = try columns(ArchiveSelection(parts: parts), keys, listed: listed, identity)
        var workforce = Workforce(
            asOf: asOf, snapshotDate: snapshot.asOf, employerCountry: employerCountry, employees: employees)
        workforce.take(try SideFileStore(db: db, key: key).inForce(snapshot.asOf))
        workforce.history = try history(upTo: snapshot.asOf)
        return LoadedWorkforce(
            workforce: workforce, keys: PersonKeys(keys), listed: listed, snapshot: snapshot,
            leaverBlocks: carried.map(\.block))
    }

    /// Hands over the workforce of the snapshot that is being stored, as `load` would give it back.
    ///
    /// A snapshot that lists people in another order than that of their keys is not handed over: it is loaded.
    func adopt(
        _ snapshot: inout Snapshot, _ placement: Placement, _ record: SnapshotRecord, _ adoption: WorkforceAdoption
    ) throws {
        guard snapshot.asOf <= adoption.asOf, placement.isInKeyOrder else { return }
        let listed = placement.keys.count
        var keys = PersonKeys(numbers: placement.keys)
        let carried = try leavers(
            record, isListed: { placement.rowOf[Int($0)] != ChunkSource.missing }, asOf: adoption.asOf,
            aftercareMonths: adoption.aftercareMonths, blocks: nil)
        for leavers in carried {
            var rows = try ArchiveSelection(parts: [leavers.part]).columns(try reader.tables()) {
                set throws(StoreError) in
                set(SnapshotReader.pick(leavers.keys, from: placement.ids))
            }
            let texts = try IdentityBlocks(db: db, key: key).texts(of: leavers.keys)
            (rows.name, rows.email, rows.jobWish) = (texts.name, texts.email, texts.jobWish)
            snapshot.employees.append(contentsOf: rows)
            keys.append(contentsOf: leavers.keys)
        }
        var workforce = Workforce(
            asOf: adoption.asOf, snapshotDate: snapshot.asOf, employerCountry: adoption.employerCountry,
            employees: snapshot.employees)
        workforce.take(try SideFileStore(db: db, key: key).inForce(snapshot.asOf, beside: snapshot.sideFiles))
        workforce.history = try history(upTo: snapshot.asOf)
        adoption.take(
            LoadedWorkforce(
                workforce: workforce, keys: keys, listed: listed, snapshot: record,
                leaverBlocks: carried.map(\.block)))
    }

    private func history(upTo date: CalendarDate) throws -> SnapshotHistory {
        var history = SnapshotHistory()
        history.turnovers = try TurnoverTable(db: db).turnovers(upTo: date)
        history.headcounts = try HeadcountTable(db: db).history(upTo: date)
        history.plans = try PlanHistoryReader(db: db, key: key).history(upTo: date)
        return history
    }

    /// The people whom a snapshot lists, ascending.
    static func keys(_ chains: [ChunkChain], _ present: [[Int32]?]) -> [Int64] {
        var keys: [Int64] = []
        keys.reserveCapacity(chains.reduce(0) { $0 + $1.rows })
        for chunk in chains.indices {
            let first = Int64(chunk * ArchiveColumn.chunkRows)
            if let rows = present[chunk] {
                for row in rows { keys.append(first + Int64(row)) }
            } else {
                keys.append(contentsOf: first..<(first + Int64(chains[chunk].rows)))
            }
        }
        return keys
    }

    private func columns(
        _ selection: ArchiveSelection, _ keys: [Int64], listed: Int, _ identity: IdentityDetail
    ) throws -> EmployeeColumns {
        let sealed = try IdentityBlocks(db: db, key: key).sealedIDs()
        let identityKey = key
        var columns = try selection.columns(try reader.tables()) { set throws(StoreError) in
            let ids = try sealed.open(identityKey)
            // Everybody ever seen is listed, hence nobody left, and the keys are 0, 1, 2 and so on.
            set(listed == ids.count ? ids : SnapshotReader.pick(keys, from: ids))
        }
        switch identity {
        case .ids: columns = columns.withoutTexts()
        case .everything:
            let texts = try IdentityBlocks(db: db, key: key).texts()
            columns.name = SnapshotReader.pick(keys, from: texts.name)
            columns.email = SnapshotReader.pick(keys, from: texts.email)
            columns.jobWish = SnapshotReader.pick(keys, from: texts.jobWish)
        }
        return columns
    }

    private struct Carried {
        var block: Int64
        var keys: [Int64]
        var part: ArchiveSelection.Part
    }

    /// The leavers whose aftercare runs at `asOf`: of each the newest block that holds them, unless they are listed again
    /// or a later row filter left them out.
    private func leavers(
        _ snapshot: SnapshotRecord, isListed: @autoclosure () throws -> (Int64) -> Bool, asOf: CalendarDate,
        aftercareMonths: Int, blocks: [Int64]?
    ) throws -> [Carried] {
        // Nobody left after the snapshot that first missed them; some days for the clamping of month ends.
        let start = asOf.adding(months: -aftercareMonths).adding(days: -4)
        let store = LeaverBlocks(db: db)
        let found = try blocks.map { try store.blocks($0) } ?? store.between(start, snapshot.asOf)
        if found.isEmpty { return [] }
        var holder: [Int64: Int] = [:]
        for (index, block) in found.enumerated() {
            for key in block.keys { holder[key] = index }
            for key in try store.filtered(from: block, to: index + 1 < found.count ? found[index + 1] : nil, snapshot) {
                holder[key] = nil
            }
        }
        let isListed = try isListed()
        return try found.indices.compactMap { index in
            let block = found[index]
            let exits = try block.chain.decodeArray(.exitDate, rows: block.keys.count)
            let rows = block.keys.indices.filter { row in
                let exit = CalendarDate(dayNumber: exits[row])
                return holder[block.keys[row]] == index && !isListed(block.keys[row])
                    && exits[row] != ColumnCodec.absent && asOf < exit.adding(months: aftercareMonths)
            }
            if rows.isEmpty { return nil }
            return Carried(
                block: block.id, keys: rows.map { block.keys[$0] },
                part: ArchiveSelection.Part(chain: block.chain, rows: rows.map { Int32($0) }))
        }
    }

    private static func listing(_ chains: [ChunkChain]) throws(StoreError) -> (Int64) -> Bool {
        var marks: [[Int32]] = []
        for chain in chains { marks.append(try chain.decodeArray(.presence, rows: chain.rows)) }
        return { key in
            let (chunk, row) = Int(key).quotientAndRemainder(dividingBy: ArchiveColumn.chunkRows)
            return chunk < marks.count && row < marks[chunk].count && marks[chunk][row] != 0
        }
    }
}
