import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import Daemon

#if canImport(Glibc)
    import Glibc
#endif

@Suite("The control socket", .timeLimit(.minutes(2)))
struct ControlSocketTests {
    @Test("A request is handed over, its progress shown and its reply given back")
    func roundTrip() async throws {
        let server = try await RunningServer { operation, progress in
            progress("half-way")
            guard case .acknowledge(let notice) = operation else { return OperationReply(message: "another") }
            return OperationReply(message: "read \(notice)")
        }
        let (reply, progress) = try await server.ask(.acknowledge(notice: "scan-failed"))
        #expect(reply?.message == "read scan-failed")
        #expect(progress == ["half-way"])
        try await server.stop()
    }

    @Test("An error comes over whole: message, remedy, problems, exit code")
    func error() async throws {
        let server = try await RunningServer { _, _ in
            OperationReply(error: DaemonError(.temporary, code: "busy", message: "Busy.", remedy: "Wait."))
        }
        let error = try #require(try await server.ask(.purge).reply?.error)
        #expect(error.exit == .temporary)
        #expect(error.description == "Busy.\n  Wait.")
        try await server.stop()
    }

    @Test("The socket is its owner's alone, and gone once the daemon has stopped")
    func mode() async throws {
        let server = try await RunningServer { _, _ in OperationReply() }
        let attributes = try FileManager.default.attributesOfItem(atPath: server.path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        try await server.stop()
        #expect(!FileManager.default.fileExists(atPath: server.path))
        #expect(try await server.ask(.purge).reply == nil, "Nobody listens: the verb takes the lock itself.")
    }

    @Test(
        "The daemon's own user and root may ask, nobody else",
        arguments: [(1000, 1000, true), (0, 1000, true), (1001, 1000, false), (nil, 1000, false)]
            as [(
                uid_t?, uid_t, Bool
            )])
    func peers(user: uid_t?, owner: uid_t, isAdmitted: Bool) {
        #expect(ControlServer.admits(user, owner: owner) == isAdmitted)
    }

    @Test("The kernel names the peer, and whoever is not admitted gets no answer and changes nothing")
    func peerCheck() async throws {
        let asked = Mutex(0)
        let users = Mutex<[uid_t?]>([])
        let server = try await RunningServer(admits: { user in
            users.withLock { $0.append(user) }
            return false
        }) { _, _ in
            asked.withLock { $0 += 1 }
            return OperationReply()
        }
        await #expect(throws: DaemonError.self) { try await server.ask(.purge) }
        #expect(users.withLock { $0 } == [geteuid()])
        #expect(asked.withLock { $0 } == 0)
        try await server.stop()
    }

    @Test(
        "A request that makes no sense is answered with what to do, and changes nothing",
        arguments: ["garbage", "{}", "{\"purge\":{}", "{\"abolish\":{}}", "[1,2,3]", ""])
    func malformed(request: String) async throws {
        let asked = Mutex(0)
        let server = try await RunningServer { _, _ in
            asked.withLock { $0 += 1 }
            return OperationReply()
        }
        let reply = try await server.send(line: request)
        #expect(reply.error?.code == "control-unreadable")
        #expect(asked.withLock { $0 } == 0)
        try await server.stop()
    }

    @Test("A client that goes away does not end the operation, nor the server")
    func clientGoes() async throws {
        let (done, finished) = AsyncStream<Void>.makeStream()
        let (open, opening) = AsyncStream<Void>.makeStream()
        let server = try await RunningServer { operation, _ in
            if case .purge = operation {
                for await _ in open { break }
                finished.yield()
            }
            return OperationReply(message: "done")
        }
        try server.sendAndLeave(.purge)
        opening.yield()
        for await _ in done { break }
        #expect(try await server.ask(.release).reply?.message == "done")
        try await server.stop()
    }
}

/// A control server at work, on a socket of its own.
private final class RunningServer: Sendable {
    let path: String
    private let group: ServiceGroup
    private let running: Task<Void, any Error>
    /// Clients block; they must not hold the cooperative pool.
    private let clients = OperationThread()

    /// Returns once it listens.
    init(
        admits: @escaping @Sendable (uid_t?) -> Bool = { ControlServer.admits($0, owner: geteuid()) },
        perform: @escaping ControlServer.Perform
    ) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "c-\(UUID().uuidString.prefix(8)).sock").path
        let (listening, begun) = AsyncStream<Void>.makeStream()
        let server = ControlServer(
            path: path, logger: Employer.silence, admits: admits, onListening: { begun.yield() }, perform: perform)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [server], logger: Employer.silence))
        self.path = path
        self.group = group
        running = Task { try await group.run() }
        for await _ in listening { break }
    }

    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
    }

    func ask(_ operation: InstanceOperation) async throws -> (reply: OperationReply?, progress: [String]) {
        try await clients.run { [path] in
            Result {
                var progress: [String] = []
                let reply = try ControlClient.perform(operation, socket: path) { progress.append($0) }
                return (reply, progress)
            }
        }.get()
    }

    /// Sends a line as it is and reads the reply.
    func send(line: String) async throws -> OperationReply {
        let connection = try connect()
        return try await clients.run {
            defer { connection.close() }
            return Result {
                let bytes = Array((line + "\n").utf8)
                _ = bytes.withUnsafeBytes { Glibc.send(connection.descriptor, $0.baseAddress!, $0.count, 0) }
                var buffer: [UInt8] = []
                let answer = try connection.receive(&buffer)
                guard case .reply(let reply) = try JSONDecoder().decode(ControlMessage.self, from: answer) else {
                    return OperationReply()
                }
                return reply
            }
        }.get()
    }

    func sendAndLeave(_ operation: InstanceOperation) throws {
        let connection = try connect()
        try connection.send(operation)
        connection.close()
    }

    private func connect() throws -> ControlConnection {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let address = try #require(UnixSocketAddress(path: path))
        #expect(address.withSockaddr { Glibc.connect(descriptor, $0, $1) } == 0)
        return ControlConnection(descriptor: descriptor)
    }
}
