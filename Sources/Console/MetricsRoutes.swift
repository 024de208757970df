package import Hummingbird

/// `/metrics` in the Prometheus text format, on a listener of its own.
package enum MetricsRoutes {
    package static func router(render: @escaping @Sendable () async -> String) -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/metrics") { _, _ in
            Response.text(await render(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
        return router
    }
}
