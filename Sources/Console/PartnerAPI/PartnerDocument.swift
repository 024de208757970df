/// The OpenAPI document of the partner API: what is served, and what requests are held against.
struct PartnerDocument: Sendable {
    /// The document cannot be used; a fault of the program, that its tests find.
    struct Unusable: Error, Equatable, Sendable { var reason: String }

    let bytes: [UInt8]
    let root: JSONDocument

    init(_ bytes: [UInt8] = PackageResources.openapi_json) throws(Unusable) {
        do throws(JSONFault) {
            root = try JSONReader.read(bytes)
        } catch {
            throw Unusable(reason: "byte \(error.offset): \(error.reason)")
        }
        self.bytes = bytes
    }

    /// Every method and path that is described.
    var operations: Set<String> {
        Set(
            (root.object?["paths"]?.object ?? [:]).flatMap { path, item in
                (item.object ?? [:]).keys.filter { $0 != "parameters" }.map { "\($0.uppercased()) \(path)" }
            })
    }

    func operation(_ method: String, _ path: String) -> JSONDocument? {
        root.object?["paths"]?.object?[path]?.object?[method.lowercased()]
    }

    /// What a request's body must keep to; nil for a request without one.
    func body(of method: String, _ path: String) throws(Unusable) -> EventSchema? {
        guard let body = operation(method, path)?.object?["requestBody"] else { return nil }
        guard let schema = body.object?["content"]?.object?["application/json"]?.object?["schema"] else {
            throw Unusable(reason: "\(method) \(path): no schema of a JSON body")
        }
        return try schemaOf(schema, for: "\(method) \(path)")
    }

    /// What a request's parameters in `place` (`path` or `query`) must keep to, by name.
    func parameters(in place: String, of method: String, _ path: String) throws(Unusable) -> [String: EventSchema] {
        let own = operation(method, path)?.object?["parameters"]?.array ?? []
        let shared = root.object?["paths"]?.object?[path]?.object?["parameters"]?.array ?? []
        var schemas: [String: EventSchema] = [:]
        for entry in shared + own {
            let parameter = resolved(entry)
            guard parameter.object?["in"]?.string == place, let name = parameter.object?["name"]?.string else {
                continue
            }
            guard let schema = parameter.object?["schema"] else {
                throw Unusable(reason: "\(path): no schema of \(name)")
            }
            schemas[name] = try schemaOf(schema, for: "\(path), \(name)")
        }
        return schemas
    }

    private func resolved(_ value: JSONDocument) -> JSONDocument {
        guard let reference = value.object?["$ref"]?.string, reference.hasPrefix("#/") else { return value }
        return reference.dropFirst(2).split(separator: "/").reduce(root) { $0.object?[String($1)] ?? .null }
    }

    private func schemaOf(_ schema: JSONDocument, for name: String) throws(Unusable) -> EventSchema {
        do throws(EventSchema.Unusable) {
            return try EventSchema(schema, named: named)
        } catch {
            throw Unusable(reason: "\(name): \(error.path)/\(error.keyword) is not known")
        }
    }

    private var named: [String: JSONDocument] {
        let schemas = root.object?["components"]?.object?["schemas"]?.object ?? [:]
        return Dictionary(
            uniqueKeysWithValues: schemas.map { ("#/components/schemas/\($0)", $1) })
    }
}
