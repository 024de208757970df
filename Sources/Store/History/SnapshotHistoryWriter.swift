internal import GRDB
internal import Prevention
internal import Workforce

/// Counts what a snapshot adds to the history: who left of their own accord since the one before.
struct SnapshotHistoryWriter {
    let db: GRDB.Database
    let key: IdentityKey
    let leaverRule: LeaverRule

    private var reader: SnapshotReader { SnapshotReader(db: db, key: key) }

    /// People whom a snapshot lists and the next one does not, with the side files in force at it.
    func vanished(_ keys: [Int64], _ ids: ByteStringColumn, of earlier: SnapshotRecord) throws -> Workforce {
        var vanished = Workforce(
            asOf: earlier.asOf, employerCountry: leaverRule.employerCountry,
            employees: keys.isEmpty ? EmployeeColumns() : try reader.rows(keys, of: earlier.id, ids: ids))
        let files = try SideFileStore(db: db, key: key).inForce(earlier.asOf, of: [.jobs, .establishments])
        vanished.jobs = files.jobs ?? []
        vanished.establishments = files.establishments ?? []
        return vanished
    }

    /// Counts the turnover since the snapshot before and stores it.
    /// - Parameter establishments: those that came with the snapshot; nil where those in force hold on.
    func count(
        _ listed: EmployeeColumns, _ establishments: [Establishment]?, at date: CalendarDate, vanished: Workforce,
        since earlier: SnapshotRecord
    ) throws {
        let table = TurnoverTable(db: db)
        var newer = Workforce(asOf: date, employerCountry: leaverRule.employerCountry, employees: listed)
        newer.establishments = establishments ?? vanished.establishments
        let heads = try table.heads(at: earlier.asOf).flatMap { $0.isEmpty ? nil : $0 } ?? heads(of: earlier)
        try table.put(
            leaverRule.counting.turnover(
                from: earlier.asOf, to: date, heads: heads, listed: newer, vanished: vanished), at: date)
    }

    /// Counts all snapshots that a version stored which counted none.
    func complete() throws {
        let missing = Set(try TurnoverTable(db: db).missing())
        if missing.isEmpty { return }
        let ids = try IdentityBlocks(db: db, key: key).ids()
        let table = SnapshotTable(db: db)
        var earlier: SnapshotRecord?
        for snapshot in try table.all() {
            if missing.contains(snapshot.asOf) { try complete(snapshot, after: earlier, ids, table) }
            earlier = snapshot
        }
    }

    private func complete(
        _ snapshot: SnapshotRecord, after earlier: SnapshotRecord?, _ ids: ByteStringColumn, _ table: SnapshotTable
    ) throws {
        let keys = try reader.people(listedBy: snapshot.id)
        let listed = try reader.rows(keys, of: snapshot.id, ids: ids)
        if let earlier {
            let isListed = Set(keys)
            let filtered = try table.filtered(snapshot.id)
            let gone = try reader.people(listedBy: earlier.id) {
                !isListed.contains($0) && !filtered.contains($0)
            }
            let establishments = try SideFileStore(db: db, key: key).inForce(snapshot.asOf, of: [.establishments])
                .establishments
            try count(
                listed, establishments, at: snapshot.asOf, vanished: try vanished(gone, ids, of: earlier),
                since: earlier)
        } else {
            try TurnoverTable(db: db).put(nil, at: snapshot.asOf)
        }
        try TurnoverTable(db: db).put(
            heads: TurnoverCounting.heads(listed, at: snapshot.asOf), at: snapshot.asOf)
        try HeadcountTable(db: db).put(listed, at: snapshot.asOf, try StoredCodes(db: db).numbers(of: listed))
    }

    private func heads(of snapshot: SnapshotRecord) throws -> [Int32] {
        let keys = try reader.people(listedBy: snapshot.id)
        let ids = try IdentityBlocks(db: db, key: key).ids()
        return TurnoverCounting.heads(try reader.rows(keys, of: snapshot.id, ids: ids), at: snapshot.asOf)
    }
}
