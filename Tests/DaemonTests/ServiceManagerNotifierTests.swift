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
