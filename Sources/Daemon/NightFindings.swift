import Intake
import Outcomes
import Outreach
import Prevention
import Store

/// What a run works out, before anything of it is written.
struct NightFindings: Sendable {
    let results: ScanResults
    /// Nil where no plan row is hidden: the results' own people then.
    let likelihood: OutwardLikelihood?
    /// Still being counted.
    let odometer: Pending<Odometer>
    /// Still being composed; nil inside where nothing goes outward.
    let outreach: Pending<Result<OutreachScan.Output?, any Error>>
    /// Still being computed: neither phases nor scores wait for, or can read, the other's results.
    let scores: Pending<ScoreResult<ScoreHundredths>>
    /// Seconds by stage.
    let seconds: [String: Double]

    /// Waits for what is still being worked out, whoever wants it: nothing goes on once the run has ended.
    func finish() {
        odometer.finish()
        outreach.finish()
        scores.finish()
    }
}
