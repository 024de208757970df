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
        /// Where a redirect pointed.
        package var location: String?
        package var milliseconds: Int

        package var isDelivered: Bool { status.map { (200..<300).contains($0) } ?? false }
    }

    private let dependencies: DeliveryEngine.Dependencies

    package init(dependencies: DeliveryEngine.Dependencies) { self.dependencies = dependencies }

    /// Sends one event to the partner, signed and guarded like any other, once.
    /// - Throws: ``DeliveryError`` for an endpoint or a secret that cannot be used.
    package func send(_ event: RenderedEvent, to partner: Partner) async throws -> Outcome {
        let endpoint = try Endpoint(partner)
        let signer = try WebhookSigner(partner)
        let timestamp = Int64(dependencies.clock.now().timeIntervalSince1970)
        let headers = signer.headers(
            id: event.id, timestamp: timestamp, body: event.body, trace: TraceContext(random: dependencies.random))
        let (results, continuation) = AsyncStream.makeStream(of: TransferResult.self)
        let transport = try dependencies.makeTransport { batch in
            for result in batch { continuation.yield(result) }
        }
        transport.start([Transfer(key: 0, endpoint: endpoint, headers: headers, body: event.body)])
        var outcome = Outcome(fault: AttemptFault.interrupted.rawValue, milliseconds: 0)
        // The transport's total deadline bounds the wait.
        for await result in results {
            outcome = Self.outcome(result)
            break
        }
        await transport.stop()
        return outcome
    }

    private static func outcome(_ result: TransferResult) -> Outcome {
        switch result.outcome {
        case .answered(let answer):
            Outcome(status: answer.status, location: answer.location, milliseconds: result.milliseconds)
        case .failed(let fault, _):
            Outcome(fault: result.refusal?.description ?? fault.rawValue, milliseconds: result.milliseconds)
        }
    }
}
