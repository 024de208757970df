import Foundation
import Outreach
import Workforce

/// How requests to a partner's endpoint are let in, and which way they go.
extension PartnerReader {
    struct Access {
        var authentication: Partner.Authentication?
        var clientCertificate: Partner.ClientCertificate?
        var authorities: [UInt8]?
        var handshake: Partner.HandshakeTerms?
        var proxy: ProxySettings?
    }

    private enum Kind: String, CaseIterable { case bearer, basic, oauth2 }

    /// - Parameter url: the endpoint's, when it is one.
    func access(_ endpoint: YamlSection, url: String?) -> Access {
        var access = Access()
        access.authentication = endpoint.section("authentication").flatMap(authentication)
        access.clientCertificate = endpoint.section("clientCertificate").flatMap(clientCertificate)
        access.authorities = CertificateFile(context: context).authorities(endpoint)
        access.handshake = handshake(endpoint)
        access.proxy = proxy(endpoint)
        checkEncryption(endpoint, access, url: url)
        return access
    }

    /// What proves who sends is worth nothing once anybody on the way has read it.
    private func checkEncryption(_ endpoint: YamlSection, _ access: Access, url: String?) {
        guard let url, let components = URLComponents(string: url), components.scheme?.lowercased() == "http" else {
            return
        }
        let host = (components.host ?? "").trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        let isLoopback = NetworkAddress(host)?.isLoopback == true
        if access.authentication != nil, !isLoopback {
            endpoint.error(
                "plaintext-credentials", "authentication", "what proves who sends would travel unencrypted",
                remedy: "write an https address, or leave `authentication` out: events are signed in any case")
        }
        for (key, isGiven) in [
            ("clientCertificate", access.clientCertificate != nil), ("caFile", access.authorities != nil),
        ] where isGiven {
            endpoint.warning(
                "without-effect", key, "the address is plain http, which knows no certificates",
                remedy: "write an https address, or leave it out")
        }
    }

    private func authentication(_ section: YamlSection) -> Partner.Authentication? {
        let hints = [
            "token": "write `tokenFile: PATH` and keep the token in that file",
            "password": "write `passwordFile: PATH` and keep the password in that file",
            "clientSecret": "write `clientSecretFile: PATH` and keep the secret in that file",
            "secret": "write `clientSecretFile: PATH` and keep the secret in that file",
        ]
        let kind: Kind? = section.choice("kind")
        if !section.has("kind") { section.missing("kind", remedy: "write bearer, basic or oauth2") }
        let result: Partner.Authentication?
        switch kind {
        case .bearer: result = secret(section, "token", what: "the bearer token").map { .bearer($0) }
        case .basic:
            let credentials = Credentials(context: context).read(section)
            result = credentials.map { .basic(user: $0.user, password: $0.password) }
        case .oauth2: result = client(section).map { .oauth2($0) }
        case nil: return nil
        }
        section.finish(hints: hints)
        return result
    }

    private func client(_ section: YamlSection) -> Partner.OAuth2Client? {
        let url = url(section, key: "tokenUrl", allowPlaintext: false)
        let id = section.requiredText("clientId", remedy: "write the name that the partner gave this client")
        let secret = secret(section, "clientSecret", what: "the client's secret")
        let scope = section.text("scope")
        let audience = section.text("audience")
        let proof: Partner.OAuth2Client.Proof? = section.choice("clientAuthentication")
        let authorities = CertificateFile(context: context).authorities(section)
        guard let url, let id, let secret else { return nil }
        var client = Partner.OAuth2Client(tokenURL: url, clientID: id, clientSecret: secret)
        client.scope = scope
        client.audience = audience
        client.proof = proof ?? client.proof
        client.authorities = authorities
        return client
    }

    private func secret(_ section: YamlSection, _ name: String, what: String) -> Secret? {
        Credentials(context: context).secret(section, name, what: what)
    }

    private func clientCertificate(_ section: YamlSection) -> Partner.ClientCertificate? {
        let certificate = CertificateFile(context: context).clientCertificate(section)
        section.finish(hints: [
            "password": "write `passwordFile: PATH` and keep the key's password in that file",
            "file": "write `certificateFile` and `keyFile`",
        ])
        return certificate
    }

    private func handshake(_ endpoint: YamlSection) -> Partner.HandshakeTerms? {
        let origin = endpoint.text("handshakeOrigin")
        guard endpoint.flag("handshake") == true else {
            if origin != nil {
                endpoint.warning(
                    "without-effect", "handshakeOrigin", "it is only told to partners with `handshake: true`",
                    remedy: "write `handshake: true` beside it, or leave it out")
            }
            return nil
        }
        guard let origin else {
            if !endpoint.has("handshakeOrigin") {
                endpoint.missing(
                    "handshakeOrigin",
                    remedy: "write the DNS name that the partner knows this sender by, such as doorstroom.example.org")
            }
            return nil
        }
        let labels = origin.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63
                && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        }
        guard isName, origin.utf8.count <= 253 else {
            endpoint.error(
                "invalid-origin", "handshakeOrigin", value: Shown.value(origin),
                "\(Shown.value(origin)) is not a DNS name",
                remedy: "write one such as doorstroom.example.org, without https:// and path")
            return nil
        }
        return Partner.HandshakeTerms(origin: origin)
    }

    /// The partner's own proxy, none if that is said, or that of the whole configuration.
    private func proxy(_ endpoint: YamlSection) -> ProxySettings? {
        guard let node = endpoint.node("proxy") else { return proxy }
        if case .scalar("none", _) = node.content { return nil }
        guard case .mapping = node.content else {
            endpoint.error(
                "wrong-type", "proxy", "\(node.kind) stands where a section of keys or `none` belongs",
                remedy: "write `proxy: {url: …}`, or `proxy: none` for a direct connection")
            return nil
        }
        return endpoint.section("proxy").flatMap { ProxyReader(context: context).read($0) }
    }
}
