package import Workforce

/// How long the employer looks for other suitable work inside: as long as the statutory notice (NL: Ontslagregeling art. 10).
package struct RedeploymentRule: Equatable, Sendable, Codable, StatuteRule {
    package var from: CalendarDate
    /// Weeks for somebody with an occupational disability, which no snapshot tells.
    package var disabilityWeeks: Int
    package var origin: StatuteOrigin

    package init(from: CalendarDate, disabilityWeeks: Int, origin: StatuteOrigin) {
        self.from = from
        self.disabilityWeeks = disabilityWeeks
        self.origin = origin
    }
}
