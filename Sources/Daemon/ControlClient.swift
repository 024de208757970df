import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Hands a writing verb's request to the running daemon.
package enum ControlClient {
    /// Sends the operation and waits for its reply, passing progress on.
    ///
    /// - Returns: nil when no daemon listens at the socket.
    package static func perform(
        _ operation: InstanceOperation, socket path: String, progress: (String) -> Void
    ) throws(DaemonError) -> OperationReply? {
        guard let address = UnixSocketAddress(path: path) else {
            throw DaemonError(
                .failed, code: "socket-path-too-long",
                message: "The control socket's path is longer than the 107 bytes that the system allows.",
                remedy: "Set storage.path to a shorter path.")
        }
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        let connection = ControlConnection(descriptor: descriptor)
        defer { connection.close() }
        guard address.withSockaddr({ connect(descriptor, $0, $1) }) == 0 else {
            if errno == EACCES {
                throw DaemonError(
                    .failed, code: "socket-denied",
                    message: "The running daemon belongs to another user.",
                    remedy: "Run the command as the daemon's user, for example: sudo -u doorstroom doorstroom …")
            }
            return nil
        }
        do {
            try connection.send(operation)
            var buffer: [UInt8] = []
            while true {
                switch try JSONDecoder().decode(ControlMessage.self, from: try connection.receive(&buffer)) {
                case .progress(let text): progress(text)
                case .reply(let reply): return reply
                }
            }
        } catch {
            throw DaemonError(
                .temporary, code: "daemon-lost",
                message: "The running daemon closed the connection before it answered.",
                remedy: "Look at its log (journalctl -u doorstroom); whatever it had begun is either whole or absent.")
        }
    }
}
