import Foundation
package import Outreach

/// Where requests to a partner go, checked: under which deadline, on which way, what may be dialled, and what lets them
/// in. The partner's endpoint is one, and so is the token endpoint that it needs.
package struct Endpoint: Equatable, Sendable {
    package let partner: String
    /// As configured; never logged.
    package let url: String
    /// The URL's host, without brackets.
    let host: String
    let port: Int
    /// What of the endpoint itself may be dialled; through a proxy, where its name must not lead.
    package let addressGuard: AddressGuard
    /// Total deadline of an attempt.
    package let timeoutMilliseconds: Int
    /// No TLS, and not loopback either: worth a warning at every start.
    package let isPlaintextAbroad: Bool
    let isEncrypted: Bool
    let authorities: [UInt8]?
    let clientCertificate: Partner.ClientCertificate?
    /// Nil for a direct connection.
    let proxy: ProxyRoute?
    let authorization: EndpointAuthorization
    /// Set when the endpoint is to be asked first, with the rate to ask for.
    let handshake: HandshakeRequest?

    /// Whether an answer may be a proxy's own: unencrypted requests are handed to it whole. Within a tunnel, and behind
    /// SOCKS, whatever answers is the endpoint.
    var isAnsweredByProxy: Bool { proxy.map { !$0.isSocks && !isEncrypted } ?? false }

    /// What a connection may be made to: the proxy's address where there is one.
    var dialGuard: AddressGuard { proxy?.addressGuard ?? addressGuard }

    /// Checks a partner's endpoint.
    ///
    /// - Throws: `endpoint-files`, `endpoint-invalid`, `endpoint-plaintext`, `endpoint-block-invalid`, `endpoint-port`,
    ///   `token-address-invalid`, `proxy-invalid`; the message never holds a URL.
    package init(_ partner: Partner) throws(DeliveryError) {
        let configured = partner.endpoint
        if let trouble = configured.troubles.first { throw .filesUnusable(partner: partner.id, trouble) }
        let authorization: EndpointAuthorization
        switch configured.authentication {
        case nil: authorization = .none
        case .bearer(let token): authorization = .header(Secret("Authorization: Bearer \(token.text)"))
        case .basic(let user, let password):
            let pair = Data("\(user):\(password.text)".utf8).base64EncodedString()
            authorization = .header(Secret("Authorization: Basic \(pair)"))
        case .oauth2(let client): authorization = .token(try TokenRequest(client, partner: partner))
        }
        try self.init(
            partner, url: configured.url, authorities: configured.authorities, authorization: authorization,
            handshake: configured.handshake.map {
                HandshakeRequest($0, url: configured.url, ratePerSecond: configured.ratePerSecond)
            })
    }

    /// The endpoint that tokens come from: guarded and reached as the partner's own.
    init(tokensOf client: Partner.OAuth2Client, partner: Partner) throws(DeliveryError) {
        do throws(DeliveryError) {
            try self.init(
                partner, url: client.tokenURL, authorities: client.authorities ?? partner.endpoint.authorities,
                authorization: .none, handshake: nil)
        } catch  where error.code == "proxy-invalid" || error.code == "endpoint-block-invalid" {
            throw error
        } catch {
            throw .tokenAddressInvalid(partner: partner.id)
        }
        // Plaintext that was accepted for events was not accepted for secrets.
        guard !isPlaintextAbroad else { throw .tokenAddressInvalid(partner: partner.id) }
    }

    private init(
        _ partner: Partner, url: String, authorities: [UInt8]?, authorization: EndpointAuthorization,
        handshake: HandshakeRequest?
    ) throws(DeliveryError) {
        let configured = partner.endpoint
        guard let components = URLComponents(string: url), let host = components.host, !host.isEmpty,
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
        self.url = url
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        self.port = port
        addressGuard = AddressGuard(allowed: blocks, ports: ports, isLoopback: isLoopback)
        timeoutMilliseconds = max(1, configured.timeoutSeconds) * 1000
        isPlaintextAbroad = isPlaintext && !isLoopback
        isEncrypted = !isPlaintext
        self.authorities = authorities
        // Also for tokens: who asks for the certificate there means the client that the secret belongs to.
        clientCertificate = isPlaintext ? nil : configured.clientCertificate
        if let settings = configured.proxy, !isLoopback {
            proxy = try ProxyRoute(settings, to: self.host, partner: partner.id)
        } else {
            proxy = nil
        }
        self.authorization = authorization
        self.handshake = handshake
    }
}

extension Endpoint: CustomStringConvertible, CustomReflectable {
    /// The partner alone: addresses and what lets requests in are in no text, whoever prints it.
    package var description: String { "endpoint of \(partner)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What lets a request in.
indirect enum EndpointAuthorization: Equatable, Sendable {
    case none
    /// A header line that stays.
    case header(Secret)
    /// A token that has to be fetched first.
    case token(TokenRequest)
}
