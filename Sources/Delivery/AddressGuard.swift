/// Judges the address that a connection is really made to, before a byte is sent (delivery rules, "Request").
///
/// It is asked at the opening of each socket and again before each request, so that neither a name that now resolves to
/// somewhere inside nor a kept connection leads to the employer's own network.
package struct AddressGuard: Equatable, Sendable {
    /// Why a connection was refused.
    package enum Refusal: Equatable, Sendable, CustomStringConvertible {
        case address(AddressClass)
        case port(Int)

        /// A code for records and notices; never the address.
        package var description: String {
            switch self {
            case .address(let addressClass): "address-\(addressClass.rawValue)"
            case .port: "port-not-allowed"
            }
        }
    }

    /// Blocks that the partner's configuration lets through.
    package var allowed: [AddressBlock]
    package var ports: Set<Int>
    /// The endpoint's host is written as a loopback address (or `localhost`) in the configuration: then nothing but
    /// loopback is dialled.
    package var isLoopback: Bool

    package init(allowed: [AddressBlock], ports: Set<Int>, isLoopback: Bool) {
        self.allowed = allowed
        self.ports = ports
        self.isLoopback = isLoopback
    }

    /// Why the address may not be dialled, or nil when it may.
    ///
    /// The partner's allow list lets private networks through. It covers one of the host's own addresses only by naming
    /// exactly that address, because a block that is meant for the intranet often contains the host itself.
    /// - Parameter ownAddresses: the addresses of the host's interfaces; only asked for when it matters.
    package func refusal(
        of address: IPAddress, port: Int, ownAddresses: @autoclosure () -> Set<IPAddress>
    ) -> Refusal? {
        guard ports.contains(port) else { return .port(port) }
        if isLoopback { return address.isLoopback ? nil : .address(AddressClass(of: address) ?? .reserved) }
        let plain = address.mappedIPv4 ?? address
        let blocks = allowed.filter { $0.contains(address) || $0.contains(plain) }
        if blocks.isEmpty, let addressClass = AddressClass(of: address) { return .address(addressClass) }
        guard !plain.isLoopback, !blocks.contains(where: \.isSingle), ownAddresses().contains(plain) else { return nil }
        return .address(.ownHost)
    }
}
