package import Delivery
package import DoorstroomConfiguration
package import Foundation
package import Logging
package import Outreach
package import Store
import Workforce

/// Tries a partner's endpoint with the test event: the verbs `partners test` and `check --partners`.
///
/// The configuration as it stands in the files, so that a partner can be tried before the daemon reloads; secrets as the
/// database says that they sign.
package struct PartnerTest {
    private let settings: Settings
    private let logger: Logger
    private let database: Database?

    /// - Parameter database: opened for reading; nil before there is one.
    package init(_ settings: Settings, database: Database?, logger: Logger) {
        self.settings = settings
        self.database = database
        self.logger = logger
    }

    /// What came of it, for a person.
    package struct Report {
        /// One line.
        package var verdict: String
        /// Name and value: signatures, address, TLS, timing.
        package var facts: [(name: String, value: String)]

        /// The verdict, and the facts below it.
        package var text: String {
            ([verdict] + facts.map { "  \($0.name.padding(toLength: 12, withPad: " ", startingAt: 0))\($0.value)" })
                .joined(separator: "\n")
        }
    }

    /// Sends the test event once.
    ///
    /// - Throws: exit code 1 when it did not arrive, 2 when there is no such partner.
    package func run(_ id: String) async throws(DaemonError) -> Report {
        guard let partner = settings.partners.first(where: { $0.id == id }) else {
            throw PartnerTest.unknown(id, among: settings.partners)
        }
        let dependencies = DeliveryEngine.Dependencies(
            curl: CurlTransport.Options(version: ProgramVersion.text), notify: { _ in }, logger: logger)
        let outcome: PartnerPing.Outcome
        let signer: WebhookSigner
        do {
            let now = Date()
            signer = try await self.signer(partner, now: now)
            outcome = try await PartnerPing(dependencies: dependencies).send(
                event(for: partner, now: now), to: partner, signer: signer)
        } catch {
            throw DaemonError(error)
        }
        let facts = ConnectionText(partner: partner, signer: signer, outcome: outcome).facts
        guard outcome.isDelivered else { throw unreached(partner, outcome, facts: facts) }
        return Report(
            verdict: "\(id) answered \(outcome.status ?? 0) in \(outcome.milliseconds) ms", facts: facts)
    }

    private func event(for partner: Partner, now: Date) -> RenderedEvent {
        var generator = SystemRandomNumberGenerator()
        return EventRenderer(settings: settings.eventSettings, policy: settings.disclosure).ping(
            in: EventRenderer.Envelope(
                id: UUIDv7.make(at: now, using: &generator), partner: partner.id, subject: "ping", sequence: 1,
                time: now))
    }

    /// With what the partner's events are signed now.
    package func signer(_ partner: Partner, now: Date) async throws -> WebhookSigner {
        guard let database else { return try WebhookSigner(partner) }
        return try WebhookSigner(partner, known: try await database.secrets.known(), now: now)
    }

    private func unreached(
        _ partner: Partner, _ outcome: PartnerPing.Outcome, facts: [(name: String, value: String)]
    ) -> DaemonError {
        let answer = outcome.status.map { "it answered \($0)" } ?? "no answer came: \(outcome.fault ?? "unknown")"
        let location = outcome.location.map { "; it redirects to \($0), which is not followed" } ?? ""
        return DaemonError(
            .failed, code: "partner-unreached",
            message: "The test event did not reach \(partner.id): \(answer)\(location).",
            remedy: "\(outcome.meaning) \(outcome.remedy(for: partner))"
                + facts.map { "\n  \($0.name): \($0.value)" }.joined())
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
        if introductions.isEnabled, partnerApi.isEnabled {
            events.profileBase = partnerApi.publicURL.map { $0 + "/partner/v1/profiles/" }
        }
        events.referenceDays = introductions.referenceDays
        return events
    }
}
