import DoorstroomConfiguration
import Foundation
import Testing

@testable import Daemon

@Suite("The daemon as a whole", .timeLimit(.minutes(2)))
struct ServerTests {
    @Test("A verb hands its request to the running daemon, whose engine delivers what the release queued")
    func wholeDaemon() async throws {
        let sandbox = await PartnerSandbox.start()
        let manager = try FakeManager()
        let employer = try Employer(["werkcentrum": sandbox.port], notify: manager.path)
        let path = try Bundle("2026-10-31").write(into: employer.folder + "/bundles")
        try FileManager.default.removeItem(atPath: employer.inbox)
        let server = Server(employer.instance, environment: [:])
        let running = Task { try await server.run() }

        // Ready means that every listener can be reached.
        let verbs = OperationThread()
        await verbs.run { while !manager.receive().hasPrefix("READY=1\n") {} }
        #expect(FileManager.default.fileExists(atPath: employer.inbox), "The first bundle can be dropped.")
        let socket = ControlSocket.path(database: employer.instance.settings.storage.path)
        for operation in [.importSnapshot(ImportRequest(path: path)), .scan(ScanRequest()), .release]
            as [InstanceOperation]
        {
            let reply = try await verbs.run {
                Result { try ControlClient.perform(operation, socket: socket) { _ in } }
            }.get()
            #expect(reply != nil)
            #expect(reply?.error == nil)
        }
        await sandbox.received(2)
        #expect(sandbox.kinds == ["werkcentrum alert-raised", "werkcentrum offer-published"])

        running.cancel()
        _ = await running.result
        #expect(!FileManager.default.fileExists(atPath: socket))
    }

    @Test("A second owner of the same database is refused with exit code 4, and says who has it")
    func secondOwner() throws {
        let employer = try Employer()
        #expect {
            _ = try employer.openAgain()
        } throws: { error in
            guard let error = error as? DaemonError else { return false }
            return error.exit == .owned && error.message.contains("\(ProcessInfo.processInfo.processIdentifier)")
        }
    }
}
