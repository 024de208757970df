package import Foundation
import Outreach

/// One request to be sent to a partner's endpoint.
package struct Transfer: Sendable {
    /// Chosen by the caller, unique among those in flight.
    package var key: Int64
    package var endpoint: Endpoint
    /// Header lines beside those that the transport sets itself.
    package var headers: [String]
    package var body: [UInt8]
    /// Whether the result is to tell of the connection: for a person who tries an endpoint.
    package var wantsFacts = false
    /// Header lines that no text shows.
    var secretHeaders: [Secret] = []
    var purpose = Purpose.event
    /// From when it must not be sent any more, however long it waits to be let in.
    package var lapses: Date?

    func hasLapsed(at now: Date) -> Bool { lapses.map { $0 <= now } ?? false }

    /// What is asked for, and what of the answer is kept for it.
    enum Purpose: Equatable, Sendable {
        /// The status, and what says when to come back.
        case event
        /// Whether events are wanted: the headers that say so.
        case handshake
        /// The body.
        case token
        /// The body, of a request with this method.
        case call(method: String)
    }

    package init(key: Int64, endpoint: Endpoint, headers: [String], body: [UInt8]) {
        self.key = key
        self.endpoint = endpoint
        self.headers = headers
        self.body = body
    }
}

/// What became of a request.
package struct TransferResult: Equatable, Sendable {
    package var key: Int64
    package var outcome: AttemptOutcome
    /// What the address guard refused, if it did.
    package var refusal: AddressGuard.Refusal?
    /// More than the fault says, as a code: which part of a certificate, what the proxy answered.
    package var detail: String? = nil
    /// From start to end.
    package var milliseconds: Int
    /// Of the connection, where they were asked for.
    package var facts: ConnectionFacts?
    /// What of the answer was kept for the request's purpose.
    var kept = KeptAnswer()

    /// The code that is stored of a failed attempt.
    package func problem(_ fault: AttemptFault) -> String { refusal?.description ?? detail ?? fault.rawValue }
}

extension TransferResult {
    /// The detail of an event that could not be signed.
    static let unsigned = "signature-failed"

    /// Of a transfer of which nothing left.
    init(unsent transfer: Transfer, _ fault: AttemptFault, detail: String? = nil) {
        self.init(key: transfer.key, outcome: .failed(fault, sent: false), detail: detail, milliseconds: 0)
    }
}

/// What of an answer is kept beside its status.
struct KeptAnswer: Equatable, Sendable {
    var handshake = HandshakeRequest.Fields()
    /// The body of the answer to a call or to the request for a token: whole, or empty.
    var body: [UInt8] = []
}

/// How transfers are made: the narrow port between the engine and libcurl.
package struct DeliveryTransport: Sendable {
    /// Begins transfers; each ends in exactly one result, reported in batches to `receive` of the maker.
    package var start: @Sendable ([Transfer]) -> Void
    /// Breaks off whatever is in flight; the results say `interrupted`.
    package var interrupt: @Sendable () -> Void
    /// Closes the kept connections of partners other than these.
    package var keepOnly: @Sendable (Set<String>) -> Void
    /// Ends the transport; what is in flight is broken off first. Returns when its thread has ended.
    package var stop: @Sendable () async -> Void

    package init(
        start: @escaping @Sendable ([Transfer]) -> Void, interrupt: @escaping @Sendable () -> Void,
        keepOnly: @escaping @Sendable (Set<String>) -> Void, stop: @escaping @Sendable () async -> Void
    ) {
        self.start = start
        self.interrupt = interrupt
        self.keepOnly = keepOnly
        self.stop = stop
    }
}
