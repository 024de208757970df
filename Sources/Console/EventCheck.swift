import Outreach

/// Holds what arrives against the contract with partners: the envelope, and the schema of the event's type (handbook,
/// "Events").
struct EventCheck: Sendable {
    /// Faults told of one event.
    private static let limit = 20

    /// By type; nil for those of another catalogue.
    private let envelopes: [EventType?: Result<EventSchema, EventSchema.Unusable>]
    private let schemas: [EventType: Result<EventSchema, EventSchema.Unusable>]

    init() {
        envelopes = Dictionary(
            (EventType.allCases + [nil]).map { ($0, EventCheck.schema(Array(EventEnvelope.schema(of: $0).utf8))) },
            uniquingKeysWith: { first, _ in first })
        schemas = Dictionary(
            EventType.allCases.map { ($0, EventCheck.schema(SchemaCatalogue.schema(of: $0))) },
            uniquingKeysWith: { first, _ in first })
    }

    /// What is wrong with a body; empty when nothing is.
    func faults(of body: JSONDocument) -> String {
        let type = EventCheck.type(body)
        var faults = envelopes[type].map { EventCheck.faults(of: body, by: $0, at: "", named: "the envelope") } ?? []
        if let type {
            faults += dataFaults(body, of: type)
        } else if body.object?["type"]?.string != nil {
            faults.append(EventFault(path: "/type", reason: "is none of the catalogue"))
        }
        let more = faults.count - EventCheck.limit
        return faults.prefix(EventCheck.limit).map(\.text).joined(separator: "; ") + (more > 0 ? "; \(more) more" : "")
    }

    private func dataFaults(_ body: JSONDocument, of type: EventType) -> [EventFault] {
        var faults: [EventFault] = []
        let schema = body.object?["dataschema"]?.string ?? ""
        if schema != "urn:doorstroom:schema:\(type.rawValue)", !schema.hasSuffix("/schemas/\(type.rawValue).json") {
            faults.append(EventFault(path: "/dataschema", reason: "is not that of \(type.rawValue)"))
        }
        guard let data = body.object?["data"], let schema = schemas[type] else { return faults }
        return faults + EventCheck.faults(of: data, by: schema, at: "/data", named: type.rawValue)
    }

    /// The type behind the employer's own prefix.
    private static func type(_ body: JSONDocument) -> EventType? {
        guard let text = body.object?["type"]?.string else { return nil }
        return EventType.allCases.first { text.hasSuffix("." + $0.rawValue) }
    }

    private static func faults(
        of value: JSONDocument, by schema: Result<EventSchema, EventSchema.Unusable>, at path: String,
        named name: String
    ) -> [EventFault] {
        switch schema {
        case .success(let schema): return schema.faults(of: value, at: path)
        case .failure(let fault):
            let keyword = "\(fault.path)/\(fault.keyword)"
            return [
                EventFault(
                    path: path, reason: "cannot be checked: the schema of \(name) holds \(keyword), which is not known")
            ]
        }
    }

    private static func schema(_ bytes: [UInt8]) -> Result<EventSchema, EventSchema.Unusable> {
        do throws(EventSchema.Unusable) {
            // A text that is no JSON is a schema without an object.
            return .success(try EventSchema((try? JSONDocument(parsing: bytes)) ?? .null))
        } catch {
            return .failure(error)
        }
    }
}
