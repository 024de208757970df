/// What storing a run did.
package struct CommittedScan: Equatable, Sendable {
    package var record: ScanRecord
    /// People whose result is another one than before.
    package var changedResults = 0
    /// People who entered each phase, 1 to 4, since the last live run.
    package var entered: [Int] = [0, 0, 0, 0]
}
