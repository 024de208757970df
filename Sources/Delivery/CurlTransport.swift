import CCurl
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Sends requests through libcurl's multi interface, on one thread of its own.
///
/// libcurl's calls block or burn time, so they never run on the cooperative pool. Other threads only leave orders in a
/// locked mailbox and wake the loop.
package final class CurlTransport: Sendable {
    /// What may differ between installations.
    package struct Options: Sendable {
        /// A file of CA certificates (PEM); nil for the system's.
        package var authorities: String?
        /// The `User-Agent`.
        package var agent: String
        /// The host's own addresses, asked for at each new connection.
        package var ownAddresses: @Sendable () -> Set<IPAddress> = { HostAddresses.current() }

        /// - Parameter version: Doorstroom's version.
        package init(version: String, authorities: String? = nil) {
            agent = "Doorstroom/\(version)"
            self.authorities = authorities
        }
    }

    /// What the loop is asked to do, and by whom it is awaited.
    struct Mailbox: Sendable {
        var transfers: [Transfer] = []
        /// Break off what is in flight; `abandoned` was ordered before and had not begun.
        var interrupt = false
        var abandoned: [Transfer] = []
        var keepOnly: Set<String>?
        var stop = false
        /// Set by the loop when its multi handle is gone and must not be woken any more.
        var ended = false
        var awaitingEnd: [CheckedContinuation<Void, Never>] = []

        mutating func breakOff() {
            interrupt = true
            abandoned += transfers
            transfers = []
        }
    }

    private let mailbox = Mutex(Mailbox())
    private let multi: MultiHandle

    /// Starts the thread.
    /// - Parameter receive: called on the transport's thread with each batch of results; must not block.
    /// - Throws: `transport-unavailable`.
    package init(
        options: Options, receive: @escaping @Sendable ([TransferResult]) -> Void
    ) throws(DeliveryError) {
        guard Self.initialised == CURLE_OK, let handle = curl_multi_init() else {
            throw .transportUnavailable("it refuses to initialise")
        }
        multi = MultiHandle(pointer: handle)
        let thread = Thread { [self] in
            Self.blockBrokenPipe()
            let loop = CurlLoop(multi: multi.pointer, options: options, receive: receive)
            loop.run(nextOrders: takeOrders)
            end()
        }
        thread.name = "delivery"
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// The transport as the engine uses it.
    package var port: DeliveryTransport {
        DeliveryTransport(
            start: { transfers in self.order { $0.transfers.append(contentsOf: transfers) } },
            interrupt: { self.order { $0.breakOff() } },
            keepOnly: { partners in self.order { $0.keepOnly = partners } },
            stop: { await self.stop() })
    }

    /// Breaks off what is in flight, closes all connections and waits for the thread's end.
    package func stop() async {
        await withCheckedContinuation { continuation in
            let ended = mailbox.withLock { mailbox in
                guard !mailbox.ended else { return true }
                mailbox.stop = true
                mailbox.breakOff()
                mailbox.awaitingEnd.append(continuation)
                curl_multi_wakeup(multi.pointer)
                return false
            }
            if ended { continuation.resume() }
        }
    }

    private func order(_ change: (inout Mailbox) -> Void) {
        mailbox.withLock { mailbox in
            guard !mailbox.ended else { return }
            change(&mailbox)
            curl_multi_wakeup(multi.pointer)
        }
    }

    private func takeOrders() -> Mailbox {
        mailbox.withLock { mailbox in
            let orders = mailbox
            mailbox.transfers = []
            mailbox.interrupt = false
            mailbox.abandoned = []
            mailbox.keepOnly = nil
            return orders
        }
    }

    private func end() {
        let awaiting = mailbox.withLock { mailbox in
            mailbox.ended = true
            curl_multi_cleanup(multi.pointer)
            return mailbox.awaitingEnd
        }
        for continuation in awaiting { continuation.resume() }
    }

    /// Keeps SIGPIPE from this thread.
    ///
    /// libcurl, told not to touch signals, leaves that to its caller, and the TLS library writes to sockets without a
    /// flag against it: a partner that closes at the wrong moment would end the daemon.
    private static func blockBrokenPipe() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// libcurl's global state, made once and kept: its clean-up would break other users of the library.
    private static let initialised: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// The multi handle as a value that crosses threads.
    ///
    /// `@unchecked`: only the loop's thread uses it, except for `curl_multi_wakeup`, which libcurl allows from any
    /// thread and which runs under the mailbox's lock, so never after the handle is gone.
    private struct MultiHandle: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer
    }
}
