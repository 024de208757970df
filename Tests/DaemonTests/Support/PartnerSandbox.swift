import Console
import Delivery
import Foundation
import Logging
import Synchronization

/// A partner on loopback: the product's own sandbox, which verifies every signature and every event.
final class PartnerSandbox: Sendable {
    static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    let port: Int
    private let serving: Task<Void, any Error>

    /// Returns once the sandbox can be reached.
    static func start() async -> PartnerSandbox {
        let log = ArrivalLog()
        let (ports, bound) = AsyncStream<Int>.makeStream()
        let sandbox = Sandbox(
            verify: { _, headers, body in
                // Signed by a clock that the test turns by hand.
                guard let signer = WebhookSigner(secret: secret), let moment = headers["webhook-timestamp"] else {
                    return "unsigned"
                }
                return signer.fault(headers: headers, body: body, now: Int64(moment) ?? 0)
            }, onArrival: { log.append($0) })
        let listener = HTTPListener(
            name: "partner", responder: sandbox.responder(),
            address: ListenerAddress(host: "127.0.0.1", port: 0),
            logger: Logger(label: "partner", factory: { _ in SwiftLogNoOpLogHandler() }),
            onBound: { bound.yield($0) })
        let serving = Task { try await listener.run() }
        var port = 0
        for await bound in ports {
            port = bound
            break
        }
        return PartnerSandbox(port: port, log: log, serving: serving)
    }

    private final class ArrivalLog: Sendable {
        let arrivals = Mutex<[Sandbox.Arrival]>([])
        let changes: AsyncStream<Void>
        private let changing: AsyncStream<Void>.Continuation

        init() { (changes, changing) = AsyncStream.makeStream() }

        func append(_ arrival: Sandbox.Arrival) {
            arrivals.withLock { $0.append(arrival) }
            changing.yield()
        }
    }

    private let log: ArrivalLog

    private init(port: Int, log: ArrivalLog, serving: Task<Void, any Error>) {
        self.port = port
        self.log = log
        self.serving = serving
    }

    deinit { serving.cancel() }

    /// Returns once so many events have arrived. To be awaited by one task at a time.
    func received(_ count: Int) async {
        guard arrivals.count < count else { return }
        for await _ in log.changes where arrivals.count >= count { return }
    }

    /// Everything that arrived, oldest first.
    var arrivals: [Sandbox.Arrival] { log.arrivals.withLock { $0 } }

    /// What arrived, as `partner last-part-of-the-type`, sorted.
    var kinds: [String] {
        arrivals.map { arrival in
            let words = arrival.type.split(separator: ".")
            return "\(arrival.partner) \(words.count > 3 ? String(words[3]) : arrival.type)"
        }.sorted()
    }

    /// What is wrong with any of it.
    var faults: [String] { arrivals.flatMap { [$0.signatureFault, $0.eventFault] }.filter { !$0.isEmpty } }
}
