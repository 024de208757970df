package import Outreach
import Synchronization

/// Speaks to a partner API as a partner does: the sandbox's way back. Guarded as deliveries are, and without retries.
package final class PartnerAPIClient: Sendable {
    /// What came back.
    package struct Answer: Equatable, Sendable {
        /// Nil where nothing did.
        package var status: Int?
        /// Empty where it was cut short, or longer than answers may be.
        package var body: [UInt8]
        /// Why nothing came back, as a code.
        package var fault: String?
    }

    private struct Calls: Sendable {
        var last: Int64 = 0
        var waiting: [Int64: CheckedContinuation<Answer, Never>] = [:]
    }

    private let partner: Partner
    private let base: String
    private let calls: Calling
    private let transport: DeliveryTransport

    /// Hands answers to those who wait for them.
    private final class Calling: Sendable {
        private let calls = Mutex(Calls())

        func register(_ continuation: CheckedContinuation<Answer, Never>) -> Int64 {
            calls.withLock { calls in
                calls.last += 1
                calls.waiting[calls.last] = continuation
                return calls.last
            }
        }

        func receive(_ results: [TransferResult]) {
            for result in results {
                guard let waiting = calls.withLock({ $0.waiting.removeValue(forKey: result.key) }) else { continue }
                switch result.outcome {
                case .answered(let answer):
                    waiting.resume(returning: Answer(status: answer.status, body: result.kept.body))
                case .failed(let fault, _):
                    waiting.resume(returning: Answer(status: nil, body: [], fault: result.problem(fault)))
                }
            }
        }
    }

    /// - Parameters:
    ///   - partner: for whom; its deadline and address list hold, its endpoint is not used.
    ///   - base: scheme, host and port of the API, such as `http://127.0.0.1:8471`.
    /// - Throws: ``DeliveryError`` for a base that no request may be sent to.
    package init(
        _ partner: Partner, base: String, token: Secret, dependencies: DeliveryEngine.Dependencies
    ) throws {
        var partner = partner
        partner.endpoint.authentication = .bearer(token)
        partner.endpoint.handshake = nil
        partner.endpoint.proxy = nil
        partner.endpoint.url = base
        _ = try Endpoint(partner)
        self.partner = partner
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        let calls = Calling()
        self.calls = calls
        transport = try dependencies.makeTransport { calls.receive($0) }
    }

    /// - Parameter path: begins with `/`.
    package func send(
        _ method: String, _ path: String, headers: [String], body: [UInt8]
    ) async throws -> Answer {
        var partner = partner
        partner.endpoint.url = base + path
        let endpoint = try Endpoint(partner)
        return await withCheckedContinuation { continuation in
            var transfer = Transfer(
                key: calls.register(continuation), endpoint: endpoint, headers: headers, body: body)
            if case .header(let header) = endpoint.authorization { transfer.secretHeaders = [header] }
            transfer.purpose = .call(method: method)
            transport.start([transfer])
        }
    }

    package func stop() async { await transport.stop() }
}
