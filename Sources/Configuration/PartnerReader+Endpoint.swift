import Foundation
import Outreach
import Workforce

/// Where and how a partner is reached.
extension PartnerReader {
    func endpoint(_ section: YamlSection) -> Partner.Endpoint? {
        guard let endpoint = section.section("endpoint") else {
            if !section.has("endpoint") {
                section.missing("endpoint", remedy: "write `endpoint: {url: https://…, secretFile: …}`")
            }
            return nil
        }
        let allowPlaintext = endpoint.flag("allowPlaintext") ?? false
        let url = url(endpoint, allowPlaintext: allowPlaintext)
        let secrets = secrets(endpoint)
        let timeout = endpoint.integer("timeoutSeconds", in: 1...120, unit: " seconds")
        let rate = endpoint.number("ratePerSecond", in: 0.01...10_000)
        let concurrency = endpoint.integer("concurrency", in: 1...64)
        let addresses = AddressBlocks.read(endpoint)
        let ports = ports(endpoint)
        let access = access(endpoint, url: url)
        endpoint.finish(hints: [
            "secret": "write `secretFile: PATH` and keep the secret in that file",
            "signingKey": "write `signingKeyFile: PATH` and keep the key in that file",
            "token": "write `authentication: {kind: bearer, tokenFile: PATH}` and keep the token in that file",
            "password":
                "write `authentication: {kind: basic, user: NAME, passwordFile: PATH}` and keep the password in that file",
        ])
        guard let url else { return nil }
        // Without secrets only as long as what is wrong with them has been reported.
        var result = secrets ?? Partner.Endpoint(url: url)
        result.url = url
        result.timeoutSeconds = timeout ?? result.timeoutSeconds
        result.ratePerSecond = rate ?? result.ratePerSecond
        result.concurrency = concurrency ?? result.concurrency
        result.allowAddresses = addresses
        result.allowPlaintext = allowPlaintext
        result.allowPorts = ports
        result.authentication = access.authentication
        result.clientCertificate = access.clientCertificate
        result.authorities = access.authorities
        result.handshake = access.handshake
        result.proxy = access.proxy
        return result
    }

    /// The URL; its text is in no message, since paths of webhooks are often secrets themselves.
    func url(_ section: YamlSection, key: String = "url", allowPlaintext: Bool) -> String? {
        guard let text = section.requiredText(key, remedy: "write the partner's https address") else { return nil }
        func refuse(_ reason: String, _ remedy: String) -> String? {
            section.error("invalid-url", key, reason, remedy: remedy)
            return nil
        }
        guard text.allSatisfy({ $0.isASCII && !$0.isWhitespace }), let url = URLComponents(string: text),
            let host = url.host, !host.isEmpty
        else { return refuse("this is not a URL with a host", "write one such as https://example.org/doorstroom") }
        if url.user != nil || url.password != nil {
            return refuse(
                "the URL holds a user name or password",
                "leave them out: events are signed with the secret, and `authentication` names files for the rest")
        }
        if url.fragment != nil { return refuse("the URL holds a `#` part, which is never sent", "leave it out") }
        if let port = url.port, !(1...65535).contains(port) {
            return refuse("the URL's port does not exist", "write a port from 1 to 65535, or none")
        }
        switch url.scheme?.lowercased() {
        case "https": return text
        case "http": break
        default: return refuse("the URL is neither https nor http", "write an address that begins with https://")
        }
        let literal = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        if NetworkAddress(literal)?.isLoopback == true { return text }
        if allowPlaintext {
            section.warning(
                "plaintext", key, "events go to this partner unencrypted (`allowPlaintext`)",
                remedy: "ask the partner for an https address")
            return text
        }
        return refuse(
            "the URL is plain http: what is sent could be read on the way",
            host == "localhost"
                ? "write 127.0.0.1 instead of localhost, or an https address"
                : "write an https address; plain http is for 127.0.0.1"
                    + (key == "url" ? ", or with `allowPlaintext: true`" : ""))
    }

    /// What signs events: a secret (`v1`), a private key (`v1a`), or both; in an endpoint without a URL yet.
    private func secrets(_ section: YamlSection) -> Partner.Endpoint? {
        var endpoint = Partner.Endpoint(url: "")
        var isWrong = false
        for kind in SignatureKind.allCases {
            let name = kind.referenceName
            switch SecretReference(section, name: name, context: context) {
            case .wrong: isWrong = true
            case .absent:
                // Written in the configuration itself: refused as a key of its own, where the remedy is said.
                if section.isWritten(name) { isWrong = true }
            case .found(let text, let key, let file):
                if let fault = SigningSecret.fault(of: text, kind: kind) {
                    section.error("invalid-secret", key, fault.reason, remedy: fault.remedy)
                    isWrong = true
                } else if kind == .v1 {
                    (endpoint.secret, endpoint.secretFile) = (text, file)
                } else {
                    (endpoint.signingKey, endpoint.signingKeyFile) = (text, file)
                }
            }
        }
        if isWrong { return nil }
        guard endpoint.signatureKinds.isEmpty else { return endpoint }
        section.missing(
            "secretFile", remedy: "write the path of a file with the partner's signing secret (`whsec_…`)")
        return nil
    }

    private func ports(_ section: YamlSection) -> [Int] {
        (section.texts("allowPorts") ?? []).enumerated().compactMap { index, text in
            if let port = Int(text), (1...65535).contains(port) { return port }
            section.log.error(
                "out-of-range", line: section.lineOf("allowPorts"), path: "\(section.pathOf("allowPorts"))[\(index)]",
                value: Shown.value(text), "\(Shown.value(text)) is not a port", remedy: "write a number from 1 to 65535"
            )
            return nil
        }
    }
}
