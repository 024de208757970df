package import Intake
package import Store
import Workforce

/// What came of an operation, as the command line shows it.
package struct OperationReply: Codable, Sendable {
    package var error: DaemonError?
    package var imports: [SnapshotReport] = []
    package var scan: ScanSummary?
    package var delivery: DeliverySummary?
    package var backtest: BacktestRecord?
    /// One sentence for a person.
    package var message: String?

    package init() {}

    package init(error: DaemonError) { self.error = error }

    package init(message: String) { self.message = message }
}

/// What a round of sending did.
package struct DeliverySummary: Codable, Sendable, Equatable {
    package var delivered = 0
    package var retrying = 0
    package var parked = 0
    package var exhausted = 0
    package var expired = 0
    package var pending = 0

    package init() {}
}
