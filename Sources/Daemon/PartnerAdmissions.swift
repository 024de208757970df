import Console
import Delivery
import DoorstroomConfiguration
import Foundation
import Logging
import Outreach
import ServiceLifecycle
import Store
import Synchronization

/// Keeps the gate of the partner API at what configuration and database say; as a service it reads again what could not
/// be read.
final class PartnerAdmissions: Service {
    let gate: PartnerGate
    private let instance: Instance
    private let state = Mutex(State())

    private struct State {
        var reading = Reading.known
        /// Readings begun: of those that cross the one begun last counts, since it alone knows what was revoked meanwhile.
        var begun = 0
    }

    private enum Reading {
        case known
        /// To be read again.
        case interrupted
        /// To be read again, and told.
        case failed
    }

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

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { [self] in
                while !Task.isCancelled {
                    try await instance.clock.sleep(.seconds(15))
                    await readAgain()
                }
            }
        } catch is CancellationError {
            // Shutting down: nobody is admitted any more.
        }
    }

    /// Takes up tokens and who is disabled; while they cannot be read, nobody is admitted.
    func refresh() async {
        let number = state.withLock { state in
            state.begun += 1
            return state.begun
        }
        do {
            let admission = try await instance.database.partnerTokens.admission()
            guard admit(admission, after: number, .known) == .failed else { return }
            instance.logger.notice("The tokens of the partner API are read again")
        } catch is CancellationError {
            // Whoever asked is gone, or the daemon shuts down; nothing is wrong with them.
            admit(PartnerAdmission(), after: number, .interrupted)
        } catch {
            // Told once for as long as it lasts.
            guard let former = admit(PartnerAdmission(), after: number, .failed), former != .failed else { return }
            let error = DaemonError(error)
            instance.logger.error(
                "The tokens of the partner API cannot be read", metadata: ["code": "\(error.code)"])
            instance.raise(
                code: "partner-tokens-unreadable",
                text: "The tokens of the partner API cannot be read, and no partner is admitted until they are; it is "
                    + "tried every 15 seconds. \(error.message) \(error.remedy)")
        }
    }

    /// - Returns: how the reading before ended; nil where a later one was begun, and nothing was done.
    @discardableResult
    private func admit(_ admission: PartnerAdmission, after number: Int, _ reading: Reading) -> Reading? {
        state.withLock { state in
            guard state.begun == number else { return nil }
            gate.admit(admission)
            let former = state.reading
            // What was told is not told again for an interruption.
            if reading != .interrupted || former == .known { state.reading = reading }
            return former
        }
    }

    /// Tries once more what could not be read.
    func readAgain() async {
        if state.withLock({ $0.reading != .known }) { await refresh() }
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
                // Of one that cannot be used the API has told by its troubles.
                guard let signer = partner.api.inboundSecret.flatMap({ WebhookSigner(secret: $0.text) }) else {
                    return "No secret of your signatures was agreed."
                }
                return signer.fault(
                    headers: headers, body: body, now: Int64(instance.clock.now().timeIntervalSince1970))
            },
            logger: instance.logger)
    }
}
