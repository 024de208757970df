import Console
import Delivery
import DoorstroomConfiguration
import Foundation
import Logging
package import Outreach
import ServiceLifecycle
import UnixSignals

/// The sandbox as a program: a mobility centre on loopback that verifies what the configured partners are sent, and answers
/// for those whose token it is given.
package struct SandboxServer {
    private let partners: [Partner]
    private let port: Int
    private let access: Access?

    /// The way back to Doorstroom.
    package struct Access: Sendable {
        /// Scheme, host and port of the partner API.
        package var api: String
        /// By partner.
        package var tokens: [String: Secret]

        package init(api: String, tokens: [String: Secret]) {
            self.api = api
            self.tokens = tokens
        }
    }

    package init(partners: [Partner], port: Int, access: Access? = nil) {
        self.partners = partners
        self.port = port
        self.access = access
    }

    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Parameters:
    ///   - onBound: called once with the port.
    ///   - onArrival: called with one line for each arrival.
    /// - Throws: what is wrong with the address of the API, before anything is served.
    package func run(
        onBound: @escaping @Sendable (Int) -> Void, onArrival: @escaping @Sendable (String) -> Void
    ) async throws {
        let signers = Dictionary(
            partners.map { partner in
                (partner.id, Result { () throws(DeliveryError) in try WebhookSigner(partner) })
            }, uniquingKeysWith: { first, _ in first })
        var logger = Logger(label: "sandbox")
        logger.logLevel = .error
        let api: SandboxAPI?
        do { api = try self.api(logger) } catch { throw DaemonError(error) }
        let sandbox = Sandbox(
            verify: { partner, headers, body in
                switch signers[partner] {
                case .success(let signer):
                    return signer.fault(headers: headers, body: body, now: Int64(Date().timeIntervalSince1970))
                // Its secret cannot be used, which refuses no other partner.
                case .failure(let error): return error.description
                case nil: return "There is no partner '\(partner)' in the configuration."
                }
            }, partners: partners.map(\.id), api: api,
            onArrival: { arrival in
                let faults = [arrival.signatureFault, arrival.eventFault].filter { !$0.isEmpty }
                let verdict = faults.isEmpty ? "verified" : faults.joined(separator: "; ")
                onArrival("\(arrival.partner)  \(arrival.type)  \(arrival.subject) #\(arrival.sequence)  \(verdict)")
            })
        let listener = HTTPListener(
            name: "doorstroom-sandbox", responder: sandbox.responder(),
            address: ListenerAddress(host: "127.0.0.1", port: port), logger: logger, onBound: { onBound($0) })
        try await ServiceGroup(
            services: [listener], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }

    private func api(_ logger: Logger) throws -> SandboxAPI? {
        guard let access else { return nil }
        let dependencies = DeliveryEngine.Dependencies(
            curl: CurlTransport.Options(version: ProgramVersion.text), notify: { _ in }, logger: logger)
        var clients: [String: PartnerAPIClient] = [:]
        for partner in partners {
            guard let token = access.tokens[partner.id] else { continue }
            clients[partner.id] = try PartnerAPIClient(
                partner, base: access.api, token: token, dependencies: dependencies)
        }
        return SandboxAPI(partners: Set(clients.keys)) { [clients] request in
            guard let client = clients[request.partner] else { return .init(status: nil, fault: "no-token") }
            do {
                let answer = try await client.send(
                    request.method, request.path,
                    headers: [
                        "Content-Type: application/json", "Accept: application/json, application/problem+json",
                        "Idempotency-Key: \"\(request.idempotencyKey)\"",
                    ], body: request.body)
                return .init(status: answer.status, body: answer.body, fault: answer.fault ?? "")
            } catch {
                return .init(status: nil, fault: DaemonError(error).message)
            }
        }
    }
}
