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
        guard outcome.isDelivered else { throw unreached(id, outcome, facts: facts) }
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
        _ id: String, _ outcome: PartnerPing.Outcome, facts: [(name: String, value: String)]
    ) -> DaemonError {
        let answer = outcome.status.map { "it answered \($0)" } ?? "no answer came: \(outcome.fault ?? "unknown")"
        let location = outcome.location.map { "; it redirects to \($0), which is not followed" } ?? ""
        let meaning =
            outcome.verdict.disablesEndpoint
            ? "After such an answer nothing more is sent there." : "An event would be tried again."
        return DaemonError(
            .failed, code: "partner-unreached",
            message: "The test event did not reach \(id): \(answer)\(location).",
            remedy: "\(meaning) \(remedy(outcome))" + facts.map { "\n  \($0.name): \($0.value)" }.joined())
    }

    private func remedy(_ outcome: PartnerPing.Outcome) -> String {
        switch (outcome.status, outcome.fault) {
        case (401, _), (403, _):
            "The partner refuses the signature: compare the secret with theirs, and see 'doorstroom partners list' for "
                + "a rotation that they have not made."
        case (410, _): "The partner says that the endpoint is gone: ask for the new one."
        case (nil, "tls"): "Ask the partner to mend the certificate; it is never accepted unverified."
        case (nil, let fault?) where fault.hasPrefix("address-"):
            "The address guard lets private addresses through only when endpoint.allowAddresses lists them."
        default:
            "Check endpoint.url and the secret with the partner; the address guard lets private addresses through "
                + "only when endpoint.allowAddresses lists them."
        }
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
