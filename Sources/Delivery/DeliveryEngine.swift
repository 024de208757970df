package import Foundation
package import Logging
package import Outreach
import ServiceLifecycle
package import Store
import Synchronization

/// Brings what the outbox holds to the partners, each in its own lane.
///
/// It works in turns. A turn writes every outcome that has come in and claims whatever can begin, in one transaction;
/// then it hands the claimed events to the transport and waits for results, for ``wake()`` or for the next due time. An
/// event is claimed only when there is a place for its attempt, at most a moment before it is due, so that `leased` means
/// in flight, and a crash can repeat no more than that.
package actor DeliveryEngine: Service {
    /// What the engine is made of, beside the outbox and the partners.
    package struct Dependencies: Sendable {
        package typealias MakeTransport =
            @Sendable (_ receive: @escaping @Sendable ([TransferResult]) -> Void) throws -> DeliveryTransport

        /// Makes the transport; results go to the closure it is given.
        package var makeTransport: MakeTransport
        package var clock = DeliveryClock.system
        /// 64 random bits a call, for trace ids.
        package var random: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
        /// Tells the operator: log, metric and notice are the receiver's. Called from the engine; must not block.
        package var notify: @Sendable (OperatorNotice) -> Void
        package var logger: Logger
        /// How long a stop waits for what is in flight; the service manager allows 20 s for everything.
        package var drain = Duration.seconds(17)

        package init(
            makeTransport: @escaping MakeTransport, notify: @escaping @Sendable (OperatorNotice) -> Void,
            logger: Logger
        ) {
            self.makeTransport = makeTransport
            self.notify = notify
            self.logger = logger
        }

        /// With libcurl as the transport.
        package init(
            curl options: CurlTransport.Options, notify: @escaping @Sendable (OperatorNotice) -> Void, logger: Logger
        ) {
            self.init(
                makeTransport: { receive in
                    let curl = try CurlTransport(options: options, receive: receive)
                    return TargetCheck(curl.port, receive: receive, clock: .system).port
                },
                notify: notify, logger: logger)
        }
    }

    /// Seconds before it is due from which on an event is claimed, so that nothing has to be written in the moment when it
    /// is, nor waits for a disk that is slow just then.
    static let lead: TimeInterval = 0.02
    /// How long a claim holds before it may be claimed again.
    static let lease: TimeInterval = 60
    /// Between renewals of leases, looks for lost ones, and for lapsed content; also the longest that a jump of the
    /// calendar's clock goes unnoticed.
    static let maintenance = Duration.seconds(20)
    /// How long nothing may arrive at a partner before the operator is told.
    static let failingLong: TimeInterval = 3_600
    /// After the database has refused a turn.
    static let databaseRetry = Duration.seconds(1)

    let outbox: OutboxStore
    let secrets: SecretStore
    let dependencies: Dependencies
    let timeZone: TimeZone
    nonisolated let inbox = DeliveryInbox()
    var lanes: [String: PartnerLane] = [:]
    /// The same by id, so that a run can be repeated exactly.
    var lanesInOrder: [PartnerLane] = []
    /// Attempts that have begun and whose outcome is not kept yet, by row.
    var flights: [Int64: Flight] = [:]
    /// Claimed, and not due yet.
    var claimedAhead: [OutboxItem] = []
    /// Claimed ahead, and not to be attempted after all: the database is to be told.
    var notBegun: [OutboxItem] = []
    /// Raised when something was claimed ahead.
    nonisolated let ripening = Signal()
    /// Ended attempts whose outcome waits for the database.
    var unrecorded: [Landing] = []
    var lastMaintenance: Duration?
    var endpointsUnread = true
    /// Lanes do not know yet which secrets sign: nothing begins.
    var secretsUnread = true
    /// Of the changes of secrets that were told, the one that the lanes are up to.
    var secretsKnown = 0
    /// The one that the next reading will bring them up to.
    var secretsTold = 0
    /// Gets events let in where they go; there while the engine works.
    var access: AccessBroker?
    /// Answers to handshakes that wait for the database.
    var unkeptHandshakes: [OutboxHandshake] = []
    /// The configuration was read anew: whoever refused events may be asked again.
    var refusalsAreStale = false
    /// How circuits stand, by partner, where the database has not been told yet.
    var unkeptCircuits: [String: OutboxCircuit] = [:]
    /// What the operator is told once the database has been.
    var untoldCircuits: [OperatorNotice] = []
    var hasPartners = false
    /// Why the database refused the last turn; nil once it takes turns again.
    var databaseRefusal: (any Error)?
    private nonisolated let tally = Mutex(DeliveryTotals())

    /// An attempt in flight.
    struct Flight {
        var item: OutboxItem
        var started: Date
        var trace: TraceContext
        /// ``secretsKnown`` when it was signed.
        var secrets: Int
        /// It is the one that is tried while the partner's circuit is open.
        var isProbe: Bool
    }

    /// An attempt that has ended.
    struct Landing {
        var flight: Flight
        var result: TransferResult
        var verdict: AttemptVerdict

        /// Why there was no answer, if there was none.
        var fault: AttemptFault? {
            if case .failed(let fault, _) = result.outcome { fault } else { nil }
        }
    }

    /// - Parameter timeZone: the employer's, in which agreements end.
    package init(outbox: OutboxStore, partners: [Partner], timeZone: TimeZone, dependencies: Dependencies) {
        self.outbox = outbox
        secrets = outbox.secrets
        self.dependencies = dependencies
        self.timeZone = timeZone
        inbox.put { $0.partners = partners }
    }

    /// Tells the engine that rows were queued, released or replayed. Callable from anywhere, costs next to nothing.
    /// - Parameter endpointsChanged: an operator has enabled or disabled an endpoint, too.
    package nonisolated func wake(endpointsChanged: Bool = false) {
        inbox.put { content in
            content.woken = true
            content.endpointsChanged = content.endpointsChanged || endpointsChanged
        }
    }

    /// Takes over a new configuration from the next turn on; attempts in flight end as they began.
    package nonisolated func reconfigure(_ partners: [Partner]) { inbox.put { $0.partners = partners } }

    /// Takes up secrets that were changed in the database, and waits until no attempt at the partner is in flight that was
    /// signed without them: whoever holds a new secret from then on can verify whatever still comes.
    ///
    /// - Returns: false when that took longer than `limit`.
    package nonisolated func takeUpSecrets(of partner: String, within limit: Duration) async -> Bool {
        var change = 0
        inbox.put { content in
            content.secretsChanges += 1
            change = content.secretsChanges
        }
        let deadline = ContinuousClock.now + limit
        while await !isUpToDate(partner, with: change) {
            guard ContinuousClock.now < deadline, !inbox.isStopping else { return false }
            do { try await Task.sleep(for: .milliseconds(20)) } catch { return false }
        }
        return true
    }

    private func isUpToDate(_ partner: String, with change: Int) -> Bool {
        secretsKnown >= change
            && !flights.values.contains { $0.item.partner == partner && $0.secrets < change }
    }

    /// Counts since the process began, for the metrics.
    package nonisolated var totals: DeliveryTotals { tally.withLock { $0 } }

    func count(_ change: (inout DeliveryTotals) -> Void) { tally.withLock { change(&$0) } }

    /// Runs until the service group shuts down; then nothing new begins, and what is in flight is brought to an end.
    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await work { _ in false }
        } onGracefulShutdown: {
            self.inbox.put { $0.stopping = true }
        }
    }

    /// Sends what is due, without being a service: the verb `deliver`.
    ///
    /// - Parameter untilEmpty: also waits for retries, until nothing waits any more that could be attempted.
    /// - Returns: what was done.
    /// - Throws: why the database refuses, where no outcome waits for it and nobody asked to wait.
    package func deliver(untilEmpty: Bool) async throws -> DeliveryTotals {
        let before = totals
        try await work { engine in engine.isIdle(waitingForRetries: untilEmpty) }
        if let databaseRefusal { throw databaseRefusal }
        return totals - before
    }

    /// Turn after turn, until told to stop or until `done`.
    private func work(until done: (isolated DeliveryEngine) -> Bool) async throws {
        try await outbox.start(now: dependencies.clock.now())
        let access = try AccessBroker(
            clock: dependencies.clock, make: dependencies.makeTransport,
            receive: { [inbox] results in inbox.put { $0.results.append(contentsOf: results) } },
            report: { [inbox] handshake in inbox.put { $0.handshakes.append(handshake) } })
        self.access = access
        let transport = access.port
        let beginning = Task { await beginWhenDue(transport) }
        var drainEnds: Duration?
        while !Task.isCancelled {
            var wait = await turn(transport)
            if inbox.isStopping {
                if flights.isEmpty, claimedAhead.isEmpty, notBegun.isEmpty || databaseRefusal != nil { break }
                let uptime = dependencies.clock.uptime()
                let deadline = drainEnds ?? uptime + dependencies.drain
                drainEnds = deadline
                // The results of an interruption come at once; the next turn records them.
                if uptime >= deadline { transport.interrupt() }
                wait = min(wait, max(deadline - uptime, .seconds(1)))
            } else if done(self) {
                break
            }
            await inbox.signal.wait(atMost: wait, clock: dependencies.clock)
        }
        beginning.cancel()
        await beginning.value
        await transport.stop()
    }
}
