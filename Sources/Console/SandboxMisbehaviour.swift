import Hummingbird
import HTTPTypes
import ServiceLifecycle

/// How the sandbox answers where it is told to misbehave, so that one sees what Doorstroom makes of it.
struct SandboxMisbehaviour: Codable, Equatable, Sendable {
    enum Manner: String, Codable, CaseIterable, Sendable {
        /// As ever, but late.
        case slow
        /// 500.
        case failing
        /// What is no HTTP.
        case garbage
        /// 429 with `Retry-After`.
        case busy
        /// 410: the endpoint is to be disabled.
        case gone
        /// Takes the request and says nothing.
        case hang
        /// Takes the request and breaks the connection off.
        case reset
    }

    var manner: Manner
    /// Requests that are still to be answered so; nil until it is told otherwise.
    var requests: Int?
    /// How late, or after how long to come again.
    var seconds: Int?

    static let usualSeconds = 5
    static let mostSeconds = 3_600
    static let mostRequests = 1_000_000

    /// What it asks of others and of itself, in seconds.
    var wait: Int { seconds ?? SandboxMisbehaviour.usualSeconds }

    /// Answers the request in its manner; nil where it is answered as ever, though late.
    func answer(_ context: SandboxContext) async throws -> Response? {
        switch manner {
        case .slow:
            try await pause(wait)
            return nil
        case .failing: return Response.text("failing, as told\n", type: "text/plain", status: .internalServerError)
        case .gone: return Response.text("gone, as told\n", type: "text/plain", status: .gone)
        case .busy:
            var response = Response.text("busy, as told\n", type: "text/plain", status: .tooManyRequests)
            response.headers[.retryAfter] = String(wait)
            return response
        case .garbage:
            try await context.channel.pipeline.addHandler(GarbageWriter(), position: .first).get()
            var response = Response(status: .ok)
            response.headers[.connection] = "close"
            return response
        case .hang:
            try await pause(SandboxMisbehaviour.mostSeconds)
            return Response(status: .serviceUnavailable)
        case .reset:
            try await context.channel.close().get()
            return Response(status: .serviceUnavailable)
        }
    }

    /// Ends with the sandbox.
    private func pause(_ seconds: Int) async throws {
        try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(seconds)) }
    }
}

/// What is to be done, and to whom: the body of `POST /misbehave`.
struct SandboxInstruction: Decodable, Sendable {
    /// A manner, or `well` to behave again.
    var manner: String
    /// Of one partner; nil or empty for all.
    var partner: String?
    var requests: Int?
    var seconds: Int?

    /// The misbehaviour, nil to behave; or what is wrong with the instruction.
    func misbehaviour() throws(SandboxRefusal) -> SandboxMisbehaviour? {
        if manner == "well" { return nil }
        guard let known = SandboxMisbehaviour.Manner(rawValue: manner) else {
            let names = SandboxMisbehaviour.Manner.allCases.map(\.rawValue).joined(separator: ", ")
            throw SandboxRefusal("manner is none of \(names), well")
        }
        if let requests, !(1...SandboxMisbehaviour.mostRequests).contains(requests) {
            throw SandboxRefusal("requests is outside 1 to \(SandboxMisbehaviour.mostRequests)")
        }
        if let seconds, !(0...SandboxMisbehaviour.mostSeconds).contains(seconds) {
            throw SandboxRefusal("seconds is outside 0 to \(SandboxMisbehaviour.mostSeconds)")
        }
        return SandboxMisbehaviour(manner: known, requests: requests, seconds: seconds)
    }
}

/// What is wrong with what the sandbox was asked for.
struct SandboxRefusal: Error, Equatable, Sendable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}
