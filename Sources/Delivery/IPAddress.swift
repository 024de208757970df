#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An IPv4 or IPv6 address, as its bytes.
package struct IPAddress: Hashable, Sendable {
    /// Four bytes or sixteen, in network order.
    package let bytes: [UInt8]

    package var isIPv4: Bool { bytes.count == 4 }

    package init(v4 bytes: (UInt8, UInt8, UInt8, UInt8)) { self.bytes = [bytes.0, bytes.1, bytes.2, bytes.3] }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads the usual notation (`192.0.2.1`, `2001:db8::1`, also in brackets or with a zone) and no other:
    /// not `127.1`, not `0x7f000001`, not names.
    package init?(_ text: some StringProtocol) {
        var literal = String(text)
        if literal.hasPrefix("["), literal.hasSuffix("]") { literal = String(literal.dropFirst().dropLast()) }
        if let zone = literal.firstIndex(of: "%") { literal = String(literal[..<zone]) }
        var v4 = in_addr()
        if inet_pton(AF_INET, literal, &v4) == 1 {
            self.init(bytes: withUnsafeBytes(of: &v4) { Array($0) })
            return
        }
        var v6 = in6_addr()
        guard inet_pton(AF_INET6, literal, &v6) == 1 else { return nil }
        self.init(bytes: withUnsafeBytes(of: &v6) { Array($0) })
    }

    /// The address in a socket address of the operating system; nil for other families.
    init?(_ address: UnsafePointer<sockaddr>) {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            self.init(
                bytes: address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                    withUnsafeBytes(of: pointer.pointee.sin_addr) { Array($0) }
                })
        case AF_INET6:
            self.init(
                bytes: address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                    withUnsafeBytes(of: pointer.pointee.sin6_addr) { Array($0) }
                })
        default: return nil
        }
    }

    /// The IPv4 address inside `::ffff:0:0/96`.
    package var mappedIPv4: IPAddress? {
        guard bytes.count == 16, bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF else {
            return nil
        }
        return IPAddress(bytes: Array(bytes[12...]))
    }

    package var isLoopback: Bool {
        isIPv4 ? bytes[0] == 127 : bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] == 1
    }
}

/// A block of addresses in CIDR notation, such as `10.20.0.0/16` or `fd00::/8`; a single address is a block of one.
package struct AddressBlock: Hashable, Sendable {
    package let base: IPAddress
    /// Leading bits that an address shares with the base.
    package let prefix: Int

    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let base = IPAddress(parts[0]) else { return nil }
        let width = base.bytes.count * 8
        guard parts.count == 2 else {
            self.init(base: base, prefix: width)
            return
        }
        guard !parts[1].isEmpty, parts[1].allSatisfy({ ("0"..."9").contains($0) }), let prefix = Int(parts[1]),
            prefix <= width
        else { return nil }
        self.init(base: base, prefix: prefix)
    }

    /// The block of one address.
    init(address: IPAddress) { self.init(base: address, prefix: address.bytes.count * 8) }

    private init(base: IPAddress, prefix: Int) {
        self.base = base
        self.prefix = prefix
    }

    /// Whether the block names one address only.
    package var isSingle: Bool { prefix == base.bytes.count * 8 }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        let whole = prefix / 8
        guard address.bytes[..<whole] == base.bytes[..<whole] else { return false }
        let rest = prefix % 8
        guard rest > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> rest)
        return address.bytes[whole] & mask == base.bytes[whole] & mask
    }
}
