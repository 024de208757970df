// A source may be cancelled from any thread; Dispatch does not say so in types yet.
@preconcurrency import Dispatch
import Foundation
package import Logging
import ServiceLifecycle

#if canImport(Glibc)
    package import Glibc
#elseif canImport(Musl)
    package import Musl
#endif

/// Takes operations of writing verbs over a Unix socket beside the database (mode 0600, peer credentials checked), and
/// performs them one after the other with the daemon's own hands.
package struct ControlServer: Service {
    package typealias Perform =
        @Sendable (InstanceOperation, @escaping @Sendable (String) -> Void) async -> OperationReply

    private let path: String
    private let perform: Perform
    private let logger: Logger
    private let admits: @Sendable (uid_t?) -> Bool
    private let onListening: @Sendable () -> Void
    /// Reads block for at most ten seconds; they must not hold the cooperative pool.
    private let reading = DispatchQueue(label: "doorstroom.control", attributes: .concurrent)

    /// - Parameters:
    ///   - admits: whether a request of this user is taken; see ``admits(_:owner:)``.
    ///   - onListening: called once, when clients can connect.
    package init(
        path: String, logger: Logger, admits: @escaping @Sendable (uid_t?) -> Bool = { admits($0, owner: geteuid()) },
        onListening: @escaping @Sendable () -> Void = {}, perform: @escaping Perform
    ) {
        self.path = path
        self.logger = logger
        self.admits = admits
        self.onListening = onListening
        self.perform = perform
    }

    /// The daemon's own user and root may ask; somebody whom the kernel does not name may not.
    package static func admits(_ user: uid_t?, owner: uid_t) -> Bool { user == owner || user == 0 }

    package func run() async throws {
        let listener = try listen()
        defer {
            close(listener)
            unlink(path)
        }
        let source = DispatchSource.makeReadSource(fileDescriptor: listener, queue: reading)
        let accepted = AsyncStream<Int32> { continuation in
            source.setEventHandler { @Sendable in
                let descriptor = accept(listener, nil, nil)
                if descriptor >= 0 { continuation.yield(descriptor) }
            }
            source.setCancelHandler { @Sendable in continuation.finish() }
            source.resume()
        }
        onListening()
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await descriptor in accepted {
                    group.addTask { await serve(ControlConnection(descriptor: descriptor)) }
                }
            }
        } onGracefulShutdown: {
            source.cancel()
        }
    }

    private func listen() throws(DaemonError) -> Int32 {
        func fault(_ step: String) -> DaemonError {
            DaemonError(
                .failed, code: "control-socket",
                message: "The control socket cannot be opened: \(step), errno \(errno).",
                remedy: "Check that the database's folder is writable by this user and its path is under 100 bytes.")
        }
        guard let address = UnixSocketAddress(path: path) else { throw fault("path too long") }
        let listener = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard listener >= 0 else { throw fault("socket") }
        // The instance lock is ours, so that a socket left behind belongs to nobody.
        unlink(path)
        let mask = umask(0o177)
        let bound = address.withSockaddr { bind(listener, $0, $1) }
        umask(mask)
        guard bound == 0, Glibc.listen(listener, 16) == 0 else {
            let error = fault("bind")
            close(listener)
            throw error
        }
        return listener
    }

    private func serve(_ connection: ControlConnection) async {
        defer { connection.close() }
        guard admits(connection.peerUser) else {
            logger.warning("A control request of another user was refused", metadata: ["code": "control-refused"])
            return
        }
        connection.setTimeout(seconds: 10)
        let operation: InstanceOperation? = await withCheckedContinuation { continuation in
            reading.async {
                var buffer: [UInt8] = []
                do {
                    let line = try connection.receive(&buffer)
                    continuation.resume(returning: try JSONDecoder().decode(InstanceOperation.self, from: line))
                } catch {
                    continuation.resume(returning: nil)
                }
            }
        }
        guard let operation else {
            logger.warning("A control request could not be read", metadata: ["code": "control-unreadable"])
            reply(ControlServer.unreadable, to: connection)
            return
        }
        // A client that went away stops hearing of the operation; the operation itself goes on.
        reply(
            await perform(operation) { text in _ = try? connection.send(ControlMessage.progress(text)) }, to: connection
        )
    }

    /// What a client hears whose request makes no sense here: most likely it is of another version.
    private static let unreadable = OperationReply(
        error: DaemonError(
            .failed, code: "control-unreadable", message: "The running daemon cannot read this request.",
            remedy: "Restart the daemon after an upgrade: program and daemon must be of one version."))

    private func reply(_ reply: OperationReply, to connection: ControlConnection) {
        do {
            try connection.send(ControlMessage.reply(reply))
        } catch {
            logger.notice(
                "A control request was done, but its client had gone", metadata: ["code": "control-client-gone"])
        }
    }
}
