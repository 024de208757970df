package import Hummingbird
import NIOCore

/// A request's context with its connection, which a sandbox that misbehaves breaks off or fills with garbage.
package struct SandboxContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    let channel: any Channel

    package init(source: Source) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

/// Stands next to the socket, and puts something that is no HTTP in the place of whatever is answered.
final class GarbageWriter: ChannelOutboundHandler, Sendable {
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let garbage = ByteBuffer(string: "\u{1}\u{2} this is not what was asked for \u{3}\n")
        context.write(wrapOutboundOut(.byteBuffer(garbage)), promise: promise)
    }
}
