import Foundation
import Outreach
import Workforce

/// Reads a section `proxy`.
struct ProxyReader {
    let context: SettingsContext

    private enum Kind: String, CaseIterable { case basic, negotiate, ntlm }

    /// The proxy, or nil after reporting what is wrong.
    func read(_ section: YamlSection) -> ProxySettings? {
        let url = url(section)
        let exceptions = exceptions(section)
        let authentication = section.section("authentication").flatMap(authentication)
        let authorities = CertificateFile(context: context).authorities(section)
        let addresses = AddressBlocks.read(section)
        section.finish(hints: [
            "no_proxy": "write `noProxy`",
            "password": "write `authentication: {kind: basic, user: NAME, passwordFile: PATH}`",
            "user": "write `authentication: {kind: basic, user: NAME, passwordFile: PATH}`",
        ])
        guard let url else { return nil }
        checkKind(section, url, authentication)
        var proxy = ProxySettings(url: url)
        proxy.exceptions = exceptions
        proxy.authentication = authentication
        proxy.authorities = authorities
        proxy.allowAddresses = addresses
        return proxy
    }

    private func url(_ section: YamlSection) -> String? {
        let example = "http://proxy.example.org:3128"
        guard let text = section.requiredText("url", remedy: "write the proxy's address, such as \(example)") else {
            return nil
        }
        func refuse(_ reason: String, _ remedy: String) -> String? {
            section.error("invalid-proxy", "url", reason, remedy: remedy)
            return nil
        }
        // Before anything is parsed: a password may hold what makes the rest no URL.
        if text.contains("@") {
            return refuse(
                "the proxy's URL holds a user name or password",
                "take them out, and name files: `authentication: {kind: basic, user: NAME, passwordFile: PATH}`; "
                    + "take a new password, this one has been read")
        }
        guard text.allSatisfy({ $0.isASCII && !$0.isWhitespace }), let url = URLComponents(string: text),
            let host = url.host, !host.isEmpty
        else { return refuse("this is not a URL with a host", "write one such as \(example)") }
        guard ["http", "https", "socks5", "socks5h"].contains(url.scheme?.lowercased() ?? "") else {
            return refuse("the proxy is neither http, https nor socks5", "write one such as \(example)")
        }
        guard let port = url.port, (1...65535).contains(port) else {
            return refuse("the proxy's port is missing", "write it behind the host, such as \(example)")
        }
        guard url.path.isEmpty || url.path == "/", url.query == nil, url.fragment == nil else {
            return refuse("the proxy's URL goes on behind the port", "write scheme, host and port alone")
        }
        return text
    }

    private func exceptions(_ section: YamlSection) -> [String] {
        let texts = section.oneOrMoreTexts("noProxy") ?? []
        // `NO_PROXY` of the environment is one text with commas; whoever copies it means a list.
        let entries = texts.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces) }
        for entry in entries {
            let isName =
                !entry.isEmpty
                && entry.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
            guard entry != "*", !isName, !NetworkAddress.isBlock(entry) else { continue }
            section.error(
                "invalid-exception", "noProxy", value: Shown.value(entry),
                "\(Shown.value(entry)) is neither a host name nor an address nor a block of them",
                remedy: "write names such as intern.example.org, addresses, blocks such as 10.0.0.0/8, or *")
        }
        return entries
    }

    private func authentication(_ section: YamlSection) -> ProxySettings.Authentication? {
        let kind: Kind? = section.choice("kind")
        if !section.has("kind") { section.missing("kind", remedy: "write basic, negotiate or ntlm") }
        defer { section.finish(hints: ["password": "write `passwordFile: PATH` and keep the password in that file"]) }
        switch kind {
        case .basic:
            return Credentials(context: context).read(section).map { .basic(user: $0.user, password: $0.password) }
        case .ntlm:
            return Credentials(context: context).read(section).map { .ntlm(user: $0.user, password: $0.password) }
        case .negotiate: return .negotiate
        case nil:
            // Known here, whatever the kind was meant to be.
            for key in ["user", "userFile", "userEnv", "passwordFile", "passwordEnv"] { _ = section.has(key) }
            return nil
        }
    }

    private func checkKind(
        _ section: YamlSection, _ url: String, _ authentication: ProxySettings.Authentication?
    ) {
        guard url.lowercased().hasPrefix("socks5"), let authentication else { return }
        if case .basic = authentication { return }
        section.error(
            "contradiction", "authentication", "a SOCKS proxy knows no negotiate and no ntlm",
            remedy: "write `kind: basic`, or the address of an http proxy")
    }
}
