/// What storing a snapshot did.
package struct SavedSnapshot: Equatable, Sendable {
    package var record: SnapshotRecord
    /// A snapshot of the same date stood there before.
    package var replaced: Bool
    /// People of the snapshot before it whom it does not list any more.
    package var vanished: Int
    /// No other snapshot is newer.
    package var isNewest: Bool
}
