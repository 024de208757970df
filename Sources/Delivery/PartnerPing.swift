import Foundation
package import Outreach
import Synchronization

/// Tries a partner's endpoint with a test event, beside the outbox: the verb `partners test`.
package struct PartnerPing: Sendable {
    /// What came of the attempt.
    package struct Outcome: Equatable, Sendable {
        /// The answer's status, if one came.
        package var status: Int?
        /// Why none came: the code of a fault, or what the address guard refused.
        package var fault: String?
        /// Of which family that is.
        package var family: AttemptFault?
        /// Where a redirect pointed.
        package var location: String?
        package var milliseconds: Int
        /// What the attempt would have meant for an event.
        package var verdict: AttemptVerdict
        /// What is known of the connection.
        package var facts: ConnectionFacts?

        package var isDelivered: Bool { status.map { (200..<300).contains($0) } ?? false }
    }

    private let dependencies: DeliveryEngine.Dependencies

    package init(dependencies: DeliveryEngine.Dependencies) { self.dependencies = dependencies }

    /// Sends one event to the partner, signed and guarded like any other, once.
    /// - Throws: ``DeliveryError`` for an endpoint or a secret that cannot be used.
    /// - Parameter signer: with what it is signed; nil takes the configured secrets alone.
    package func send(
        _ event: RenderedEvent, to partner: Partner, signer: WebhookSigner? = nil
    ) async throws -> Outcome {
        let endpoint = try Endpoint(partner)
        let signer = try signer ?? WebhookSigner(partner)
        let timestamp = Int64(dependencies.clock.now().timeIntervalSince1970)
        let headers = try signer.headers(
            id: event.id, timestamp: timestamp, body: event.body, trace: TraceContext(random: dependencies.random))
        let (results, continuation) = AsyncStream.makeStream(of: TransferResult.self)
        // What the endpoint answers whether it wants events is not kept: a test asks anew.
        let transport = try AccessBroker(
            clock: dependencies.clock, make: dependencies.makeTransport,
            receive: { batch in for result in batch { continuation.yield(result) } }, report: { _ in }
        ).port
        var transfer = Transfer(key: 0, endpoint: endpoint, headers: headers, body: event.body)
        transfer.wantsFacts = true
        transport.start([transfer])
        var ended = TransferResult(
            key: 0, outcome: .failed(.interrupted, sent: false), refusal: nil, milliseconds: 0)
        // The transport's total deadline bounds the wait.
        for await result in results {
            ended = result
            break
        }
        await transport.stop()
        let verdict = AttemptVerdict(
            ended.outcome, after: AttemptVerdict.History(event: event.id), at: dependencies.clock.now())
        var outcome = Outcome(milliseconds: ended.milliseconds, verdict: verdict, facts: ended.facts)
        switch ended.outcome {
        case .answered(let answer):
            outcome.status = answer.status
            outcome.location = answer.location
        case .failed(let fault, _): (outcome.fault, outcome.family) = (ended.problem(fault), fault)
        }
        return outcome
    }
}
