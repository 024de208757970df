import Foundation
import Outreach

/// A proxy as one endpoint's requests take it, checked.
package struct ProxyRoute: Equatable, Sendable {
    enum Scheme: String { case http, https, socks5, socks5h }

    let scheme: Scheme
    /// As libcurl takes it; never logged.
    let url: String
    /// What of the proxy may be dialled: the connection is made to it and to nothing else.
    let addressGuard: AddressGuard
    let authentication: ProxySettings.Authentication?
    let authorities: [UInt8]?

    var isSocks: Bool { scheme == .socks5 || scheme == .socks5h }

    /// The way through the proxy; nil for a host that is reached without it.
    ///
    /// A host on loopback is this machine, which a proxy's loopback is not: it is always reached directly. The address
    /// that stands in the configuration is dialled because it stands there; a name leads only where any name may lead, or
    /// where `allowAddresses` lets it.
    /// - Throws: `proxy-invalid`, `endpoint-block-invalid`.
    init?(_ settings: ProxySettings, to host: String, partner: String) throws(DeliveryError) {
        guard !ProxyExceptions(settings.exceptions).holds(host) else { return nil }
        guard let components = URLComponents(string: settings.url), let proxyHost = components.host, !proxyHost.isEmpty,
            let scheme = Scheme(rawValue: components.scheme?.lowercased() ?? ""), let port = components.port,
            components.user == nil, components.password == nil
        else { throw .proxyInvalid(partner: partner) }
        var blocks: [AddressBlock] = []
        for text in settings.allowAddresses {
            guard let block = AddressBlock(text) else { throw .blockInvalid(text, partner: partner) }
            blocks.append(block)
        }
        let literal = IPAddress(proxyHost)
        if let literal { blocks.append(AddressBlock(address: literal)) }
        self.scheme = scheme
        // The proxy looks the target's name up, whichever of the two is written: what is looked up here is judged, but it
        // would not be what is dialled.
        let plainHost = literal.map { $0.isIPv4 ? proxyHost : "[\(Self.bare(proxyHost))]" } ?? proxyHost
        url = "\(scheme == .socks5 ? Scheme.socks5h.rawValue : scheme.rawValue)://\(plainHost):\(port)"
        addressGuard = AddressGuard(
            allowed: blocks, ports: [port], isLoopback: literal?.isLoopback ?? (proxyHost.lowercased() == "localhost"))
        authentication = settings.authentication
        authorities = settings.authorities
    }

    private static func bare(_ host: String) -> String {
        host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }
}
