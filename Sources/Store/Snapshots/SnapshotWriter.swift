internal import Dispatch
internal import Foundation
internal import GRDB
internal import Synchronization
internal import Workforce

/// Stores one snapshot inside a transaction.
struct SnapshotWriter {
    let db: GRDB.Database
    let key: IdentityKey
    let leaverRule: LeaverRule

    private var table: SnapshotTable { SnapshotTable(db: db) }
    private var reader: SnapshotReader { SnapshotReader(db: db, key: key) }

    func save(_ snapshot: Snapshot, at now: Date) throws -> SavedSnapshot {
        let replaced = try table.dated(snapshot.asOf)
        let earlier = try table.newest(before: snapshot.asOf)
        let later = try table.oldest(after: snapshot.asOf)

        var register = PersonRegister(try IdentityBlocks(db: db, key: key).ids())
        let known = register.ids.count
        let rowOf = rows(of: snapshot.employees, &register)
        let placement = Placement(snapshot: snapshot, ids: register.ids, known: known, rowOf: rowOf)

        try IdentityUpdate(db: db, key: key).run(placement, isNewest: later == nil)
        let parent = replaced ?? earlier ?? later
        let stored = try storeChunks(placement, after: parent)
        let record = try insert(snapshot, placement, stored.versions, replacing: replaced, at: now)
        try SideFileStore(db: db, key: key).save(snapshot.sideFiles, snapshot: record.id, replacing: replaced?.id)
        let vanished = try settleLeavers(
            placement, record, earlier: earlier, later: later,
            missing: parent == earlier ? stored.vanished : nil)
        if replaced != nil { try ArchiveCleaning(db: db).run() }
        return SavedSnapshot(
            record: record, replaced: replaced != nil, vanished: vanished, isNewest: later == nil,
            otherBirthDates: parent == earlier ? stored.otherBirthDates.sorted() : [])
    }

    /// For every person the row that holds them, newcomers at the end.
    private func rows(of employees: EmployeeColumns, _ register: inout PersonRegister) -> [UInt32] {
        let keys = register.keys(of: employees.id)
        var rowOf = [UInt32](repeating: ChunkSource.missing, count: register.ids.count)
        for row in keys.indices { rowOf[Int(keys[row])] = UInt32(row) }
        return rowOf
    }

    /// Encodes chunks on all cores, some at a time so that memory stays small, and writes them in order.
    /// - Returns: the version of each chunk, whom the parent lists and this snapshot does not, and the rows of those whom
    ///   the parent knows with another birth date.
    private func storeChunks(
        _ placement: Placement, after parent: SnapshotRecord?
    ) throws -> (versions: [Int64], vanished: [Int64], otherBirthDates: [UInt32]) {
        let store = ChunkStore(db: db)
        let parents = try parent.map { try table.chunks($0.id) } ?? []
        let codes = try StoredCodes(db: db).numbers(of: placement.snapshot.employees)
        let chunks = ArchiveColumn.chunks(of: placement.rowOf.count)
        let batch = max(4, ProcessInfo.processInfo.activeProcessorCount * 2)
        var versions: [Int64] = []
        var vanished: [Int64] = []
        var otherBirthDates: [UInt32] = []
        for start in stride(from: 0, to: chunks, by: batch) {
            let end = min(chunks, start + batch)
            let chains = try (start..<end).map { $0 < parents.count ? try store.chain(parents[$0]) : nil }
            let encoded = Mutex([Result<ChunkEncoder.Result, StoreError>?](repeating: nil, count: end - start))
            DispatchQueue.concurrentPerform(iterations: end - start) { index in
                let people = placement.people(ofChunk: start + index)
                let encoder = ChunkEncoder(
                    source: ChunkSource(
                        columns: placement.snapshot.employees, codes: codes, rowOf: placement.rowOf[people]),
                    rows: people.count)
                let result: Result<ChunkEncoder.Result, StoreError>
                do throws(StoreError) { result = .success(try encoder.encode(after: chains[index]?.chain)) } catch {
                    result = .failure(error)
                }
                encoded.withLock { $0[index] = result }
            }
            for (index, result) in encoded.withLock({ $0 }).enumerated() {
                guard let result = try result?.get() else { continue }
                let first = Int64((start + index) * ArchiveColumn.chunkRows)
                vanished.append(contentsOf: result.vanished.map { first + Int64($0) })
                otherBirthDates.append(contentsOf: result.otherBirthDates)
                let ids = chains[index]?.ids ?? []
                guard let bytes = result.bytes else {
                    versions.append(ids[ids.count - 1])
                    continue
                }
                versions.append(
                    try store.insert(chunk: start + index, parent: result.parent.map { ids[$0] }, bytes: bytes))
            }
        }
        return (versions, vanished, otherBirthDates)
    }

    private func insert(
        _ snapshot: Snapshot, _ placement: Placement, _ versions: [Int64], replacing replaced: SnapshotRecord?,
        at now: Date
    ) throws -> SnapshotRecord {
        if let replaced {
            try db.execute(sql: "UPDATE snapshot SET superseded = 1 WHERE id = ?", arguments: [replaced.id])
        }
        let employees = snapshot.employees
        var inService = 0
        for row in 0..<employees.count where employees.isInService(row, at: snapshot.asOf) { inService += 1 }
        let newcomers = placement.rowOf.count - placement.known
        let filtered = snapshot.filtered.isEmpty ? [] : placement.keys(of: snapshot.filtered)
        try db.execute(
            sql: """
                INSERT INTO snapshot (as_of, source, imported, people, in_service, newcomers, chunks, filtered)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                snapshot.asOf.dayNumber, snapshot.source, now.timeIntervalSince1970, employees.count, inService,
                newcomers, ChunkStore.encode(versions), ChunkStore.encode(filtered),
            ])
        return SnapshotRecord(
            id: db.lastInsertedRowID, asOf: snapshot.asOf, source: snapshot.source, imported: now,
            people: employees.count, inService: inService, newcomers: newcomers)
    }

    /// Works out anew who left between the snapshot and its neighbours.
    ///
    /// - Parameter missing: whom the one before lists and this one does not, where that is known already.
    /// - Returns: how many left between the one before and this one.
    private func settleLeavers(
        _ placement: Placement, _ record: SnapshotRecord, earlier: SnapshotRecord?, later: SnapshotRecord?,
        missing: [Int64]?
    ) throws -> Int {
        try db.execute(
            sql: """
                UPDATE leaver_block SET superseded = 1 WHERE superseded = 0 AND (as_of = ?1 OR (as_of = ?2 AND ?2 IS NOT NULL))
                """, arguments: [record.asOf.dayNumber, later?.asOf.dayNumber])
        var vanished = 0
        if let earlier {
            let filtered = try table.filtered(record.id)
            let keys =
                try missing ?? people(listedBy: earlier).filter { placement.rowOf[Int($0)] == ChunkSource.missing }
            let gone = keys.filter { !filtered.contains($0) }
            vanished = gone.count
            try store(gone, placement.ids, earlier: earlier, newer: record)
        }
        if let later {
            let filtered = try table.filtered(later.id)
            let listed = Set(try people(listedBy: later))
            let gone = placement.rowOf.indices.lazy.filter { placement.rowOf[$0] != ChunkSource.missing }.map(
                Int64.init
            )
            .filter { !listed.contains($0) && !filtered.contains($0) }
            try store(Array(gone), placement.ids, earlier: record, newer: later)
        }
        return vanished
    }

    /// Ascending.
    private func people(listedBy snapshot: SnapshotRecord) throws -> [Int64] {
        let chains = try reader.chains(snapshot.id)
        return WorkforceLoader.keys(chains, try SnapshotReader.present(chains))
    }

    /// Keeps those of the vanished whom the rules carry on.
    private func store(
        _ keys: [Int64], _ ids: ByteStringColumn, earlier: SnapshotRecord, newer: SnapshotRecord
    ) throws {
        if keys.isEmpty { return }
        let chains = try reader.chains(earlier.id)
        var vanished = Workforce(
            asOf: earlier.asOf, employerCountry: leaverRule.employerCountry,
            employees: try reader.rows(keys, of: chains, ids: ids))
        let files = try SideFileStore(db: db, key: key).inForce(earlier.asOf)
        vanished.jobs = files.jobs ?? []
        vanished.establishments = files.establishments ?? []
        let carried = leaverRule.carried(vanished, newer.asOf)
        if carried.isEmpty { return }
        let keyOf = Dictionary(
            zip(keys.indices.map { vanished.employees.id[$0] }, keys), uniquingKeysWith: { old, _ in old })
        let rows = carried.compactMap { row in keyOf[row.id].map { (key: $0, row: row) } }.sorted { $0.key < $1.key }
        try LeaverBlocks(db: db).store(
            keys: rows.map(\.key), rows: EmployeeColumns(rows: rows.map(\.row)), earlier: earlier, newer: newer)
    }
}
