import Foundation
import Testing

@testable import Daemon

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Notifying the service manager")
struct ServiceManagerNotifierTests {
    @Test("Each state arrives as a datagram of KEY=value lines", .timeLimit(.minutes(1)))
    func datagrams() throws {
        let manager = try FakeManager()
        let notifier = ServiceManagerNotifier(environment: ["NOTIFY_SOCKET": manager.path])
        #expect(notifier.send(.ready, .status("idle\nworking")))
        #expect(manager.receive() == "READY=1\nSTATUS=idle working")
        #expect(notifier.send(.reloading(monotonicMicroseconds: 42)))
        #expect(manager.receive() == "RELOADING=1\nMONOTONIC_USEC=42")
        #expect(notifier.send(.watchdog))
        #expect(manager.receive() == "WATCHDOG=1")
        #expect(notifier.send(.stopping))
        #expect(manager.receive() == "STOPPING=1")
    }

    @Test("An abstract socket works as well", .timeLimit(.minutes(1)))
    func abstract() throws {
        let manager = try FakeManager(path: "@doorstroom-test-\(UUID().uuidString)")
        #expect(ServiceManagerNotifier(environment: ["NOTIFY_SOCKET": manager.path]).send(.ready))
        #expect(manager.receive() == "READY=1")
    }

    @Test("Without a service manager nothing is sent")
    func none() {
        #expect(!ServiceManagerNotifier(environment: [:]).send(.ready))
        #expect(!ServiceManagerNotifier(environment: ["NOTIFY_SOCKET": "/nowhere/at/all"]).send(.ready))
    }

    @Test(
        "The watchdog is fed at half its time, and only by the process it waits for",
        arguments: [
            (["WATCHDOG_USEC": "60000000"], Duration.seconds(30)),
            (["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "7"], .seconds(30)),
            (["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "8"], nil), ([:], nil), (["WATCHDOG_USEC": "never"], nil),
        ] as [([String: String], Duration?)])
    func watchdog(environment: [String: String], interval: Duration?) {
        #expect(ServiceManagerNotifier(environment: environment, processID: 7).watchdogInterval == interval)
    }
}

/// A datagram socket as systemd has it.
private final class FakeManager {
    let path: String
    private let descriptor: Int32

    init(path: String = NSTemporaryDirectory() + "n-\(UInt32.random(in: 0 ... .max)).sock") throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        let address = try #require(UnixSocketAddress(path: path))
        #expect(address.withSockaddr { bind(descriptor, $0, $1) } == 0)
    }

    func receive() -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    deinit {
        close(descriptor)
        if !path.hasPrefix("@") { unlink(path) }
    }
}
