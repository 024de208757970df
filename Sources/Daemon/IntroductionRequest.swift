package import Outreach
package import Workforce

/// The writing verbs of `introductions`, but for `hold` and `release`, which are decisions as of alerts.
package struct IntroductionRequest: Codable, Sendable {
    package enum Action: Codable, Sendable {
        case consent(employee: String, Given, partners: [String]?)
        case withdrawConsent(employee: String)
        case offer(employee: String, partner: String, knowsUnannounced: Bool)
        case renew(introduction: String)
        case details(introduction: String, Given, CandidateDetails)
        case withdraw(introduction: String)
    }

    /// How the person agreed.
    package struct Given: Codable, Sendable {
        package var textVersion: String
        package var channel: String
        /// Nil for today.
        package var date: CalendarDate?

        package init(textVersion: String, channel: String, date: CalendarDate?) {
            self.textVersion = textVersion
            self.channel = channel
            self.date = date
        }
    }

    package var action: Action
    /// The system user who does it.
    package var user: String
    /// Works it out and says what would be told; writes nothing.
    package var isDryRun = false

    package init(_ action: Action, user: String) {
        self.action = action
        self.user = user
    }
}
