package import Workforce
package import struct Foundation.Date
internal import GRDB

extension Database {
    /// Stores a snapshot: people, side files, and who left between it and its neighbours, in one transaction.
    ///
    /// The same date again replaces; an older date is filled in between. Whether either is wished is the caller's to
    /// decide before.
    /// - Parameters:
    ///   - report: makes the import report, as JSON and without personal data, which is kept with the snapshot; called
    ///     once, with what storing it showed.
    ///   - now: when it was imported.
    package func saveSnapshot(
        _ snapshot: Snapshot, leavers: LeaverRule, now: Date, report: (SavedSnapshot) throws -> String
    ) throws -> SavedSnapshot {
        var snapshot = snapshot
        let saved = try saveSnapshots(leavers: leavers, now: now) { try $0.save(&snapshot, report: report) }
        try shortenLog()
        return saved
    }

    /// Stores the snapshots of one bundle in one transaction: all that `body` saves, or nothing when it throws.
    ///
    /// The log is left for the caller to empty, who may have more to write.
    package func saveSnapshots<Value>(
        leavers: LeaverRule, now: Date, _ body: (SnapshotSaving) throws -> Value
    ) throws -> Value {
        let key = try requireIdentityKey()
        return try write { db in
            try body(SnapshotSaving(writer: SnapshotWriter(db: db, key: key, leaverRule: leavers), now: now))
        }
    }

    /// Stores a snapshot whose report is known beforehand.
    package func saveSnapshot(
        _ snapshot: Snapshot, report: String, leavers: LeaverRule, now: Date
    ) throws -> SavedSnapshot {
        try saveSnapshot(snapshot, leavers: leavers, now: now) { _ in report }
    }

    /// Keeps the report of a refused snapshot, of which nothing else is kept.
    package func recordRefusal(asOf: CalendarDate?, report: String, now: Date) throws {
        try write { db in
            try ImportLog(db: db).add(asOf: asOf, refused: true, snapshot: nil, report: report, at: now)
        }
    }

    /// All snapshots, oldest first.
    package func snapshots() throws -> [SnapshotRecord] { try read { try SnapshotTable(db: $0).all() } }

    /// The newest snapshot dated on or before `date`.
    package func newestSnapshot(onOrBefore date: CalendarDate) throws -> SnapshotRecord? {
        try read { try SnapshotTable(db: $0).newest(onOrBefore: date) }
    }

    /// The workforce as of a date: the newest snapshot dated on or before it in the order of person keys, then the
    /// leavers in their aftercare, with the side files in force.
    ///
    /// - Throws: `snapshot-missing` when no snapshot is old enough.
    package func loadWorkforce(
        asOf: CalendarDate, employerCountry: String, aftercareMonths: Int, identity: IdentityDetail = .ids
    ) throws -> LoadedWorkforce {
        let key = try requireIdentityKey()
        return try read { db in
            guard let snapshot = try SnapshotTable(db: db).newest(onOrBefore: asOf) else {
                throw StoreError(
                    code: "snapshot-missing", message: "there is no snapshot dated \(asOf) or earlier",
                    remedy: "Import one first: `doorstroom import PATH` (with `--backfill` when newer ones are there).")
            }
            return try WorkforceLoader(db: db, key: key).load(
                snapshot, asOf: asOf, employerCountry: employerCountry, aftercareMonths: aftercareMonths,
                identity: identity)
        }
    }
}
