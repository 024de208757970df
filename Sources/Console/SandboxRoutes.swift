import Foundation
import HTTPTypes
package import Hummingbird
import Outreach

/// A mobility centre to try against: takes webhooks, verifies them, holds them against the schemas, keeps what arrived in
/// memory, shows it, answers through the partner API, and misbehaves where it is told to.
package struct Sandbox: Sendable {
    /// What came of one request.
    package struct Arrival: Codable, Sendable, Equatable {
        package var partner: String
        package var id = ""
        package var type = ""
        package var subject = ""
        package var sequence = ""
        /// Empty when the signature is right, else what is wrong with it.
        package var signatureFault = ""
        /// Empty when the event keeps to its envelope and schema, else what is wrong with it, and where.
        package var eventFault = ""
        package var isRepeat = false
        package var event = ""
        /// With what it was answered: a status, or how the sandbox misbehaved.
        package var treatment = ""

        init(partner: String) { self.partner = partner }
    }

    /// Judges the signature: partner, headers by lower-case name, body → a fault or nil.
    package typealias Verify = @Sendable (_ partner: String, _ headers: [String: String], _ body: [UInt8]) -> String?

    private let verify: Verify
    private let partners: [String]
    private let api: SandboxAPI?
    private let check = EventCheck()
    private let desk = SandboxDesk()
    private let onArrival: @Sendable (Arrival) -> Void

    /// - Parameters:
    ///   - partners: whom it can misbehave towards one by one.
    ///   - api: how answers are given; nil where none can be.
    package init(
        verify: @escaping Verify, partners: [String] = [], api: SandboxAPI? = nil,
        onArrival: @escaping @Sendable (Arrival) -> Void = { _ in }
    ) {
        self.verify = verify
        self.partners = partners
        self.api = api
        self.onArrival = onArrival
    }

    package func responder() -> RouterResponder<SandboxContext> { router().buildResponder() }

    private func router() -> Router<SandboxContext> {
        let router = Router(context: SandboxContext.self)
        router.post("/hooks/{partner}") { request, context in
            let partner = try context.parameters.require("partner")
            let buffer = try await request.body.collect(upTo: 128 * 1024)
            var headers: [String: String] = [:]
            for field in request.headers { headers[field.name.canonicalName] = field.value }
            return try await receive(
                partner: partner, headers: headers, body: Array(buffer.readableBytesView), context)
        }
        router.get("/arrivals") { request, _ in try list(await desk.arrivals, request) }
        router.get("/") { request, _ in try await page(request) }
        router.get(RouterPath(SandboxPage.stylePath)) { _, _ in
            Response.text(SandboxPage.style, type: "text/css; charset=utf-8")
        }
        router.get("/misbehave") { request, _ in try list(await desk.misbehaviours, request) }
        router.post("/misbehave") { request, _ in try await misbehave(request) }
        router.post("/answers") { request, _ in try await answer(request) }
        return router
    }

    private func list(_ value: some Encodable, _ request: Request) throws -> Response {
        guard isFromHere(request) else { return elsewhere }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return Response.text(String(decoding: try encoder.encode(value), as: UTF8.self), type: "application/json")
    }

    // What arrives

    private func receive(
        partner: String, headers: [String: String], body: [UInt8], _ context: SandboxContext
    ) async throws -> Response {
        var arrival = judge(partner: partner, headers: headers, body: body)
        let misbehaviour = await desk.next(for: partner)
        let (text, status): (String, HTTPResponse.Status) =
            if !arrival.signatureFault.isEmpty {
                (arrival.signatureFault + "\n", .unauthorized)
            } else if !arrival.eventFault.isEmpty {
                (arrival.eventFault + "\n", .unprocessableContent)
            } else {
                ("", .accepted)
            }
        arrival.treatment = misbehaviour?.manner.rawValue ?? String(status.code)
        arrival.isRepeat = await desk.append(arrival)
        onArrival(arrival)
        if let answer = try await misbehaviour?.answer(context) { return answer }
        return text.isEmpty ? Response(status: status) : Response.text(text, type: "text/plain", status: status)
    }

    private func judge(partner: String, headers: [String: String], body: [UInt8]) -> Arrival {
        var arrival = Arrival(partner: partner)
        arrival.id = headers["webhook-id"] ?? ""
        arrival.signatureFault = verify(partner, headers, body) ?? ""
        arrival.event = String(decoding: body, as: UTF8.self)
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
        return arrival
    }

    // The page

    private func page(_ request: Request) async throws -> Response {
        guard isFromHere(request) else { return elsewhere }
        let page = SandboxPage(
            arrivals: await desk.arrivals, replies: await desk.replies, misbehaviours: await desk.misbehaviours,
            partners: partners, answering: api?.partners ?? [],
            language: SandboxLanguage(
                asked: request.uri.queryParameters["language"].map { String($0) },
                accepted: request.headers[.acceptLanguage]),
            today: Date().formatted(.iso8601.year().month().day()))
        var response = Response.text(page.html, type: "text/html; charset=utf-8")
        if let name = HTTPField.Name("Content-Security-Policy") { response.headers[name] = SandboxPage.policy }
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "same-origin" }
        return response
    }

    /// A page of another origin, or a name that leads here, can neither read the page nor send its forms.
    private func isFromHere(_ request: Request) -> Bool {
        let authority = request.head.authority ?? ""
        let host = authority.split(separator: ":", omittingEmptySubsequences: false).first ?? ""
        guard host == "127.0.0.1" || host == "localhost" else { return false }
        return request.headers[.origin].map { $0 == "http://\(authority)" } ?? true
    }

    private var elsewhere: Response {
        Response.text("Open the page as http://127.0.0.1 and the port.\n", type: "text/plain", status: .forbidden)
    }

    private func misbehave(_ request: Request) async throws -> Response {
        guard isFromHere(request) else { return elsewhere }
        let isForm = Sandbox.isForm(request)
        let body = String(buffer: try await request.body.collect(upTo: 16 * 1024))
        do {
            let fields = isForm ? FormFields.parse(body) : [:]
            let instruction: SandboxInstruction
            if isForm {
                instruction = SandboxInstruction(
                    manner: fields["manner"] ?? "", partner: fields["partner"],
                    requests: fields["requests"].flatMap(Int.init),
                    seconds: fields["seconds"].flatMap(Int.init))
            } else {
                instruction = try JSONDecoder().decode(SandboxInstruction.self, from: Data(body.utf8))
            }
            await desk.behave(try instruction.misbehaviour(), towards: instruction.partner ?? "")
            return isForm ? Sandbox.back(fields) : Response(status: .noContent)
        } catch let refusal as SandboxRefusal {
            return Response.text(refusal.reason + "\n", type: "text/plain", status: .unprocessableContent)
        } catch is DecodingError {
            return Response.text(
                "Send {\"manner\": …, \"partner\": …, \"requests\": …, \"seconds\": …} as JSON.\n", type: "text/plain",
                status: .badRequest)
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        guard isFromHere(request), Sandbox.isForm(request) else { return elsewhere }
        let fields = FormFields.parse(String(buffer: try await request.body.collect(upTo: 16 * 1024)))
        do {
            let form = try SandboxForm(fields)
            guard let api, api.partners.contains(form.partner) else {
                throw SandboxRefusal("there is no token for the partner: see doorstroom sandbox --help")
            }
            if await desk.begin(form.key) {
                await desk.append(SandboxReply(form, await api.send(form.request), moment: Date()))
            }
            return Sandbox.back(fields)
        } catch let refusal as SandboxRefusal {
            return Response.text(refusal.reason + "\n", type: "text/plain", status: .unprocessableContent)
        }
    }

    private static func isForm(_ request: Request) -> Bool {
        request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") ?? false
    }

    /// To the page, in the language that it was in.
    private static func back(_ fields: [String: String]) -> Response {
        let language = fields["language"].flatMap(SandboxLanguage.init(rawValue:))
        var response = Response(status: .seeOther)
        response.headers[.location] = "/" + (language.map { "?language=\($0.rawValue)" } ?? "")
        return response
    }
}
