package import Foundation
import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
package import Outreach
package import Store
package import Workforce

/// The partner API, `/partner/v1` (delivery rules, "Partner API"), as one responder of a listener of its own.
///
/// A request passes, in this order: is there such a route; whose is it; not too many; can the answer be had; parameters,
/// body, key and signature in the form that the document of the API describes; and only then the route itself.
package struct PartnerAPI: HTTPResponder {
    package typealias Context = PartnerRequestContext

    /// What a partner's own signature is held against: partner, headers by lower-case name, body → a fault or nil.
    package typealias Verify = @Sendable (Partner, [String: String], [UInt8]) -> String?

    /// Bytes of a body at most.
    static let largestBody = 64 * 1024

    private let desk: PartnerDesk
    private let profiles: ProfileTerms
    private let gate: PartnerGate
    private let verify: Verify
    private let now: @Sendable () -> Date
    private let today: @Sendable () -> CalendarDate
    private let logger: Logger
    private let document: PartnerDocument
    private let checks: [String: RequestCheck]
    private let partnerLimit: RequestLimiter
    /// 20 a minute from one address, whoever it is.
    private let strangerLimit = RequestLimiter(quota: 20, windowSeconds: 60)
    private let inFlight = RequestsInFlight()
    package let tally = RequestTally()

    /// - Parameter ratePerSecond: what one partner may ask on average; ten times as much at once.
    /// - Throws: when the program's own description of the API is not usable.
    package init(
        desk: PartnerDesk, profiles: ProfileTerms, gate: PartnerGate, ratePerSecond: Double,
        now: @escaping @Sendable () -> Date,
        today: @escaping @Sendable () -> CalendarDate, verify: @escaping Verify, logger: Logger
    ) throws {
        self.desk = desk
        self.profiles = profiles
        self.gate = gate
        self.verify = verify
        self.now = now
        self.today = today
        self.logger = logger
        document = try PartnerDocument()
        checks = try RequestCheck.all(PartnerRoutes.all, document)
        partnerLimit = RequestLimiter(quota: max(1, Int(ratePerSecond * 10)), windowSeconds: 10)
    }

    package func respond(to request: Request, context: PartnerRequestContext) async throws -> Response {
        var reply: PartnerReply
        do {
            reply = try await answer(request, peer: context.peer)
        } catch let problem as PartnerProblem {
            reply = PartnerReply(problem)
        } catch {
            reply = PartnerReply(failure(error))
        }
        tally.count(reply.status)
        if request.method == .head { reply.body = [] }
        return reply.response
    }

    private func answer(_ request: Request, peer: String) async throws -> PartnerReply {
        let path = request.uri.path
        if path == "/openapi.json" {
            guard request.method == .get else { throw PartnerAPI.wrongMethod(["GET"]) }
            return PartnerReply(200, document.bytes)
        }
        let (route, parameters) = try route(request.method.rawValue, path)
        func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { request.headers[$0] } }
        guard let partner = gate.partner(peer: peer, header: header) else {
            throw refusal(of: gate.address(peer: peer, header: header))
        }
        let moment = now()
        let verdict = partnerLimit.take(partner.id, now: moment)
        guard verdict.isAllowed else {
            throw PartnerProblem(
                .rateLimited, "You ask more than was agreed.",
                remedy: "Wait as many seconds as `Retry-After` says, then send the request again.",
                headers: limits(verdict).merging(["Retry-After": "\(verdict.retrySeconds)"]) { $1 })
        }
        var reply: PartnerReply
        do {
            reply = try await admitted(
                request, route, parameters: parameters, partner: partner, now: moment, header: header)
        } catch let problem as PartnerProblem {
            reply = PartnerReply(problem)
        } catch {
            reply = PartnerReply(failure(error))
        }
        reply.headers.merge(limits(verdict)) { $1 }
        return reply
    }

    private func admitted(
        _ request: Request, _ route: PartnerRoute, parameters: [String: String], partner: Partner, now: Date,
        header: (String) -> String?
    ) async throws -> PartnerReply {
        guard PartnerAPI.isAcceptable(header("Accept")) else {
            throw PartnerProblem(
                .notAcceptable, "Answers are application/json.",
                remedy: "Leave `Accept` out, or let it allow application/json.")
        }
        guard let check = checks["\(route.method.rawValue) \(route.path)"] else {
            throw PartnerDocument.Unusable(reason: "")
        }
        let query = try check.query(request.uri.query)
        try check.path(parameters)
        let bytes = route.writes ? try await PartnerAPI.body(request, isExpected: check.hasBody) : []
        let document = check.hasBody ? try check.body(bytes) : .null
        let key = try key(header("Idempotency-Key"), of: route)
        let message = route.writes ? try message(request, bytes, partner: partner) : nil
        let call = PartnerCall(
            desk: desk, profiles: profiles, partner: partner, route: route, parameters: parameters, query: query,
            body: document, key: key,
            digest: PartnerWrite.digest([Array(route.method.rawValue.utf8), Array(request.uri.path.utf8), bytes]),
            message: message, now: now, today: today())
        let reply = try await inFlight.run(key.map { "\(partner.id) \($0)" }) { try await route.handle(call) }
        guard let reply else {
            throw PartnerProblem(
                .inFlight, "A request with this key has not been answered yet.",
                remedy: "Wait a moment, then send it again with the same key: it is done once.")
        }
        return reply
    }

    private func route(_ method: String, _ path: String) throws -> (PartnerRoute, [String: String]) {
        // A slash too many is another path.
        let segments = Array(path.split(separator: "/", omittingEmptySubsequences: false).dropFirst())
        let found = PartnerRoutes.all.compactMap { route in route.match(segments).map { (route, $0) } }
        guard !found.isEmpty else {
            throw PartnerProblem(
                .notFound, "There is no such path.", remedy: "See /openapi.json for those that there are.")
        }
        if let match = found.first(where: { $0.0.method.rawValue == method }) { return match }
        throw PartnerAPI.wrongMethod(found.map { $0.0.method.rawValue })
    }

    private static func wrongMethod(_ allowed: [String]) -> PartnerProblem {
        let list = allowed.sorted().joined(separator: ", ")
        return PartnerProblem(
            .methodNotAllowed, "This path knows \(list).", remedy: "Use \(list), as /openapi.json describes.",
            headers: ["Allow": list])
    }

    private func refusal(of address: String) -> PartnerProblem {
        let verdict = strangerLimit.take(address, now: now())
        guard verdict.isAllowed else {
            return PartnerProblem(
                .rateLimited, "Too many requests from here were not admitted.",
                remedy: "Wait as many seconds as `Retry-After` says, and check the token.",
                headers: ["Retry-After": "\(verdict.retrySeconds)"])
        }
        return PartnerProblem(
            .unauthorized, "The request is of nobody who is admitted.",
            remedy:
                "Send `Authorization: Bearer` with the token that the employer gave you; ask for a new one if it does not do.",
            headers: ["WWW-Authenticate": "Bearer realm=\"Doorstroom partner API\""])
    }

    /// Of the draft of the HTTPAPI working group: what the policy is, and what is left of it.
    private func limits(_ verdict: RequestLimiter.Verdict) -> [String: String] {
        [
            "RateLimit-Policy": "\"partner\";q=\(partnerLimit.quota);w=\(partnerLimit.windowSeconds)",
            "RateLimit": "\"partner\";r=\(verdict.remaining);t=\(verdict.resetSeconds)",
        ]
    }

    private func key(_ header: String?, of route: PartnerRoute) throws -> String? {
        guard route.writes else { return nil }
        guard let header else {
            guard route.needsKey else { return nil }
            throw PartnerProblem(
                .keyMissing, "This request would do a second thing if it came twice.",
                remedy: "Send `Idempotency-Key: \"…\"` with a fresh UUID, and the same one when you repeat the request."
            )
        }
        guard let key = IdempotencyKey.read(header) else {
            throw PartnerProblem(
                .invalidKey, "The key is no text of 1 to \(IdempotencyKey.longest) characters in quotes.",
                remedy: "Write a UUID in double quotes.")
        }
        return key
    }

    /// The `webhook-id` of a signed request; nil for one that carries no signature and needs none.
    private func message(_ request: Request, _ body: [UInt8], partner: Partner) throws -> String? {
        var headers: [String: String] = [:]
        for field in request.headers where field.name.canonicalName.hasPrefix("webhook-") {
            headers[field.name.canonicalName] = field.value
        }
        if headers.isEmpty, !partner.api.requiresSignature { return nil }
        guard partner.api.troubles.isEmpty else {
            throw PartnerProblem(
                .unavailable, "The employer's system cannot verify signatures of yours just now; nothing was done.",
                remedy: "Send the same request again in a minute; tell the employer if it goes on.",
                headers: ["Retry-After": "60"])
        }
        let fault =
            partner.api.inboundSecret == nil
            ? "No secret of your signatures was agreed." : verify(partner, headers, body)
        guard fault == nil, let id = headers["webhook-id"], (1...255).contains(id.utf8.count) else {
            throw PartnerProblem(
                .invalidSignature, fault ?? "webhook-id has more than 255 characters.",
                remedy:
                    "Sign `webhook-id.webhook-timestamp.body` with the agreed secret, as Standard Webhooks describes.",
                headers: ["WWW-Authenticate": "Bearer realm=\"Doorstroom partner API\""])
        }
        return id
    }

    private static func body(_ request: Request, isExpected: Bool) async throws -> [UInt8] {
        func tooLarge() -> PartnerProblem {
            PartnerProblem(
                .bodyTooLarge, "A body has at most \(largestBody) bytes.", remedy: "Send less at once.",
                headers: ["Connection": "close"])
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > largestBody { throw tooLarge() }
        if isExpected { try checkType(request.headers[.contentType]) }
        do {
            return Array(try await request.body.collect(upTo: largestBody).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw tooLarge()
        }
    }

    private static func checkType(_ header: String?) throws {
        let parts = (header ?? "").split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        let isJSON =
            parts.first == "application/json"
            && parts.dropFirst().allSatisfy { part in
                !part.hasPrefix("charset=") || ["charset=utf-8", "charset=\"utf-8\""].contains(part)
            }
        guard isJSON else {
            throw PartnerProblem(
                .unsupportedMediaType, "The body is not said to be application/json in UTF-8.",
                remedy: "Send `Content-Type: application/json`.")
        }
    }

    /// Whether an `Accept` lets JSON through.
    static func isAcceptable(_ header: String?) -> Bool {
        guard let header else { return true }
        return header.split(separator: ",").contains { range in
            let parts = range.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
            guard ["*/*", "application/*", "application/json"].contains(parts.first ?? "") else { return false }
            return !parts.dropFirst().contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
        }
    }

    /// What is told of an error of ours; what it was is for the log, by its code alone.
    private func failure(_ error: any Error) -> PartnerProblem {
        switch error {
        case PartnerWriteFault.keyReused:
            return PartnerProblem(
                .keyReused, "This key came before with another request.",
                remedy: "Take a fresh key for another request, and the same one only for a repetition.")
        case PartnerWriteFault.replayed:
            return PartnerProblem(
                .replayed, "A message with this webhook-id came before.",
                remedy: "Repeat a request with the same Idempotency-Key; sign another one under an id of its own.")
        case let error as StoreError where ["database-busy", "disk-full"].contains(error.code):
            logger.error("A partner's request could not be kept", metadata: ["code": "\(error.code)"])
            return PartnerProblem(
                .unavailable, "The employer's system cannot keep anything just now; nothing was done.",
                remedy: "Send the same request again in a minute.", headers: ["Retry-After": "60"])
        default:
            let code = (error as? StoreError)?.code ?? "partner-request-failed"
            logger.error("A partner's request failed", metadata: ["code": "\(code)"])
            return PartnerProblem(
                .failed, "The employer's system failed; nothing was done.",
                remedy: "Send the same request again; tell the employer if it goes on.")
        }
    }
}
