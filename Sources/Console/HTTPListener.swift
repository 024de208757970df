package import Hummingbird
package import Logging
import ServiceLifecycle
import HTTPTypes
import NIOCore

/// A small HTTP server as a service: routes, an address, and a callback with the port that was bound.
package struct HTTPListener: Service {
    private let application: any Service

    package init(
        name: String, router: Router<BasicRequestContext>, address: ListenerAddress, logger: Logger,
        onBound: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.init(
            name: name, responder: router.buildResponder(), address: address, logger: logger, onBound: onBound)
    }

    package init<Responder: HTTPResponder>(
        name: String, responder: Responder, address: ListenerAddress, logger: Logger,
        onBound: @escaping @Sendable (Int) async -> Void = { _ in }
    ) where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        // Request logs of a listener that is polled every few seconds say nothing; failures are logged by routes.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        application = Application(
            responder: responder,
            // Who connects and then says nothing does not keep the connection for ever.
            server: .http1(configuration: .init(idleTimeout: .seconds(75))),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), serverName: name),
            onServerRunning: { channel in await onBound(channel.localAddress?.port ?? address.port) },
            logger: quiet)
    }

    package func run() async throws { try await application.run() }
}

extension Response {
    /// An answer with a short text body.
    static func text(_ body: String, type: String, status: HTTPResponse.Status = .ok) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }
}
