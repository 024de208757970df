package import Workforce

/// A workforce from the database, with the persons behind its rows.
package struct LoadedWorkforce: Sendable {
    package var workforce: Workforce
    /// For each row of `workforce.employees` the person; ascending among the listed, then the carried leavers.
    package var keys: PersonKeys
    /// How many rows the snapshot lists; the leavers come after them.
    package var listed: Int
    package var snapshot: SnapshotRecord
    /// The rows of some persons.
    package func rows(of persons: Set<PersonKey>) -> Set<Int32> {
        if persons.isEmpty { return [] }
        return Set(keys.indices.lazy.filter { persons.contains(keys[$0]) }.map { Int32($0) })
    }

    /// Which leavers were carried, for the record of the scan.
    var leaverBlocks: [Int64]
}
