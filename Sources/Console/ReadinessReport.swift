/// Whether the service can do its work now: one line a check, as `/readyz` shows it.
///
/// Carries no counts of people, groups, alerts or holds (domain rules §10): an outsider who can reach the port learns
/// only that something needs a person.
package struct ReadinessReport: Codable, Sendable, Equatable {
    package struct Check: Codable, Sendable, Equatable {
        /// `database`, `schedule`, `disk`, `deliveries`.
        package var name: String
        package var ready: Bool
        /// What is wrong and what to do; empty when ready.
        package var detail: String

        package init(name: String, ready: Bool, detail: String = "") {
            self.name = name
            self.ready = ready
            self.detail = detail
        }
    }

    package var checks: [Check]

    package init(checks: [Check]) { self.checks = checks }

    package var isReady: Bool { checks.allSatisfy(\.ready) }
}
