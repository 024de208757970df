package import Workforce
internal import struct Foundation.Date

/// An open transaction that takes snapshots, oldest first.
package struct SnapshotSaving {
    let writer: SnapshotWriter
    let now: Date

    /// Stores one snapshot: people, side files, and who left between it and its neighbours.
    ///
    /// - Parameters:
    ///   - snapshot: not to be used afterwards: the leavers may have been appended to it.
    ///   - adoption: takes the workforce over for a run that follows at once.
    ///   - report: makes the import report, as JSON and without personal data, which is kept with the snapshot; called
    ///     once, with what storing it showed.
    package func save(
        _ snapshot: inout Snapshot, adoption: WorkforceAdoption? = nil, report: (SavedSnapshot) throws -> String
    ) throws -> SavedSnapshot {
        let saved = try writer.save(&snapshot, at: now, adoption: adoption)
        try ImportLog(db: writer.db).add(
            asOf: snapshot.asOf, refused: false, snapshot: saved.record.id, report: try report(saved), at: now)
        return saved
    }
}
