internal import Dispatch
internal import Foundation
internal import GRDB
internal import Prevention
internal import Synchronization
internal import Workforce

/// Stores one snapshot inside a transaction.
struct SnapshotWriter {
    let db: GRDB.Database
    let key: IdentityKey
    let leaverRule: LeaverRule

    private var table: SnapshotTable { SnapshotTable(db: db) }
    private var reader: SnapshotReader { SnapshotReader(db: db, key: key) }

    /// - Parameters:
    ///   - snapshot: when it is adopted, the leavers are appended to its people, so that a million rows need not be copied.
    ///   - adoption: takes the workforce over while it is still being stored.
    func save(_ snapshot: inout Snapshot, at now: Date, adoption: WorkforceAdoption?) throws -> SavedSnapshot {
        let replaced = try table.dated(snapshot.asOf)
        let earlier = try table.newest(before: snapshot.asOf)
        let later = try table.oldest(after: snapshot.asOf)
        let register = PersonRegister(try IdentityBlocks(db: db, key: key).ids())
        var placement = Placement(snapshot.employees.id, register: register)
        let erased = try leaveOutErased(of: &snapshot, &placement, register)
        let record = try insert(snapshot, placement, replacing: replaced, at: now)
        let sideFiles = SideFileStore(db: db, key: key)
        try sideFiles.inherit(snapshot.sideFiles, snapshot: record.id, replacing: replaced?.id)
        let vanished = try settleLeavers(snapshot, placement, record, after: earlier, later: later)
        // Before it is handed over: its plan is the newest of the history.
        try sideFiles.save(snapshot.sideFiles, snapshot: record.id)
        if later == nil, let adoption {
            try WorkforceLoader(db: db, key: key).adopt(&snapshot, placement, record, adoption)
        }

        try IdentityUpdate(db: db, key: key).run(placement, snapshot.employees, isNewest: later == nil)
        let parent = replaced ?? earlier ?? later
        let codes = try StoredCodes(db: db).numbers(of: snapshot.employees)
        try HeadcountTable(db: db).put(snapshot.employees, at: snapshot.asOf, codes)
        try TurnoverTable(db: db).put(
            heads: TurnoverCounting.heads(snapshot.employees, at: snapshot.asOf), at: snapshot.asOf)
        let stored = try storeChunks(snapshot.employees, codes, placement, after: parent)
        try db.execute(
            sql: "UPDATE snapshot SET chunks = ? WHERE id = ?",
            arguments: [ChunkStore.encode(stored.versions), record.id])
        if let later { try settleLeavers(placement, record, before: later) }
        if replaced != nil { try ArchiveCleaning(db: db).run() }
        return SavedSnapshot(
            record: record, replaced: replaced != nil, vanished: vanished, isNewest: later == nil,
            otherBirthDates: parent == earlier ? stored.otherBirthDates.map(erased.line).sorted() : [],
            leftOut: erased.found.leftOut.count, returned: erased.found.returned.count)
    }

    /// Who was erased, by their rows in the snapshot as it came.
    private struct Erased {
        var found = ErasedPeople.Found()

        /// Where a row stood before others were left out.
        func line(_ row: UInt32) -> UInt32 {
            var row = row
            for left in found.leftOut where left <= row { row += 1 }
            return row
        }
    }

    private func leaveOutErased(
        of snapshot: inout Snapshot, _ placement: inout Placement, _ register: PersonRegister
    ) throws -> Erased {
        guard let people = try ErasedPeople(db, key) else { return Erased() }
        let found = people.find(in: snapshot) { placement.keys[$0] < placement.known }
        people.leaveOut(found.leftOut, of: &snapshot)
        if !found.leftOut.isEmpty { placement = Placement(snapshot.employees.id, register: register) }
        return Erased(found: found)
    }

    /// Encodes chunks on all cores, some at a time so that memory stays small, and writes them in order.
    /// - Returns: the version of each chunk, and the rows of those whom the parent knows with another birth date.
    private func storeChunks(
        _ employees: EmployeeColumns, _ codes: CodeNumbers, _ placement: Placement, after parent: SnapshotRecord?
    ) throws -> (versions: [Int64], otherBirthDates: [UInt32]) {
        let store = ChunkStore(db: db)
        let parents = try parent.map { try table.chunks($0.id) } ?? []
        let chunks = ArchiveColumn.chunks(of: placement.rowOf.count)
        let batch = max(4, ProcessInfo.processInfo.activeProcessorCount * 2)
        var versions: [Int64] = []
        var otherBirthDates: [UInt32] = []
        for start in stride(from: 0, to: chunks, by: batch) {
            let end = min(chunks, start + batch)
            let chains = try (start..<end).map { $0 < parents.count ? try store.chain(parents[$0]) : nil }
            let encoded = Mutex([Result<ChunkEncoder.Result, StoreError>?](repeating: nil, count: end - start))
            DispatchQueue.concurrentPerform(iterations: end - start) { index in
                let people = placement.people(ofChunk: start + index)
                let encoder = ChunkEncoder(
                    source: ChunkSource(columns: employees, codes: codes, rowOf: placement.rowOf[people]),
                    rows: people.count)
                let result: Result<ChunkEncoder.Result, StoreError>
                do throws(StoreError) { result = .success(try encoder.encode(after: chains[index]?.chain)) } catch {
                    result = .failure(error)
                }
                encoded.withLock { $0[index] = result }
            }
            for (index, result) in encoded.withLock({ $0 }).enumerated() {
                guard let result = try result?.get() else { continue }
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
        return (versions, otherBirthDates)
    }

    /// Inserts the record; its chunks are filled in when they are there.
    private func insert(
        _ snapshot: Snapshot, _ placement: Placement, replacing replaced: SnapshotRecord?, at now: Date
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
                newcomers, ChunkStore.encode([]), ChunkStore.encode(filtered),
            ])
        return SnapshotRecord(
            id: db.lastInsertedRowID, asOf: snapshot.asOf, source: snapshot.source, imported: now,
            people: employees.count, inService: inService, newcomers: newcomers)
    }

    /// Works out anew who left between the snapshot and its neighbours: here those of the one before.
    ///
    /// - Returns: how many left between the one before and this one.
    private func settleLeavers(
        _ snapshot: Snapshot, _ placement: Placement, _ record: SnapshotRecord, after earlier: SnapshotRecord?,
        later: SnapshotRecord?
    ) throws -> Int {
        try db.execute(
            sql: """
                UPDATE leaver_block SET superseded = 1 WHERE superseded = 0 AND (as_of = ?1 OR (as_of = ?2 AND ?2 IS NOT NULL))
                """, arguments: [record.asOf.dayNumber, later?.asOf.dayNumber])
        let history = SnapshotHistoryWriter(db: db, key: key, leaverRule: leaverRule)
        guard let earlier else {
            try TurnoverTable(db: db).put(nil, at: record.asOf)
            return 0
        }
        let filtered = try table.filtered(record.id)
        let gone = try reader.people(listedBy: earlier.id) {
            placement.rowOf[Int($0)] == ChunkSource.missing && !filtered.contains($0)
        }
        let vanished = try history.vanished(gone, placement.ids, of: earlier)
        try history.count(
            snapshot.employees, snapshot.sideFiles.establishments, at: record.asOf, vanished: vanished, since: earlier)
        try store(gone, vanished, earlier: earlier, newer: record)
        return gone.count
    }

    /// Those who left before the one after; they are read back from the chunks of this one.
    private func settleLeavers(
        _ placement: Placement, _ record: SnapshotRecord, before later: SnapshotRecord
    ) throws {
        let filtered = try table.filtered(later.id)
        let listed = try reader.people(listedBy: later.id)
        let isListed = Set(listed)
        let gone = placement.rowOf.indices.lazy.filter { placement.rowOf[$0] != ChunkSource.missing }
            .map { Int64($0) }.filter { !isListed.contains($0) && !filtered.contains($0) }
        let history = SnapshotHistoryWriter(db: db, key: key, leaverRule: leaverRule)
        let vanished = try history.vanished(Array(gone), placement.ids, of: record)
        try history.count(
            try reader.rows(listed, of: later.id, ids: placement.ids), nil, at: later.asOf, vanished: vanished,
            since: record)
        try store(Array(gone), vanished, earlier: record, newer: later)
    }

    /// Keeps those of the vanished whom the rules carry on.
    private func store(
        _ keys: [Int64], _ vanished: Workforce, earlier: SnapshotRecord, newer: SnapshotRecord
    ) throws {
        if keys.isEmpty { return }
        let carried = leaverRule.carried(vanished, newer.asOf)
        if carried.isEmpty { return }
        let keyOf = Dictionary(
            zip(keys.indices.map { vanished.employees.id[$0] }, keys), uniquingKeysWith: { old, _ in old })
        let rows = carried.compactMap { row in keyOf[row.id].map { (key: $0, row: row) } }.sorted { $0.key < $1.key }
        try LeaverBlocks(db: db).store(
            keys: rows.map(\.key), rows: EmployeeColumns(rows: rows.map(\.row)), earlier: earlier, newer: newer)
    }
}
