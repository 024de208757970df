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
    /// The partner's allow list lets private networks through: by a block that lies whole in one of the ranges that are
    /// denied, since one that is wider was not written with that network in mind. Loopback and the host's own addresses are
    /// let through only by naming exactly that address: a block that is meant for the intranet often contains the host itself.
    /// - Parameter ownAddresses: the addresses of the host's interfaces; only asked for when it matters.
    package func refusal(
        of address: IPAddress, port: Int, ownAddresses: @autoclosure () -> Set<IPAddress>
    ) -> Refusal? {
        guard ports.contains(port) else { return .port(port) }
        if isLoopback { return address.isLoopback ? nil : .address(AddressClass(of: address) ?? .reserved) }
        let plain = address.mappedIPv4 ?? address
        let blocks = allowed.filter { $0.contains(address) || $0.contains(plain) }
        let isNamed = blocks.contains(where: \.isSingle)
        if let addressClass = AddressClass(of: address) {
            let isLet = isNamed || !plain.isLoopback && blocks.contains(where: AddressClass.holdsWhole)
            if !isLet { return .address(addressClass) }
        }
        guard !plain.isLoopback, !isNamed, ownAddresses().contains(plain) else { return nil }
        return .address(.ownHost)
    }
}
