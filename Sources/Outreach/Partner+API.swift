package import Workforce

/// How a partner may come in through the partner API (delivery rules, "Partner API").
extension Partner {
    package struct APIAccess: Equatable, Sendable, Codable {
        /// SHA-256 of the client certificates that open it behind a reverse proxy, 64 small hexadecimal digits each.
        package var certificateFingerprints: [String] = []
        /// `whsec_…`: what the partner signs its requests with; never printed.
        package var inboundSecret: Secret?
        /// Whether writing requests without a signature are refused.
        package var requiresSignature = false
        /// Why no signature of the partner's can be verified: the file of its secret cannot be used.
        package var troubles: [Problem] = []

        package init() {}
    }
}
