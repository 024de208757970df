package import Hummingbird
import NIOCore

/// A request's context with the address that its connection is of.
package struct PartnerRequestContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Empty where the system does not say.
    package let peer: String

    package init(source: Source) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? ""
    }
}
