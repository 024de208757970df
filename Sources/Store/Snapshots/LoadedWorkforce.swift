package import Workforce

/// A workforce from the database, with the persons behind its rows.
package struct LoadedWorkforce: Sendable {
    package var workforce: Workforce
    /// For each row of `workforce.employees` the person; ascending among the listed, then the carried leavers.
    package var keys: [PersonKey]
    /// How many rows the snapshot lists; the leavers come after them.
    package var listed: Int
    package var snapshot: SnapshotRecord
    /// Which leavers were carried, for the record of the scan.
    var leaverBlocks: [Int64]
}
