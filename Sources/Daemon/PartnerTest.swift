import Delivery
package import DoorstroomConfiguration
import Foundation
package import Logging
package import Outreach
import Workforce

/// Tries a partner's endpoint with the test event: the verbs `partners test` and `check --partners`.
package struct PartnerTest {
    private let settings: Settings
    private let logger: Logger

    package init(_ settings: Settings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Sends the test event once.
    ///
    /// - Returns: one line for a person.
    /// - Throws: exit code 1 when it did not arrive, 2 when there is no such partner.
    package func run(_ id: String) async throws(DaemonError) -> String {
        guard let partner = settings.partners.first(where: { $0.id == id }) else {
            throw PartnerTest.unknown(id, among: settings.partners)
        }
        let dependencies = DeliveryEngine.Dependencies(
            curl: CurlTransport.Options(version: ProgramVersion.text), notify: { _ in }, logger: logger)
        let outcome: PartnerPing.Outcome
        do {
            var generator = SystemRandomNumberGenerator()
            let now = Date()
            let event = EventRenderer(settings: settings.eventSettings, policy: settings.disclosure).ping(
                in: EventRenderer.Envelope(
                    id: UUIDv7.make(at: now, using: &generator), partner: partner.id, subject: "ping", sequence: 1,
                    time: now))
            outcome = try await PartnerPing(dependencies: dependencies).send(event, to: partner)
        } catch {
            throw DaemonError(error)
        }
        guard outcome.isDelivered else {
            let answer = outcome.status.map { "it answered \($0)" } ?? "no answer came: \(outcome.fault ?? "unknown")"
            let location = outcome.location.map { "; it redirects to \($0), which is not followed" } ?? ""
            throw DaemonError(
                .failed, code: "partner-unreached",
                message: "The test event did not reach \(id): \(answer)\(location).",
                remedy:
                    "Check endpoint.url and the secret with the partner; the address guard lets private addresses through "
                    + "only when endpoint.allowAddresses lists them.")
        }
        return "\(id) answered \(outcome.status ?? 0) in \(outcome.milliseconds) ms"
    }

    package static func unknown(_ id: String, among partners: [Partner]) -> DaemonError {
        let ids = partners.map(\.id)
        let nearest = Suggestion.nearest(to: id, among: ids)
        return DaemonError(
            .usage, code: "partner-unknown", message: "There is no partner '\(id)'.",
            remedy: nearest.map { "Did you mean '\($0)'?" } ?? "Configured are: \(ids.joined(separator: ", ")).")
    }
}

extension Settings {
    /// What all events of this employer have in common.
    package var eventSettings: EventSettings {
        var events = EventSettings(
            source: EventSettings.source(country: employer.country, registration: employer.registration))
        events.typePrefix = release.typePrefix
        return events
    }
}
