import Foundation
import HTTPTypes
package import Hummingbird
import Outreach

/// A mobility centre to try against: takes webhooks, verifies them, holds them against the schemas, keeps what arrived in
/// memory, shows it.
package struct Sandbox: Sendable {
    /// What came of one request.
    package struct Arrival: Codable, Sendable, Equatable {
        package var partner: String
        package var id: String
        package var type: String
        package var subject: String
        package var sequence: String
        /// Empty when the signature is right, else what is wrong with it.
        package var signatureFault: String
        /// Empty when the event keeps to its envelope and schema, else what is wrong with it, and where.
        package var eventFault: String
        package var isRepeat: Bool
        package var event: String
    }

    /// Judges the signature: partner, headers by lower-case name, body → a fault or nil.
    package typealias Verify = @Sendable (_ partner: String, _ headers: [String: String], _ body: [UInt8]) -> String?

    private let verify: Verify
    private let check = EventCheck()
    private let arrivals = ArrivalLog()
    private let onArrival: @Sendable (Arrival) -> Void

    package init(verify: @escaping Verify, onArrival: @escaping @Sendable (Arrival) -> Void = { _ in }) {
        self.verify = verify
        self.onArrival = onArrival
    }

    package func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.post("/hooks/{partner}") { request, context in
            let partner = try context.parameters.require("partner")
            let buffer = try await request.body.collect(upTo: 128 * 1024)
            var headers: [String: String] = [:]
            for field in request.headers { headers[field.name.canonicalName] = field.value }
            let arrival = await receive(partner: partner, headers: headers, body: Array(buffer.readableBytesView))
            guard arrival.signatureFault.isEmpty else {
                return Response.text(arrival.signatureFault + "\n", type: "text/plain", status: .unauthorized)
            }
            guard arrival.eventFault.isEmpty else {
                return Response.text(arrival.eventFault + "\n", type: "text/plain", status: .unprocessableContent)
            }
            return Response(status: .accepted)
        }
        router.get("/arrivals") { _, _ in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return Response.text(
                String(decoding: try encoder.encode(await arrivals.all), as: UTF8.self), type: "application/json")
        }
        router.get("/") { _, _ in
            Response.text(SandboxPage.render(await arrivals.all), type: "text/html; charset=utf-8")
        }
        return router
    }

    private func receive(partner: String, headers: [String: String], body: [UInt8]) async -> Arrival {
        var arrival = Arrival(
            partner: partner, id: headers["webhook-id"] ?? "", type: "", subject: "", sequence: "",
            signatureFault: verify(partner, headers, body) ?? "", eventFault: "", isRepeat: false,
            event: String(decoding: body, as: UTF8.self))
        do {
            let event = try JSONDocument(parsing: body)
            func text(_ name: String) -> String { event.object?[name]?.string ?? "" }
            (arrival.type, arrival.subject, arrival.sequence) = (text("type"), text("subject"), text("sequence"))
            let faults = [
                text("id") == arrival.id ? "" : "webhook-id differs from the event's id",
                body.count > EventRenderer.largestBody ? "the body is larger than 64 KB" : "",
                check.faults(of: event),
            ]
            arrival.eventFault = faults.filter { !$0.isEmpty }.joined(separator: "; ")
        } catch {
            arrival.eventFault = "the body is not JSON"
        }
        arrival.isRepeat = await arrivals.append(arrival)
        onArrival(arrival)
        return arrival
    }
}

/// What arrived, newest last; the oldest go first beyond ten thousand.
private actor ArrivalLog {
    private(set) var all: [Sandbox.Arrival] = []
    private var seen: Set<String> = []

    /// Keeps the arrival and says whether its id came before.
    func append(_ arrival: Sandbox.Arrival) -> Bool {
        let isRepeat = !seen.insert(arrival.partner + " " + arrival.id).inserted
        var kept = arrival
        kept.isRepeat = isRepeat
        all.append(kept)
        if all.count > 10_000 { all.removeFirst(all.count - 10_000) }
        return isRepeat
    }
}
