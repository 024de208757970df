package import Outreach
package import Prevention

/// What a run found, to be stored at once.
package struct ScanResults: Sendable {
    package var loaded: LoadedWorkforce
    package var prevention: PreventionResult
    /// Nil for a replay: nothing outward.
    package var outreach: OutreachScan.Output?

    package init(loaded: LoadedWorkforce, prevention: PreventionResult, outreach: OutreachScan.Output?) {
        self.loaded = loaded
        self.prevention = prevention
        self.outreach = outreach
    }
}
