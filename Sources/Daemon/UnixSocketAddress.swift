#if canImport(Glibc)
    package import Glibc
#elseif canImport(Musl)
    package import Musl
#endif

/// The address of a Unix socket: a path, or an abstract name written with a leading `@`.
package struct UnixSocketAddress: Sendable {
    private var storage: sockaddr_un
    private var length: socklen_t

    /// Nil when the path does not fit the kernel's 107 bytes.
    package init?(path: String) {
        var name = Array(path.utf8)
        guard !name.isEmpty, name.count <= 107 else { return nil }
        if name[0] == UInt8(ascii: "@") { name[0] = 0 }
        storage = sockaddr_un()
        storage.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &storage.sun_path) { $0.copyBytes(from: name) }
        // An abstract name ends with the address; a path needs its closing zero.
        let extra = name[0] == 0 ? 0 : 1
        length = socklen_t(MemoryLayout<sockaddr_un>.offset(of: \.sun_path)! + name.count + extra)
    }

    package func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}
