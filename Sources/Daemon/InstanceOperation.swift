package import Workforce

/// What a writing verb wants done: performed here with the instance lock, or handed to the running daemon.
package enum InstanceOperation: Codable, Sendable {
    case importSnapshot(ImportRequest)
    /// Everything in the inbox, as the daemon would take it.
    case importInbox
    case scan(ScanRequest)
    /// The release of what is not held, as at the release time.
    case release
    case deliver(untilEmpty: Bool)
    case decide(Decision)
    case introduce(IntroductionRequest)
    case replay(delivery: String)
    case partner(PartnerRequest)
    case acknowledge(notice: String)
    case purge
    case erase(EraseRequest)
    case rotateKey
    case backtest(BacktestRequest)
}

/// The `backtest` verb.
package struct BacktestRequest: Codable, Sendable {
    /// How far ahead the forecasts look; nil takes the configured horizon.
    package var horizonMonths: Int?
    /// Months between two forecasts.
    package var everyMonths = 3

    package init() {}
}

/// The `import` verb.
package struct ImportRequest: Codable, Sendable {
    /// Absolute path of a folder, archive or CSV file.
    package var path: String
    /// Name of a mapping; nil takes the configured one.
    package var mapping: String?
    package var asOf: CalendarDate?
    package var isDryRun = false
    package var acceptsHeadcountChange = false
    package var isBackfill = false

    package init(path: String) { self.path = path }
}

/// The `scan` verb.
package struct ScanRequest: Codable, Sendable {
    package var asOf: CalendarDate?
    /// Computes and shows, writes nothing.
    package var isDryRun = false
    /// Writes results, composes nothing for partners.
    package var sendsNothing = false
    /// Releases what is not held right after the scan.
    package var releasesNow = false
    /// What is taken in first, in the same run; nil scans what is there.
    package var intake: Intake?

    package enum Intake: Codable, Sendable {
        /// One bundle; if it is refused there is no scan.
        case bundle(ImportRequest)
        /// Everything in the inbox; if a drop is refused the scan is made of the newest good snapshot.
        case inbox
    }

    package init() {}
}

/// What a person decides about an alert, an offer, a crisis or an introduction.
package struct Decision: Codable, Sendable {
    package enum Kind: String, Codable, Sendable { case alert, offer, crisis, introduction }
    package enum Action: String, Codable, Sendable { case hold, release, withdraw }

    package var kind: Kind
    package var action: Action
    package var subject: String
    /// The system user who decides.
    package var user: String
    package var reason: String
    /// Whether the person says that they know of plans behind a crisis that have not been announced.
    package var knowsUnannounced: Bool

    /// The longest reason, in characters: it stands in listings beside what it is about.
    static let longestReason = 500

    package init(
        kind: Kind, action: Action, subject: String, user: String, reason: String, knowsUnannounced: Bool = false
    ) {
        self.kind = kind
        self.action = action
        self.subject = subject
        self.user = user
        self.reason = reason
        self.knowsUnannounced = knowsUnannounced
    }
}
