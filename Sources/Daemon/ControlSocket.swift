import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One connection of the control socket: lines of JSON, each at most 1 MiB, blocking with a time limit.
///
/// The protocol: the client sends one `InstanceOperation`; the daemon answers with any number of progress lines and then one
/// reply. It is spoken between binaries of one version only, hence not documented outside.
struct ControlConnection: Sendable {
    enum Fault: Error { case closed, tooLong, timedOut, broken }

    let descriptor: Int32

    func close() { _ = Glibc.close(descriptor) }

    /// - Parameter seconds: how long a read may wait; 0 waits for ever.
    func setTimeout(seconds: Int) {
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    func send(_ value: some Encodable) throws {
        var line = try JSONEncoder().encode(value)
        line.append(UInt8(ascii: "\n"))
        try line.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = Glibc.send(
                    descriptor, bytes.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Fault.broken }
                sent += count
            }
        }
    }

    /// The next line, without what follows it: the peer sends its next line only after ours, or in order.
    func receive(_ buffer: inout [UInt8]) throws -> Data {
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Data(buffer[..<end])
                buffer.removeSubrange(...end)
                return line
            }
            guard buffer.count < 1 << 20 else { throw Fault.tooLong }
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { throw Fault.timedOut }
            if count < 0 { throw Fault.broken }
            if count == 0 { throw Fault.closed }
            buffer.append(contentsOf: chunk[..<count])
        }
    }

    /// The user on the other side, as the kernel vouches for it.
    var peerUser: uid_t? {
        // struct ucred of unix(7): process, user, group; glibc shows it to GNU sources only.
        var credentials: (pid: pid_t, uid: uid_t, gid: gid_t) = (0, 0, 0)
        var length = socklen_t(MemoryLayout.size(ofValue: credentials))
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else { return nil }
        return credentials.uid
    }
}

/// What goes over the control socket, from the daemon to the client.
enum ControlMessage: Codable, Sendable {
    case progress(String)
    case reply(OperationReply)
}

/// Where the control socket of a database stands: beside it.
package enum ControlSocket {
    package static func path(database: String) -> String { database + ".sock" }
}
