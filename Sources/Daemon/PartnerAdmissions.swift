import Console
import Delivery
import DoorstroomConfiguration
import Foundation
import Outreach
import Store

/// Keeps the gate of the partner API at what configuration and database say.
struct PartnerAdmissions: Sendable {
    let gate: PartnerGate
    private let instance: Instance

    init(_ instance: Instance) {
        self.instance = instance
        let settings = instance.settings.partnerApi
        let proxies = settings.trustedProxies.compactMap { AddressBlock($0) }
        gate = PartnerGate(
            PartnerGate.House(
                partners: { instance.settings.partners }, today: { instance.today }, now: instance.clock.now,
                trusts: { text in
                    guard let address = IPAddress(text) else { return false }
                    let plain = address.mappedIPv4 ?? address
                    return proxies.contains { $0.contains(plain) }
                },
                certificateHeader: settings.certificateHeader))
    }

    /// Takes up tokens and who is disabled; when they cannot be read, nobody is admitted.
    func refresh() async {
        do {
            gate.admit(try await instance.database.partnerTokens.admission())
        } catch {
            gate.admit(PartnerAdmission())
            instance.raise(
                code: "partner-tokens-unreadable",
                text: "The tokens of the partner API cannot be read, and no partner is admitted. Restart the daemon.")
        }
    }
}

extension PartnerAPI {
    /// The partner API of an instance.
    init(_ instance: Instance, gate: PartnerGate) throws {
        try self.init(
            desk: PartnerDesk(instance.database), profiles: ProfileCounter(instance).terms, gate: gate,
            ratePerSecond: instance.settings.partnerApi.ratePerSecond, now: instance.clock.now,
            today: { instance.today },
            verify: { partner, headers, body in
                // A secret that cannot be used has been refused with the configuration.
                guard let signer = partner.api.inboundSecret.flatMap({ WebhookSigner(secret: $0.text) }) else {
                    return "No secret of your signatures was agreed."
                }
                return signer.fault(
                    headers: headers, body: body, now: Int64(instance.clock.now().timeIntervalSince1970))
            },
            logger: instance.logger)
    }
}
