import Foundation

/// The partners' listener (configuration key `partnerApi`).
package struct PartnerApiSettings: Equatable, Sendable {
    package var isEnabled: Bool
    package var listener: ListenerSettings
    /// Where partners reach it from outside, such as `https://partners.example.org`, without a final slash.
    package var publicURL: String?
    /// Requests that one partner may make on average; ten times as many at once.
    package var ratePerSecond: Double
    /// Blocks of addresses whose word on client certificates and clients' addresses is taken.
    package var trustedProxies: [String]
    /// The header in which a trusted proxy passes the client's certificate on.
    package var certificateHeader: String

    private static let usual = (port: 8471, rate: 20.0, header: "Client-Cert")

    init(_ section: YamlSection) {
        isEnabled = section.flag("enabled") ?? false
        listener = ListenerSettings(section, port: Self.usual.port)
        publicURL = Self.publicURL(section)
        ratePerSecond = section.number("ratePerSecond", in: 0.1...100_000) ?? Self.usual.rate
        trustedProxies = AddressBlocks.read(section, key: "trustedProxies")
        certificateHeader = Self.header(section)
        section.finish()
        guard isEnabled else {
            let changed = [
                ("address", listener.address != "127.0.0.1"), ("port", listener.port != Self.usual.port),
                ("ratePerSecond", ratePerSecond != Self.usual.rate), ("trustedProxies", !trustedProxies.isEmpty),
                ("certificateHeader", certificateHeader != Self.usual.header),
            ]
            for (key, isChanged) in changed where isChanged {
                section.warning(
                    "without-effect", key, "the partner API is not enabled: nothing listens",
                    remedy: "write `enabled: true` beside it, or leave it out")
            }
            return
        }
        if !listener.isLoopback {
            section.warning(
                "open-listener", "address", value: listener.address,
                "tokens and answers would travel unencrypted: this listener speaks plain HTTP",
                remedy: "write 127.0.0.1 and let a reverse proxy with TLS stand before it")
        }
        if section.has("certificateHeader"), trustedProxies.isEmpty {
            section.warning(
                "without-effect", "certificateHeader", "no proxy is trusted to send it",
                remedy: "write the proxy's address as `trustedProxies: [127.0.0.1]`, or leave it out")
        }
    }

    /// A base address that partners can be told: HTTPS, or plain on this machine for trying out.
    private static func publicURL(_ section: YamlSection) -> String? {
        guard let written = section.text("publicUrl") else { return nil }
        let text = written.hasSuffix("/") ? String(written.dropLast()) : written
        let parts = URLComponents(string: text)
        let isLocal = parts?.scheme == "http" && NetworkAddress(parts?.host ?? "")?.isLoopback == true
        guard let parts, parts.scheme == "https" || isLocal, let host = parts.host, !host.isEmpty, parts.user == nil,
            parts.password == nil, parts.query == nil, parts.fragment == nil, text.utf8.count <= 200
        else {
            section.error(
                "invalid-url", "publicUrl", value: Shown.value(written),
                "\(Shown.value(written)) is not an https address without user, query and fragment",
                remedy: "write one such as https://partners.example.org")
            return nil
        }
        return text
    }

    private static func header(_ section: YamlSection) -> String {
        guard let name = section.text("certificateHeader") else { return usual.header }
        guard name.utf8.count <= 64, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
            section.error(
                "invalid-header", "certificateHeader", value: Shown.value(name),
                "\(Shown.value(name)) is no name of a header", remedy: "write one such as Client-Cert")
            return usual.header
        }
        return name
    }
}
