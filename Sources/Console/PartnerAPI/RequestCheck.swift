import Foundation

/// Holds a request against the document of the API.
struct RequestCheck: Sendable {
    private let pathSchemas: [String: EventSchema]
    private let querySchemas: [String: EventSchema]
    private let bodySchema: EventSchema?

    /// Faults told of one body.
    private static let limit = 20

    var hasBody: Bool { bodySchema != nil }

    /// The checks of all routes by method and path.
    static func all(
        _ routes: [PartnerRoute], _ document: PartnerDocument
    ) throws(PartnerDocument.Unusable) -> [String: RequestCheck] {
        var checks: [String: RequestCheck] = [:]
        for route in routes {
            let method = route.method.rawValue
            checks["\(method) \(route.path)"] = RequestCheck(
                pathSchemas: try document.parameters(in: "path", of: method, route.path),
                querySchemas: try document.parameters(in: "query", of: method, route.path),
                bodySchema: try document.body(of: method, route.path))
        }
        return checks
    }

    func path(_ values: [String: String]) throws(PartnerProblem) {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let fault = pathSchemas[name]?.faults(of: .string(value), at: "").first else { continue }
            throw PartnerProblem(
                .invalidParameter, "The part {\(name)} of the path \(fault.reason).",
                remedy: "See its description in /openapi.json.")
        }
    }

    /// The values of a query; those of numbers are numbers.
    func query(_ text: String?) throws(PartnerProblem) -> [String: String] {
        var values: [String: String] = [:]
        for part in (text ?? "").split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = decoded(pair[0])
            guard let schema = querySchemas[name], values[name] == nil, pair.count == 2 else {
                let known = querySchemas.keys.sorted().joined(separator: ", ")
                throw PartnerProblem(
                    .invalidParameter, "The query holds a name that is not known here, or one without value, or twice.",
                    remedy: known.isEmpty ? "Leave the query out." : "Known are: \(known).")
            }
            let value = decoded(pair[1])
            let isNumber = schema.rules.contains(.kind(.integer))
            let document = isNumber ? Int(value).map { JSONDocument.number(Double($0)) } : nil
            if let fault = schema.faults(of: document ?? .string(value), at: "").first {
                throw PartnerProblem(
                    .invalidParameter, "The value of \(name) \(fault.reason).",
                    remedy: "See its description in /openapi.json.")
            }
            values[name] = value
        }
        return values
    }

    func body(_ bytes: [UInt8]) throws(PartnerProblem) -> JSONDocument {
        let document: JSONDocument
        do throws(JSONFault) {
            document = try JSONReader.read(bytes)
        } catch {
            throw PartnerProblem(
                .malformedJSON, "At byte \(error.offset): \(error.reason).", remedy: "Send one JSON object in UTF-8.",
                errors: [.init(pointer: error.pointer, detail: error.reason)])
        }
        let faults = bodySchema?.faults(of: document, at: "") ?? []
        guard faults.isEmpty else {
            throw PartnerProblem(
                .invalidBody, "The body does not keep to its description.",
                remedy: "Mend what `errors` lists; see the schema in /openapi.json.",
                errors: faults.prefix(RequestCheck.limit).map { .init(pointer: $0.path, detail: $0.reason) })
        }
        return document
    }

    private func decoded(_ text: Substring) -> String {
        // What cannot be decoded is no value that any parameter has.
        text.replacing("+", with: " ").removingPercentEncoding ?? "\u{FFFD}"
    }
}
