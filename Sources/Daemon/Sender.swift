package import Delivery
import DoorstroomConfiguration
import Foundation
import Logging
import Outreach
import Store

/// How due events get sent: by the daemon's own engine, which is always at it, or by one made for the moment.
package struct Sender: Sendable {
    /// Sends what is due; `untilEmpty` waits for retries, too.
    let deliver: @Sendable (Instance, Bool) async throws -> OperationReply
    /// Says that something new may be due.
    let wake: @Sendable () -> Void
    /// Says that an endpoint was enabled or disabled.
    let endpointsChanged: @Sendable () -> Void
    /// Says that a partner's secrets were changed, and waits until nothing is in flight that was signed without them; false
    /// when that takes longer than the limit.
    let secretsChanged: @Sendable (_ partner: String, _ limit: Duration) async -> Bool
    /// Says that other partners or tokens are admitted to the partner API; done when it counts.
    let admissionChanged: @Sendable () async -> Void

    /// For a process without a daemon's engine.
    package static let passing = Sender(
        deliver: { instance, untilEmpty in
            try ScheduledRelease(instance).makeUp()
            instance.enter(.deliver)
            let settings = instance.settings
            let engine = DeliveryEngine(
                outbox: instance.database.outbox, partners: settings.partners, timeZone: settings.employer.timeZone,
                dependencies: instance.deliveryDependencies)
            let totals = try await engine.deliver(untilEmpty: untilEmpty)
            var summary = DeliverySummary()
            summary.delivered = totals.delivered
            summary.retrying = totals.retrying
            summary.parked = totals.parked
            summary.exhausted = totals.exhausted
            summary.expired = totals.expired
            let open = try await instance.database.outbox.openCounts()
            summary.pending = (open[.pending] ?? 0) + (open[.retrying] ?? 0) + (open[.leased] ?? 0)
            var reply = OperationReply()
            reply.delivery = summary
            return reply
        }, wake: {}, endpointsChanged: {}, secretsChanged: { _, _ in true }, admissionChanged: {})

    /// For the daemon, whose engine runs as a service.
    package static func engine(
        _ engine: DeliveryEngine, admissionChanged: @escaping @Sendable () async -> Void = {}
    ) -> Sender {
        Sender(
            deliver: { _, _ in
                engine.wake()
                return OperationReply(message: "the daemon is sending what is due; see 'doorstroom deliveries list'")
            }, wake: { engine.wake() }, endpointsChanged: { engine.wake(endpointsChanged: true) },
            secretsChanged: { partner, limit in await engine.takeUpSecrets(of: partner, within: limit) },
            admissionChanged: admissionChanged)
    }
}

extension Instance {
    /// What a delivery engine of this instance is made of.
    var deliveryDependencies: DeliveryEngine.Dependencies {
        var dependencies = DeliveryEngine.Dependencies(
            curl: CurlTransport.Options(version: ProgramVersion.text), notify: { notice in self.tell(notice) },
            logger: logger)
        // What a release calls due must be due for the engine as well: one calendar for both.
        dependencies.clock.now = clock.now
        return dependencies
    }

    /// Tells the operator: an error in the log and a notice that stays until somebody has read it.
    func tell(_ notice: OperatorNotice) {
        raise(
            code: notice.code.rawValue, text: "\(notice.message) \(notice.remedy)", partner: notice.partner,
            isGood: notice.code.isGood)
    }

    /// The same for everything else. The log gets the code and no more: a notice may count what a log must not.
    /// - Parameter isGood: what went wrong is over: that is no error.
    func raise(code: String, text: String, partner: String? = nil, isGood: Bool = false) {
        var metadata: Logger.Metadata = ["code": "\(code)"]
        if let partner { metadata["partner"] = "\(partner)" }
        if isGood {
            logger.notice("Something that needed a person is over; see 'doorstroom notices'", metadata: metadata)
        } else {
            logger.error("Something needs a person; see 'doorstroom notices'", metadata: metadata)
        }
        do {
            try Notices(self).raise(code: code, text: text)
        } catch {
            logger.error("A notice could not be kept", metadata: ["code": "notice-lost"])
        }
    }
}
