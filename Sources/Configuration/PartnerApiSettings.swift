/// The partners' listener (configuration key `partnerApi`).
package struct PartnerApiSettings: Equatable, Sendable {
    package var isEnabled: Bool
    package var listener: ListenerSettings
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
