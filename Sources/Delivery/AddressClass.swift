/// Why an address is not to be dialled (delivery rules, "Request"; the IANA special-purpose address registries).
package enum AddressClass: String, Sendable, CaseIterable {
    case thisNetwork = "this-network"
    case loopback
    case privateUse = "private"
    case linkLocal = "link-local"
    case sharedCarrier = "carrier-grade-nat"
    case multicast
    case documentation
    case benchmarking
    case protocolAssignment = "protocol-assignment"
    case reserved
    case sixToFour = "6to4"
    case translation = "nat64"
    case teredo
    case uniqueLocal = "unique-local"
    case mappedIPv4 = "v4-mapped"
    /// One of this host's own addresses.
    case ownHost = "own-host"

    /// The class of an address that no webhook may be sent to; nil for globally reachable unicast.
    package init?(of address: IPAddress) {
        let blocks = address.isIPv4 ? Self.ipv4 : Self.ipv6
        guard let (_, found) = blocks.first(where: { block, _ in block.contains(address) }) else {
            // All global unicast of IPv6 lies in 2000::/3; whatever else there will be is not for us to dial.
            if !address.isIPv4, address.bytes[0] & 0xE0 != 0x20 {
                self = .reserved
                return
            }
            return nil
        }
        self = found
    }

    /// Whether a block lies whole in one of the ranges that are denied.
    static func holdsWhole(_ block: AddressBlock) -> Bool {
        (block.base.isIPv4 ? ipv4 : ipv6).contains { range, _ in
            range.contains(block.base) && block.prefix >= range.prefix
        }
    }

    private static let ipv4 = table([
        ("0.0.0.0/8", .thisNetwork),
        ("10.0.0.0/8", .privateUse),
        ("100.64.0.0/10", .sharedCarrier),
        ("127.0.0.0/8", .loopback),
        ("169.254.0.0/16", .linkLocal),
        ("172.16.0.0/12", .privateUse),
        ("192.0.0.0/24", .protocolAssignment),
        ("192.0.2.0/24", .documentation),
        ("192.88.99.0/24", .sixToFour),
        ("192.168.0.0/16", .privateUse),
        ("198.18.0.0/15", .benchmarking),
        ("198.51.100.0/24", .documentation),
        ("203.0.113.0/24", .documentation),
        ("224.0.0.0/4", .multicast),
        ("240.0.0.0/4", .reserved),
    ])

    // More specific blocks stand before those they lie in.
    private static let ipv6 = table([
        ("::1/128", .loopback),
        ("::/128", .thisNetwork),
        ("::ffff:0:0/96", .mappedIPv4),
        ("64:ff9b::/96", .translation),
        ("64:ff9b:1::/48", .translation),
        ("2001::/32", .teredo),
        ("2001:2::/48", .benchmarking),
        ("2001:db8::/32", .documentation),
        ("2001::/23", .protocolAssignment),
        ("2002::/16", .sixToFour),
        ("3fff::/20", .documentation),
        ("fc00::/7", .uniqueLocal),
        ("fe80::/10", .linkLocal),
        ("fec0::/10", .privateUse),
        ("ff00::/8", .multicast),
    ])

    private static func table(_ rows: [(String, AddressClass)]) -> [(AddressBlock, AddressClass)] {
        rows.compactMap { text, addressClass in AddressBlock(text).map { ($0, addressClass) } }
    }
}
