package import Workforce

/// When people were last counted for what partners are told of cells.
///
/// If they were counted every night, then a cell that goes, comes up or moves on a night would tell of whoever is known to
/// have moved on that day. Between counts cells stand as they were counted, so that a month of moves stands behind
/// whatever is told. The clock is the snapshot's date: months that are worked through in an hour are months.
/// Stored with the scan; changes only when people are counted.
package struct CellCount: Equatable, Sendable, Codable {
    /// Date of the snapshot that was counted.
    package var snapshot: CalendarDate

    package init(snapshot: CalendarDate) { self.snapshot = snapshot }

    /// Fewest days between the snapshots of two counts: four weeks, so that monthly snapshots are all counted, and those
    /// of four-weekly pay periods.
    static let days: Int32 = 28

    /// Whether a scan of a snapshot of this date counts anew.
    func isFollowed(by snapshot: CalendarDate) -> Bool { snapshot.dayNumber - self.snapshot.dayNumber >= Self.days }
}
