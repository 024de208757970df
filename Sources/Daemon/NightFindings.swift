import Intake
import Outcomes
import Store

/// What a run worked out, before anything of it is written.
struct NightFindings: Sendable {
    var results: ScanResults
    /// Still being computed: neither phases nor scores wait for, or can read, the other's results.
    var scores: Pending<ScoreResult>
    /// Seconds by stage.
    var seconds: [String: Double]
}
