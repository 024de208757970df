package import Foundation
package import Outreach

/// The writing verbs of `partners`, as one request.
package struct PartnerRequest: Codable, Sendable {
    package enum Action: Codable, Sendable {
        case enable
        case disable(reason: String)
        /// Makes a secret the current one.
        /// - Parameters:
        ///   - from: the secret that the file holds now, which a daemon may not have read yet.
        ///   - to: made by whoever asks, so that a request which is repeated is the same rotation.
        ///   - overlap: seconds that the former one signs along; nil for none.
        case rotate(SignatureKind, from: String, to: String, overlap: TimeInterval?)
        /// Gives the former secret this many seconds from now.
        case extend(SignatureKind, overlap: TimeInterval)
        /// Ends the former secret now.
        case finish(SignatureKind)
        /// Admits a token to the partner API; the token itself stays with whoever made it.
        /// - Parameters:
        ///   - overlap: seconds that former ones go on; nil for none.
        ///   - life: seconds until it ends by itself; nil for no end.
        case issueToken(digest: [UInt8], overlap: TimeInterval?, life: TimeInterval?)
        /// Ends all tokens now.
        case revokeTokens
    }

    package var partner: String
    package var action: Action
    /// The system user who asks.
    package var user: String

    package init(partner: String, action: Action, user: String) {
        self.partner = partner
        self.action = action
        self.user = user
    }
}
