/// A proxy that requests to partners go through (configuration key `proxy`).
package struct ProxySettings: Equatable, Sendable, Codable {
    /// How this host proves itself to the proxy. The raw values are the configuration's.
    package enum Authentication: Equatable, Sendable, Codable {
        case basic(user: String, password: Secret)
        case ntlm(user: String, password: Secret)
        /// SPNEGO with the ticket of the system user.
        case negotiate
    }

    /// `http`, `https` or `socks5`, host and port; never with a user name or password.
    package var url: String
    /// Hosts that are reached without it: names with everything below them, addresses, blocks, or `*`.
    package var exceptions: [String] = []
    package var authentication: Authentication?
    /// Certificates (PEM) that an `https` proxy is believed by, instead of the system's.
    package var authorities: [UInt8]?
    /// Blocks of addresses that the proxy's name may lead to although nothing else is dialled there.
    package var allowAddresses: [String] = []

    package init(url: String) { self.url = url }
}
