import Foundation
package import Outreach

/// A partner's endpoint, checked: where requests go, under which deadline, and what may be dialled.
package struct Endpoint: Equatable, Sendable {
    package let partner: String
    /// As configured; never logged.
    package let url: String
    package let addressGuard: AddressGuard
    /// Total deadline of an attempt.
    package let timeoutMilliseconds: Int
    /// No TLS, and not loopback either: worth a warning at every start.
    package let isPlaintextAbroad: Bool

    /// Checks a partner's endpoint.
    ///
    /// - Throws: `endpoint-invalid`, `endpoint-plaintext`, `endpoint-block-invalid`, `endpoint-port`; the message never
    ///   holds the URL.
    package init(_ partner: Partner) throws(DeliveryError) {
        let configured = partner.endpoint
        guard let components = URLComponents(string: configured.url), let host = components.host, !host.isEmpty,
            let scheme = components.scheme?.lowercased(), scheme == "https" || scheme == "http",
            components.user == nil, components.password == nil, components.fragment == nil
        else { throw .endpointInvalid(partner: partner.id) }
        let isLoopback = IPAddress(host)?.isLoopback ?? (host.lowercased() == "localhost")
        let isPlaintext = scheme == "http"
        guard !isPlaintext || isLoopback || configured.allowPlaintext else {
            throw .endpointPlaintext(partner: partner.id)
        }
        var blocks: [AddressBlock] = []
        for text in configured.allowAddresses {
            guard let block = AddressBlock(text) else { throw .blockInvalid(text, partner: partner.id) }
            blocks.append(block)
        }
        let port = components.port ?? (isPlaintext ? 80 : 443)
        var ports = Set([443] + configured.allowPorts)
        if isLoopback { ports.insert(port) }
        guard ports.contains(port) else { throw .endpointPort(port, partner: partner.id) }
        self.partner = partner.id
        url = configured.url
        addressGuard = AddressGuard(allowed: blocks, ports: ports, isLoopback: isLoopback)
        timeoutMilliseconds = max(1, configured.timeoutSeconds) * 1000
        isPlaintextAbroad = isPlaintext && !isLoopback
    }
}
