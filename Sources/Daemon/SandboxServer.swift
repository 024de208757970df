import Console
import Delivery
import Foundation
import Logging
package import Outreach
import ServiceLifecycle
import UnixSignals

/// The sandbox as a program: a mobility centre on loopback that verifies what the configured partners are sent.
package struct SandboxServer {
    private let partners: [Partner]
    private let port: Int

    package init(partners: [Partner], port: Int) {
        self.partners = partners
        self.port = port
    }

    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Parameters:
    ///   - onBound: called once with the port.
    ///   - onArrival: called with one line for each arrival.
    package func run(
        onBound: @escaping @Sendable (Int) -> Void, onArrival: @escaping @Sendable (String) -> Void
    ) async throws {
        let signers = Dictionary(
            partners.compactMap { partner in
                // A secret that cannot be used has been refused with the configuration.
                (try? WebhookSigner(partner)).map { (partner.id, $0) }
            }, uniquingKeysWith: { first, _ in first })
        let sandbox = Sandbox(
            verify: { partner, headers, body in
                guard let signer = signers[partner] else {
                    return "There is no partner '\(partner)' in the configuration."
                }
                return signer.fault(headers: headers, body: body, now: Int64(Date().timeIntervalSince1970))
            },
            onArrival: { arrival in
                let faults = [arrival.signatureFault, arrival.eventFault].filter { !$0.isEmpty }
                let verdict = faults.isEmpty ? "verified" : faults.joined(separator: "; ")
                onArrival("\(arrival.partner)  \(arrival.type)  \(arrival.subject) #\(arrival.sequence)  \(verdict)")
            })
        var logger = Logger(label: "sandbox")
        logger.logLevel = .error
        let listener = HTTPListener(
            name: "doorstroom-sandbox", router: sandbox.router(),
            address: ListenerAddress(host: "127.0.0.1", port: port), logger: logger, onBound: { onBound($0) })
        try await ServiceGroup(
            services: [listener], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }
}
