import Foundation

/// One method of one path of the partner API.
struct PartnerRoute: Sendable {
    enum Method: String, Sendable { case get = "GET", post = "POST", put = "PUT", delete = "DELETE" }

    let method: Method
    /// With parameters in braces, as the document of the API writes it.
    let path: String
    /// What is done, for the audit log; nil for a route that only reads.
    let deed: String?
    let handle: @Sendable (PartnerCall) async throws -> PartnerReply
    private let parts: [Part]

    private enum Part: Sendable {
        case literal(Substring)
        case parameter(String)
    }

    init(
        _ method: Method, _ path: String, deed: String? = nil,
        _ handle: @escaping @Sendable (PartnerCall) async throws -> PartnerReply
    ) {
        self.method = method
        self.path = path
        self.deed = deed
        self.handle = handle
        parts = path.split(separator: "/").map { part in
            part.first == "{" ? .parameter(String(part.dropFirst().dropLast())) : .literal(part)
        }
    }

    var writes: Bool { deed != nil }

    /// A second POST does a second thing, unless its key says that it is the first again.
    var needsKey: Bool { method == .post }

    /// The values of the parameters, where the path is one of this route.
    func match(_ segments: [Substring]) -> [String: String]? {
        guard parts.count == segments.count else { return nil }
        for case (.literal(let part), let segment) in zip(parts, segments) where part != segment { return nil }
        var values: [String: String] = [:]
        for case (.parameter(let name), let segment) in zip(parts, segments) {
            // What cannot be decoded is no value that any parameter has.
            values[name] = String(segment).removingPercentEncoding ?? ""
        }
        return values
    }
}

/// Every route; the document of the API describes exactly these (a test holds the two against each other).
///
/// A new group of routes is a file beside this one and a line here.
enum PartnerRoutes {
    static let all: [PartnerRoute] = events + offers + vacancies + profiles + trajectories
}
