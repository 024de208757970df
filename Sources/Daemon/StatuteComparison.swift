package import DoorstroomConfiguration
package import Prevention
package import Store
import Workforce

/// Which statute packs are held against which to tell what a change of law moved: those of the last scan against those
/// configured now, and where these are the same those of the last run before it that had others.
///
/// Nothing but rulebooks and snapshots is read for it: the ledger is worked out again under either.
package struct StatuteComparison: Sendable {
    /// Under which the earlier dates were made.
    package var former: [StatutePack]
    package var now: [StatutePack]
    /// The run whose workforce both are worked out on.
    package var scan: ScanRecord
    /// The run that the former packs are of.
    package var formerScan: ScanRecord
    /// Whether those of now are the configuration's, and no run was made under them yet.
    package var isConfigured: Bool
    /// Under which both are worked out: a change of policy is none of law.
    package var rulebook: Rulebook

    /// Nil where no run before had other packs than the configuration has.
    package init?(in database: Database, settings: Settings) throws {
        guard let last = try database.lastLiveScan(), let kept = try database.rulebook(of: last) else { return nil }
        scan = last
        rulebook = kept
        isConfigured = kept.statutes != settings.statutes
        if isConfigured {
            (former, now, formerScan) = (kept.statutes, settings.statutes, last)
            return
        }
        var seen = [last.rulebook]
        for earlier in try database.scans() where earlier.kind == .live && !seen.contains(earlier.rulebook) {
            seen.append(earlier.rulebook)
            guard let packs = try database.rulebook(of: earlier)?.statutes, packs != kept.statutes else { continue }
            (former, now, formerScan) = (packs, kept.statutes, earlier)
            return
        }
        return nil
    }
}
