import Foundation
import HTTPTypes
package import Hummingbird

/// What the service's own listener answers: `/healthz`, `/readyz`, `/schemas/…`. Nothing here writes.
package enum ServiceRoutes {
    /// - Parameters:
    ///   - readiness: judged anew at each request.
    ///   - schemas: JSON Schema documents by file name.
    package static func router(
        readiness: @escaping @Sendable () async -> ReadinessReport, schemas: [String: String]
    ) -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/healthz") { _, _ in Response.text("ok\n", type: "text/plain; charset=utf-8") }
        router.get("/readyz") { _, _ in
            let report = await readiness()
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            let body = String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
            return Response.text(
                body, type: "application/json", status: report.isReady ? .ok : .serviceUnavailable)
        }
        let names = schemas.keys.sorted()
        router.get("/schemas") { _, _ in
            let list = names.map { "\"/schemas/\($0)\"" }.joined(separator: ",\n  ")
            return Response.text("{\"schemas\": [\n  \(list)\n]}\n", type: "application/json")
        }
        router.get("/schemas/{name}") { _, context in
            let name = try context.parameters.require("name")
            guard let schema = schemas[name] else {
                return Response.text(
                    "There is no schema of that name; /schemas lists them.\n", type: "text/plain; charset=utf-8",
                    status: .notFound)
            }
            return Response.text(schema, type: "application/schema+json")
        }
        return router
    }
}
