import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Judges where the name of an endpoint leads that is reached through a proxy, as far as it resolves here (delivery rules,
/// "Request").
///
/// The proxy looks the name up itself, so this is no guard of the connection: it keeps a partner from naming, by its URL,
/// what stands inside. What does not resolve here within a few seconds goes on to the proxy, since many networks let only
/// the proxy look names up.
final class TargetCheck: Sendable {
    /// The addresses behind a name; empty where it does not resolve. May block.
    typealias Resolve = @Sendable (_ host: String) -> [IPAddress]

    private struct Lookup {
        /// What the name led to, and until when that is taken for granted; nil while it is being looked up.
        var found: (addresses: [IPAddress], until: Duration)?
        var waiting: [Transfer] = []
    }

    private struct State {
        var lookups: [String: Lookup] = [:]
        var stopped = false
    }

    private static let patience = DispatchTimeInterval.seconds(5)
    private static let holdsFor = Duration.seconds(30)

    private let state = Mutex(State())
    private let inner: DeliveryTransport
    private let receive: @Sendable ([TransferResult]) -> Void
    private let resolve: Resolve
    private let clock: DeliveryClock
    private let queue = DispatchQueue(label: "doorstroom.names", attributes: .concurrent)

    init(
        _ inner: DeliveryTransport, receive: @escaping @Sendable ([TransferResult]) -> Void,
        resolve: @escaping Resolve = TargetCheck.systemResolver, clock: DeliveryClock
    ) {
        self.inner = inner
        self.receive = receive
        self.resolve = resolve
        self.clock = clock
    }

    var port: DeliveryTransport {
        DeliveryTransport(
            start: start,
            interrupt: {
                self.abandon()
                self.inner.interrupt()
            }, keepOnly: inner.keepOnly,
            stop: {
                self.state.withLock { $0.stopped = true }
                self.abandon()
                await self.inner.stop()
            })
    }

    private func start(_ transfers: [Transfer]) {
        guard transfers.contains(where: { $0.endpoint.proxy != nil }) else { return inner.start(transfers) }
        var ready: [Transfer] = []
        var denied: [TransferResult] = []
        for transfer in transfers {
            guard let addresses = known(transfer) else { continue }
            if let result = Self.denial(of: transfer, leadingTo: addresses) {
                denied.append(result)
            } else {
                ready.append(transfer)
            }
        }
        if !ready.isEmpty { inner.start(ready) }
        if !denied.isEmpty { receive(denied) }
    }

    /// The addresses to judge; nil while they are being looked up, after which the transfer begins again.
    private func known(_ transfer: Transfer) -> [IPAddress]? {
        guard transfer.endpoint.proxy != nil else { return [] }
        let host = transfer.endpoint.host
        if let address = IPAddress(host) { return [address] }
        let now = clock.uptime()
        let (addresses, begins): ([IPAddress]?, Bool) = state.withLock { state in
            if let found = state.lookups[host]?.found, found.until > now { return (found.addresses, false) }
            // A lookup that is under way has somebody waiting.
            let begins = state.lookups[host]?.waiting.isEmpty ?? true
            state.lookups[host, default: Lookup()].waiting.append(transfer)
            state.lookups[host]?.found = nil
            return (nil, begins)
        }
        if begins { lookUp(host) }
        return addresses
    }

    private func lookUp(_ host: String) {
        queue.async { self.settle(host, self.resolve(host)) }
        queue.asyncAfter(deadline: .now() + Self.patience) { self.settle(host, []) }
    }

    private func settle(_ host: String, _ addresses: [IPAddress]) {
        let now = clock.uptime()
        let waiting = state.withLock { state -> [Transfer] in
            guard let lookup = state.lookups[host], lookup.found == nil || !addresses.isEmpty else { return [] }
            state.lookups[host] = Lookup(found: (addresses, now + Self.holdsFor))
            return state.stopped ? [] : lookup.waiting
        }
        // What lapsed meanwhile is not sent.
        let moment = clock.now()
        let late = waiting.filter { $0.hasLapsed(at: moment) }
        if !late.isEmpty { receive(late.map { TransferResult(unsent: $0, .lapsed) }) }
        let rest = waiting.filter { !$0.hasLapsed(at: moment) }
        if !rest.isEmpty { start(rest) }
    }

    /// Ends whatever waits for a name.
    private func abandon() {
        let waiting = state.withLock { state in
            let waiting = state.lookups.values.flatMap(\.waiting)
            state.lookups = [:]
            return waiting
        }
        guard !waiting.isEmpty else { return }
        receive(waiting.map { TransferResult(unsent: $0, .interrupted) })
    }

    private static func denial(of transfer: Transfer, leadingTo addresses: [IPAddress]) -> TransferResult? {
        let endpoint = transfer.endpoint
        for address in addresses {
            guard
                let refusal = endpoint.addressGuard.refusal(
                    of: address, port: endpoint.port, ownAddresses: HostAddresses.current())
            else { continue }
            return TransferResult(
                key: transfer.key, outcome: .failed(.addressDenied, sent: false), refusal: refusal, milliseconds: 0)
        }
        return nil
    }

    /// Asks the system, as libcurl would.
    static let systemResolver: Resolve = { host in
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        // One kind of socket, so that each address comes once.
        hints.ai_protocol = Int32(IPPROTO_TCP)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        return sequence(first: list, next: { $0?.pointee.ai_next }).compactMap { entry in
            entry?.pointee.ai_addr.flatMap { IPAddress(UnsafePointer($0)) }
        }
    }
}
