/// What storing a snapshot did.
package struct SavedSnapshot: Equatable, Sendable {
    package var record: SnapshotRecord
    /// A snapshot of the same date stood there before.
    package var replaced: Bool
    /// People of the snapshot before it whom it does not list any more.
    package var vanished: Int
    /// No other snapshot is newer.
    package var isNewest: Bool
    /// Rows of the snapshot whose people were known with another birth date before, ascending: perhaps other people, to
    /// whom the number was given again. Told of a new date only, not where the same date is replaced.
    package var otherBirthDates: [UInt32] = []
    /// People who were erased after its date: they were left out.
    package var leftOut = 0
    /// People who were erased before its date: listed again, they are employees again.
    package var returned = 0
}
