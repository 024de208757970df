import Dispatch
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Tells the service manager how the service is doing, by the notify protocol: one datagram of `KEY=value` lines to the
/// socket that `NOTIFY_SOCKET` names (systemd's sd_notify(3)). Without the variable nothing is sent.
package struct ServiceManagerNotifier: Sendable {
    private let address: String?
    /// Half of what `WATCHDOG_USEC` allows, or nil when no watchdog waits for this process.
    package let watchdogInterval: Duration?

    package init(environment: [String: String], processID: Int32 = getpid()) {
        address = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let meantForUs = environment["WATCHDOG_PID"].map { $0 == String(processID) } ?? true
        if meantForUs, let text = environment["WATCHDOG_USEC"], let microseconds = Int64(text), microseconds > 0 {
            watchdogInterval = .microseconds(microseconds / 2)
        } else {
            watchdogInterval = nil
        }
    }

    package enum State: Sendable, Equatable {
        case ready
        case reloading(monotonicMicroseconds: UInt64)
        case stopping
        case watchdog
        case status(String)
        case extendTimeout(microseconds: UInt64)

        var line: String {
            switch self {
            case .ready: "READY=1"
            case .reloading(let moment): "RELOADING=1\nMONOTONIC_USEC=\(moment)"
            case .stopping: "STOPPING=1"
            case .watchdog: "WATCHDOG=1"
            case .status(let text): "STATUS=" + text.replacing("\n", with: " ")
            case .extendTimeout(let microseconds): "EXTEND_TIMEOUT_USEC=\(microseconds)"
            }
        }
    }

    /// Sends the states in one datagram, never waiting: a manager that does not listen must not hold up the work. A service manager that cannot be reached is not worth failing for, so the
    /// result only says whether it was sent.
    @discardableResult
    package func send(_ states: State...) -> Bool {
        guard let address else { return false }
        let message = states.map(\.line).joined(separator: "\n")
        let socket = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        return UnixSocketAddress(path: address).map { peer in
            Array(message.utf8).withUnsafeBytes { bytes in
                peer.withSockaddr {
                    sendto(
                        socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), $0,
                        $1)
                }
                    == bytes.count
            }
        } ?? false
    }

    /// The monotonic clock in microseconds, as the reload message wants it.
    package static func monotonicMicroseconds() -> UInt64 { DispatchTime.now().uptimeNanoseconds / 1_000 }
}
