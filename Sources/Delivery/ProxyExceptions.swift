/// Hosts that are reached without the proxy (configuration key `proxy.noProxy`).
///
/// Judged here and not by libcurl, so that what is dialled, what guards it and whose fault a failure is follow from one
/// decision.
struct ProxyExceptions {
    private let entries: [String]

    init(_ entries: [String]) { self.entries = entries }

    /// Whether the host is reached directly: it is named, lies below a name, or in a block; or every host is (`*`).
    func holds(_ host: String) -> Bool {
        let address = IPAddress(host)
        var name = host.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        return entries.contains { entry in
            if entry == "*" { return true }
            if let block = AddressBlock(entry) {
                return address.map { block.contains($0) || $0.mappedIPv4.map(block.contains) == true } ?? false
            }
            let domain = (entry.hasPrefix(".") ? String(entry.dropFirst()) : entry).lowercased()
            return address == nil && !domain.isEmpty && (name == domain || name.hasSuffix(".\(domain)"))
        }
    }
}
