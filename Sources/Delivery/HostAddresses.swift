#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The addresses of this host's interfaces.
package enum HostAddresses {
    /// As of now; they change with leases and tunnels, so each new connection asks again.
    package static func current() -> Set<IPAddress> {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return [] }
        defer { freeifaddrs(list) }
        var addresses: Set<IPAddress> = []
        var next = list
        while let interface = next {
            if let address = interface.pointee.ifa_addr, let parsed = IPAddress(UnsafePointer(address)) {
                addresses.insert(parsed)
            }
            next = interface.pointee.ifa_next
        }
        return addresses
    }

    /// Whether any of the addresses is more than this host's own or its wire's: without one no name can be looked up.
    static func leadOut(_ addresses: Set<IPAddress>) -> Bool {
        addresses.contains { address in
            let addressClass = AddressClass(of: address)
            return addressClass != .loopback && addressClass != .linkLocal
        }
    }
}
