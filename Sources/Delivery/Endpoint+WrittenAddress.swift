import Foundation

extension Endpoint {
    /// Why nothing will be sent to a host that is written as an address; nil for one that may be dialled, and for
    /// names, which are judged whenever they are resolved.
    package var refusalOfWrittenAddress: AddressGuard.Refusal? {
        guard let components = URLComponents(string: url), let host = components.host, let address = IPAddress(host)
        else { return nil }
        let port = components.port ?? (components.scheme?.lowercased() == "http" ? 80 : 443)
        return addressGuard.refusal(of: address, port: port, ownAddresses: HostAddresses.current())
    }
}
