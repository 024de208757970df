import Delivery
import DoorstroomConfiguration
import Foundation
import Outreach
import Store

/// Performs operations on an instance, one after the other: the one door through which anything is written.
///
/// The command line and the control socket come through here alike, so that what works with a daemon running works
/// without one.
package struct Operations: Sendable {
    let instance: Instance
    /// Sends what is due: the daemon's own engine when it runs, a passing one otherwise.
    let sender: Sender
    private let queue: OperationThread

    package init(_ instance: Instance, sender: Sender = .passing, queue: OperationThread = OperationThread()) {
        self.instance = instance
        self.sender = sender
        self.queue = queue
    }

    /// Performs one operation; never throws, since its caller may be another process.
    package func perform(_ operation: InstanceOperation, progress: @escaping @Sendable (String) -> Void) async
        -> OperationReply
    {
        do {
            let reply = try await reply(to: operation, progress: progress)
            instance.enter(.idle)
            return reply
        } catch {
            instance.enter(.idle)
            return OperationReply(error: DaemonError(error))
        }
    }

    private func reply(
        to operation: InstanceOperation, progress: @escaping @Sendable (String) -> Void
    ) async throws -> OperationReply {
        switch operation {
        case .importSnapshot(let request):
            return try await blocking { try SnapshotImport(instance, progress: progress).run(request) }
        case .importInbox:
            return try await blocking { try InboxIntake(instance, progress: progress).run() }
        case .scan(let request):
            let reply = try await blocking { try NightlyRun(instance, progress: progress).run(request) }
            // It may have released, and it may have bound.
            sender.wake()
            return reply
        case .release:
            let released = try await blocking { try Release(instance).run(.regular) }
            if !released.isEmpty { sender.wake() }
            return OperationReply(message: "released \(released.values.reduce(0, +)) events")
        case .deliver(let untilEmpty):
            return try await sender.deliver(instance, untilEmpty)
        case .decide(let decision):
            let reply = try await blocking { try OutreachDecision(instance).apply(decision) }
            // What is held now must not be sent in the next moment.
            sender.wake()
            return reply
        case .introduce(let request):
            let reply = try await blocking { try IntroductionDesk(instance).perform(request) }
            sender.wake()
            return reply
        case .replay(let event):
            return try await replay(event)
        case .partner(let request):
            return try await PartnerOperation(instance: instance, sender: sender).apply(request)
        case .acknowledge(let notice):
            return try await blocking { try Notices(instance).acknowledge(notice) }
        case .backtest(let request):
            return try await blocking { try BacktestRun(instance, progress: progress).run(request) }
        case .erase(let request):
            let reply = try await blocking { try Erasing(instance).run(request) }
            // Partners to whom the person was introduced hear so at once.
            sender.wake()
            return reply
        case .rotateKey:
            return try await blocking { try KeyRotation(instance).run() }
        case .purge:
            return try await blocking { try Purge(instance).run() }
        }
    }

    private func replay(_ event: String) async throws -> OperationReply {
        let detail = try await instance.database.outbox.show(event)
        let settings = instance.settings
        guard let partner = settings.partners.first(where: { $0.id == detail.listing.partner }) else {
            throw DaemonError(
                .failed, code: "partner-unknown",
                message: "The event is for '\(detail.listing.partner)', who is no partner any more.",
                remedy: "Configure the partner again, or leave the event.")
        }
        try await instance.database.outbox.replay(
            event, agreementEnds: partner.agreement.ends(in: settings.employer.timeZone), now: instance.clock.now())
        sender.wake()
        return OperationReply(message: "queued once more for \(partner.id)")
    }

    /// Runs blocking work on the operations' own thread.
    private func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await queue.attempt(body)
    }
}
