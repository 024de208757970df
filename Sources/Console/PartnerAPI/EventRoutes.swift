import Outreach
import Store

/// What a partner was sent: to be fetched again, and acknowledged.
extension PartnerRoutes {
    static let events: [PartnerRoute] = [
        PartnerRoute(.get, "/partner/v1/events", list),
        PartnerRoute(
            .post, "/partner/v1/events/{event}/acknowledgement", deed: "acknowledge-event", acknowledge),
    ]

    /// Events on a page where nothing else is asked for.
    static let usualPage = 50

    @Sendable private static func list(_ call: PartnerCall) async throws -> PartnerReply {
        let limit = call.query["limit"].flatMap { Int($0) } ?? usualPage
        let page = try await call.desk.events(
            of: call.partner.id, after: call.query["after"], limit: limit, now: call.now)
        guard let page else {
            throw PartnerProblem(
                .invalidCursor, "This is no cursor that was given to you by this database.",
                remedy: "Send the `cursor` of an answer as it is, or begin without `after`.")
        }
        return PartnerReply(
            200,
            .object([
                "events": .array(page.events.map(event)), "cursor": .string(page.cursor),
                "more": .boolean(page.hasMore),
            ]))
    }

    private static func event(_ event: ResyncEvent) -> JSONValue {
        let digits = String(event.sequence)
        return .object([
            "id": .string(event.id),
            "type": .string(event.type),
            "subject": .string(event.subject),
            "sequence": .string(String(repeating: "0", count: max(0, 12 - digits.count)) + digits),
            "time": .string(Timestamp.text(event.time)),
            // The very bytes that are sent, which are JSON.
            "body": event.body.map { .raw($0) },
            "contentErased": event.body == nil ? .boolean(true) : nil,
        ])
    }

    @Sendable private static func acknowledge(_ call: PartnerCall) async throws -> PartnerReply {
        let event = call.parameters["event"] ?? ""
        let status = call.text("status") ?? ""
        return try await call.write(about: event) { deeds in
            guard try deeds.acknowledge(event: event, status: status) else {
                throw PartnerProblem(
                    .notFound, "No event of that id was sent to you.",
                    remedy: "Take the `id` of an event that you received or fetched.")
            }
            return PartnerReceipt(
                status: 200,
                body: JSONValue.object([
                    "event": .string(event), "status": .string(status),
                    "acknowledged": .string(Timestamp.text(call.now)),
                ]).bytes)
        }
    }
}
